import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { play, type Target } from "./attack.ts";
import { CLASSES } from "./classes.ts";

// Entry of a thread: plays one class of attacks and tells what it came to. A real attacker brings a machine of its own, so
// this one takes only what gateway and neighbour leave of theirs.

export interface AttackOrder {
  readonly name: string;
  readonly target: Target;
  readonly isLong: boolean;
}

setPriority(19);
const { name, target, isLong } = workerData as AttackOrder;
const attack = CLASSES.find((one) => one.name === name);
if (attack === undefined) throw new RangeError(name);
const tally = await play(attack, target, isLong);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(tally);
