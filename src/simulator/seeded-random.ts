import { createHash } from "node:crypto";
import type { Random } from "#core/ports/ports.ts";

/**
 * Randomness that repeats itself: the same seed gives the same numbers and UUIDs on every machine, so that a failed run
 * of the simulator can be played again. Predictable on purpose, therefore only for stand-ins and tests, never for keys.
 *
 * Counter mode over SHA-256: slow beside a real generator, but without any state to get wrong.
 */
export function seededRandom(seed: string): Random {
  let drawn = 0;
  const block = (): Buffer => {
    drawn += 1;
    return createHash("sha256").update(`${seed}\n${drawn}`).digest();
  };
  return {
    next: () => block().readUIntBE(0, 6) / 2 ** 48,
    uuid: () => toUuid(block()),
  };
}

/** RFC 9562 version 4: the version and variant bits are set, the rest is what was drawn. */
function toUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  const variant = "89ab".charAt(bytes.readUInt8(16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
