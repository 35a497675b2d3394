import { z } from "zod";
import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import type { JsonObject } from "#core/message/message.ts";
import { VARIANTS } from "./catalogue.ts";
import type { HooksInForce, PlayedPortal, VariantHooks } from "./hooks.ts";
import type { Playing } from "./variant.ts";

const USUAL: Playing = { chosen: { name: "usual" }, hooks: {} };

const named = z.looseObject({ name: z.enum(["usual", ...VARIANTS.map(({ name }) => name)]) });

/** Which of the plausible portals is played now: one at a time, the usual one to begin with. */
export class VariantInForce implements HooksInForce {
  readonly #portal: PlayedPortal;
  #playing: Playing = USUAL;

  constructor(portal: PlayedPortal) {
    this.#portal = portal;
  }

  get hooks(): VariantHooks {
    return this.#playing.hooks;
  }

  /** `{name, …settings}` with every default filled in. */
  get chosen(): JsonObject {
    return this.#playing.chosen;
  }

  /**
   * Plays another portal from now on, in `{name, …settings}`; `usual` is the ordinary one. What the variant before
   * remembered and drew is forgotten, what the portal holds stays.
   */
  choose(input: unknown): Parsed<JsonObject> {
    const read = parseWith(named, input);
    if (!read.ok) return read;
    const variant = VARIANTS.find(({ name }) => name === read.value.name);
    const begun = variant?.begin(input, this.#portal) ?? begunUsual(input);
    if (!begun.ok) return begun;
    this.#portal.chance.restart();
    this.#playing = begun.value;
    return { ok: true, value: begun.value.chosen };
  }

  clear(): void {
    this.#playing = USUAL;
  }
}

function begunUsual(input: unknown): Parsed<Playing> {
  const read = parseWith(z.strictObject({ name: z.literal("usual") }), input);
  return read.ok ? { ok: true, value: USUAL } : read;
}
