import { randomUUID } from "node:crypto";
import type { Clock, Random } from "#core/ports/ports.ts";

/** The machine's own clock. Milliseconds since the epoch. */
export const systemClock: Clock = { now: () => Date.now() };

/** Randomness for jitter and ids; nothing secret is drawn from it. */
export const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() };
