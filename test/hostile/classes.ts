import type { AttackClass } from "./attack.ts";
import { addresses } from "./addresses.ts";
import { bodies } from "./bodies.ts";
import { floods } from "./floods.ts";
import { framing } from "./framing.ts";
import { leaving } from "./leaving.ts";

/** Every kind of attack, in the order they are played. */
export const CLASSES: readonly AttackClass[] = [bodies, addresses, framing, leaving, floods];
