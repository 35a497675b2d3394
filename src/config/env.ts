import type { z } from "zod";
import { Fault } from "#core/fault.ts";
import { VARIABLES, type Variable } from "./variables.ts";

/** Environment as the process sees it. */
export type RawEnv = Readonly<Record<string, string | undefined>>;

/** The gateway's own variables, as far as they are given; nothing else in the code reads the environment. */
export type Env = { readonly [Name in keyof typeof VARIABLES]?: z.infer<(typeof VARIABLES)[Name]["schema"]> };

/**
 * Reads and types the environment; an empty value counts as absent.
 * @throws Fault `config-invalid` naming the first variable that is wrong, never its value
 */
export function readEnv(raw: RawEnv): Env {
  const entries = Object.entries<Variable<string | number>>(VARIABLES).flatMap(([name, { schema, expected }]) => {
    const value = raw[name];
    if (value === undefined || value === "") return [];
    const parsed = schema.safeParse(value);
    if (parsed.success) return [[name, parsed.data]];
    throw new Fault("config-invalid", {
      vi: `Biến môi trường ${name} không hợp lệ: cần ${expected.vi}.`,
      en: `The environment variable ${name} is not valid: expected ${expected.en}.`,
    });
  });
  return Object.fromEntries(entries) as Env;
}
