import { SYNC_STATES, type SyncState } from "#core/message/message.ts";
import { CONSOLE } from "./console-paths.ts";

/** What the list of dossiers was asked for. Anything unreadable in an address is as if it were not there. */
export interface ListRequest {
  readonly state: SyncState | undefined;
  /** Only dossiers that somebody has to hear of and cannot be told; undefined: all. */
  readonly notTold: true | undefined;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
}

const LONGEST_SEARCH = 100;
const LONGEST_CURSOR = 500;

export function readListRequest(query: Readonly<Record<string, string>>): ListRequest {
  const q = (query["q"] ?? "").normalize("NFC").trim().slice(0, LONGEST_SEARCH);
  const cursor = query["cursor"] ?? "";
  return {
    state: SYNC_STATES.find((state) => state === query["state"]),
    notTold: query["notTold"] === "true" ? true : undefined,
    q: q === "" ? undefined : q,
    cursor: cursor === "" || cursor.length > LONGEST_CURSOR ? undefined : cursor,
  };
}

/** The address of a list. */
export function listPath(request: Partial<ListRequest>): string {
  const query = new URLSearchParams();
  for (const name of ["state", "notTold", "q", "cursor"] as const) {
    const value = request[name];
    if (value !== undefined) query.set(name, String(value));
  }
  return `${CONSOLE}${query.size === 0 ? "" : `?${query.toString()}`}#dossiers`;
}

/** What of an address the figures above the list take part in. */
export function figuresQuery({ state, notTold }: Pick<ListRequest, "state" | "notTold">): string {
  return listPath({ state, notTold }).slice(CONSOLE.length).replace("#dossiers", "");
}
