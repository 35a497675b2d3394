import { READ_ASIDE_FROM_KIB } from "#core/ports/http-limits.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { dossierShapes } from "./dossier-input.ts";
import { readDossiers, type ReadText, type ReadValue, type ReadingLimits, type TextFormat } from "./read-dossiers.ts";
import type { ReadingPool } from "./reading-pool.ts";
import { unpack } from "./thread-message.ts";

/** What came of a text: see {@link ReadText}; or nobody was free to read it; or it needed too much to be read. */
export type Reading =
  | Exclude<ReadText, { readonly kind: "batch" }>
  | { readonly kind: "batch"; readonly count: number; readonly items: Iterable<ReadValue> }
  | { readonly kind: "busy" | "given-up" };

/** Reads the bytes of a body or a line, and takes them over: afterwards they are gone. */
export type DossierReader = (bytes: Uint8Array, format: TextFormat) => Promise<Reading>;

/** Reads dossiers and calls from bytes, large ones aside in `pool`. */
export function createDossierReader(sectors: SectorRegistry, limits: ReadingLimits, pool: ReadingPool): DossierReader {
  const given = { shapes: dossierShapes(sectors), limits };
  return async function read(bytes, format) {
    if (bytes.length < 1024 * READ_ASIDE_FROM_KIB[format === "xml" ? "xml" : "json"]) {
      const text = readDossiers(bytes, format, given);
      return text.kind === "batch" ? { kind: "batch", count: text.items.length, items: text.items } : text;
    }
    const answer = await pool.read({ bytes, format });
    if (answer.kind !== "read") return { kind: answer.kind };
    const { text } = answer;
    if (text.kind === "one") return { kind: "one", read: unpack(text.read) };
    // Each is unpacked when it is its turn, so that hundreds of them keep nobody waiting.
    return text.kind === "batch"
      ? { kind: "batch", count: text.items.length, items: text.items.values().map(unpack) }
      : text;
  };
}
