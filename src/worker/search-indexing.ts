import type { Events } from "#core/ports/events.ts";
import type { SearchIndex } from "#core/search/search-tokens.ts";
import { startRounds } from "./rounds.ts";

/** Dossiers looked at in one statement. */
const AT_ONCE = 500;

/** Gateways of an older release beside this one write dossiers that are not in the index. */
const EVERY_MS = 24 * 3_600_000;

/** Goes through all dossiers at the start and once a day, and puts into the search index those that are not in it. */
export function startSearchIndexing(options: {
  readonly index: SearchIndex;
  readonly events: Pick<Events, "failed">;
}): AsyncDisposable {
  let after: string | null = "";
  return startRounds({
    name: "search-index",
    everyMs: EVERY_MS,
    events: options.events,
    round: async (signal) => {
      // A round that failed goes on where it was.
      after ??= "";
      while (after !== null && !signal.aborted) after = await options.index.indexMore(after, AT_ONCE);
    },
  });
}
