import { z } from "zod";
import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { PlayedPortal, VariantHooks } from "./hooks.ts";

/** What is said of a variant where they are listed. */
export interface VariantTraits {
  /** In lower case, as it is chosen by. */
  readonly name: string;
  /** What is different from the usual portal. */
  readonly changes: Bilingual;
  /** Why a real portal might be so. */
  readonly why: Bilingual;
}

/** A portal that behaves in one respect differently, and plausibly so. */
export interface Variant extends VariantTraits {
  /** JSON Schema of each setting, with its default. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Reads `{name, …settings}` and begins to play; or says what is wrong with the settings. */
  begin(input: unknown, portal: PlayedPortal): Parsed<Playing>;
}

/** A variant that is being played. */
export interface Playing {
  /** `{name, …settings}` with every default filled in. */
  readonly chosen: JsonObject;
  readonly hooks: VariantHooks;
}

/**
 * Declares a variant.
 *
 * @param definition.settings each with a default or optional, and described in both languages
 * @param definition.play called each time the variant is chosen; what it remembers begins then
 */
export function defineVariant<Shape extends z.core.$ZodLooseShape>(
  definition: VariantTraits & {
    readonly settings: Shape;
    readonly play: (settings: z.output<z.ZodObject<Shape, z.core.$strict>>, portal: PlayedPortal) => VariantHooks;
  },
): Variant {
  const { name, changes, why, settings, play } = definition;
  const schema = z.strictObject(settings);
  const named = z.looseObject({ name: z.literal(name) });
  return {
    name,
    changes,
    why,
    settings: z.toJSONSchema(schema, { io: "input" }).properties ?? {},
    begin(input, portal) {
      const chosen = parseWith(named, input);
      if (!chosen.ok) return chosen;
      const { name: _name, ...rest } = chosen.value;
      const read = parseWith(schema, rest);
      if (!read.ok) return read;
      return { ok: true, value: { chosen: { name, ...(read.value as JsonObject) }, hooks: play(read.value, portal) } };
    },
  };
}
