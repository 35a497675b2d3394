import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import type { Channel, Clock, Portal, Signer } from "#core/ports/ports.ts";
import { composeOutcome } from "./answers/compose-outcome.ts";

/** A way to reach a destination from one day to another. */
export interface DatedChannel extends Channel {
  /** First and last day in force in Viet Nam, `YYYY-MM-DD`; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Chooses the channel in force on the day it is asked. On a day that none covers everything waits and nothing is spent:
 * the configuration is at fault, not the messages.
 *
 * @param signer signs nothing; stands beside the client that sends nothing
 */
export function channelByDate(channels: readonly DatedChannel[], signer: Signer, clock: Clock): () => Channel {
  const none: Channel = { portal: portalOfNoDay(), signer };
  return () => {
    const today = dayOf(formatInstant(clock.now()));
    return channels.find(({ from, to }) => (from ?? "") <= today && today <= (to ?? "9999-12-31")) ?? none;
  };
}

function portalOfNoDay(): Portal {
  const failed = composeOutcome("no-door-today", { purpose: "delivery" });
  return {
    session: () => Promise.resolve({ failed }),
    renounce: () => undefined,
    encode: () => new Uint8Array(),
    send: () => Promise.resolve(failed),
    lookup: () => Promise.resolve({ kind: "no-answer", outcome: failed }),
    ask: () => Promise.resolve({ kind: "no-answer", outcome: failed }),
  };
}
