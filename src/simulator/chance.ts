import { createHash } from "node:crypto";

/**
 * Chance that repeats itself by seed: what is drawn follows from the salt, the key, and how often the key was drawn for, and
 * not from the order in which concurrent calls happen to arrive.
 */
export class Chance {
  readonly #salt: string;
  readonly #seen = new Map<string, number>();

  /** @param salt from the seed of the run */
  constructor(salt: string) {
    this.#salt = salt;
  }

  /** Whether what has this probability happens now. Certain things are not drawn for. */
  strikes(key: string, probability: number): boolean {
    if (probability >= 1) return true;
    const times = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, times);
    const digest = createHash("sha256").update(`${this.#salt}\n${key}\n${times}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48 < probability;
  }

  /** Begins again, as if nothing had been drawn. */
  restart(): void {
    this.#seen.clear();
  }
}
