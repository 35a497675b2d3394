import { type StampDependencies, stampEnvelopes } from "../flow/stamp-envelopes.ts";
import type { Events } from "#core/ports/events.ts";
import { startRounds } from "./rounds.ts";

/**
 * Has envelopes timestamped in the background, a batch per window; a backlog (the authority was away) is worked off batch
 * by batch without waiting for the next window. Disposing ends the question under way.
 */
export function startTimestamping(
  options: StampDependencies & { readonly windowMs: number; readonly events: Pick<Events, "failed"> },
): AsyncDisposable {
  return startRounds({
    name: "timestamps",
    everyMs: options.windowMs,
    events: options.events,
    round: async (signal) => {
      while (!signal.aborted && (await stampEnvelopes(options, signal)));
    },
  });
}
