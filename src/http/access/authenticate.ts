import type { Context } from "hono";
import { namedClient } from "#core/access/api-key.ts";
import { createGuessLimit, type Try } from "#core/access/guess-limit.ts";
import type { Client } from "#core/client.ts";
import type { RefusedKey } from "#core/ports/events.ts";
import { reportRefusedKey, type RefusedKeyReports } from "../../flow/access/report-refused-key.ts";
import type { ClientDirectory } from "../dependencies.ts";
import { bearerKey } from "./bearer-key.ts";
import type { ClientAddress } from "./client-address.ts";

/** Who makes a request. */
export type Caller =
  | { readonly kind: "client"; readonly client: Client }
  /** Shows no key. */
  | { readonly kind: "nobody" }
  /** Shows a key that is nobody's. */
  | { readonly kind: "unknown" }
  /** So many wrong keys came from there that this one was not looked at. */
  | { readonly kind: "limited"; readonly seconds: number };

/** Finds out who makes a request by the key it carries. */
export type Authenticate = (c: Context, door: RefusedKey["door"]) => Promise<Caller>;

export interface AuthenticateDependencies extends RefusedKeyReports {
  readonly clients: Pick<ClientDirectory, "byKey">;
  readonly addressOf: ClientAddress;
  readonly limits: { readonly maxWrongKeys: number };
}

const WINDOW_MS = 10 * 60_000;
const REMEMBERED = 10_000;

/**
 * Knows clients by their keys, and limits guessing at them: an address from which too many wrong ones came is refused for
 * the rest of ten minutes, with right keys too, so that no answer tells a right guess from a wrong one. Clients that were let
 * in from that address before go on as if nothing were: they did not have to guess.
 */
export function createAuthenticate(deps: AuthenticateDependencies): Authenticate {
  const { maxWrongKeys } = deps.limits;
  const limit = createGuessLimit(deps.clock, {
    failuresPerAccount: maxWrongKeys,
    failuresPerAddress: maxWrongKeys,
    windowMs: WINDOW_MS,
    remembered: REMEMBERED,
  });
  const letIn = new Set<string>();

  const remember = (entry: string): void => {
    if (letIn.has(entry)) return;
    letIn.add(entry);
    const [oldest] = letIn;
    if (letIn.size > REMEMBERED && oldest !== undefined) letIn.delete(oldest);
  };

  return async (c, door) => {
    const key = bearerKey(c);
    if (key === null) return { kind: "nobody" };
    const address = deps.addressOf(c) ?? "unknown";
    const client = deps.clients.byKey(key);
    if (client !== null && letIn.has(`${address} ${client.id}`)) return { kind: "client", client };
    const where: Try = { address, account: namedClient(key) };
    const seconds = limit.secondsToWait(where);
    if (seconds > 0) {
      await reportRefusedKey(deps, where, { door, count: "limited" });
      return { kind: "limited", seconds };
    }
    if (client === null) {
      await reportRefusedKey(deps, where, { door, count: limit.failed(where) });
      return { kind: "unknown" };
    }
    remember(`${address} ${client.id}`);
    return { kind: "client", client };
  };
}
