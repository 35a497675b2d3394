import type { z } from "zod";
import { Fault } from "#core/fault.ts";
import { credentialPath, readSecret, type RawEnv } from "./secret-sources.ts";
import { VARIABLES, type Variable } from "./variables.ts";

/** The gateway's own variables, as far as they are given; nothing else in the code reads the environment. */
export type Env = { readonly [Name in keyof typeof VARIABLES]?: z.infer<(typeof VARIABLES)[Name]["schema"]> };

/**
 * Reads and types the environment, with secrets from the files and systemd credentials they are in; an empty value counts as
 * absent.
 * @throws Fault `config-invalid` naming the first variable that is wrong, never its value; `config-missing` for a file of a
 * secret that cannot be read
 */
export function readEnv(raw: RawEnv): Env {
  const entries = Object.entries<Variable<string | number>>(VARIABLES).flatMap(([name, variable]) => {
    const { schema, expected } = variable;
    const value = valueOf(name, variable, raw);
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

function valueOf(name: string, { secret, secretFile }: Variable<string | number>, raw: RawEnv): string | undefined {
  if (secret === true) return readSecret(name, raw);
  const value = raw[name];
  if (secretFile !== true || (value !== undefined && value !== "")) return value;
  return credentialPath(name.replace(/_FILE$/, ""), raw);
}
