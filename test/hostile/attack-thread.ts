import { once } from "node:events";
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { play, type Tally, type Target } from "./attack.ts";
import { CLASSES } from "./classes.ts";

// Entry of a thread: says that it is there, and once it is told to, plays one class of attacks again and again and tells what it
// came to. A real attacker brings a machine of its own, so this one takes only what gateway and neighbour leave of theirs.

export interface AttackOrder {
  readonly name: string;
  readonly target: Target;
  readonly isLong: boolean;
  /** How long it begins anew for; 0: once. */
  readonly seconds: number;
}

setPriority(19);
const { name, target, isLong, seconds } = workerData as AttackOrder;
const attack = CLASSES.find((one) => one.name === name);
if (attack === undefined || parentPort === null) throw new RangeError(name);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage("ready");
await once(parentPort, "message");
const endsAt = performance.now() + seconds * 1000;
let tally: Tally = { cases: 0, refused: 0, failures: 0, wrong: [] };
do {
  const { cases, refused, failures, wrong } = await play(attack, target, isLong);
  tally = {
    cases: tally.cases + cases,
    refused: tally.refused + refused,
    failures: tally.failures + failures,
    wrong: [...tally.wrong, ...wrong],
  };
} while (performance.now() < endsAt);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort.postMessage(tally);
parentPort.close();
