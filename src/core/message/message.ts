import type { StoredPayload } from "./content-reference.ts";

/**
 * What the gateway has to tell the portal about one dossier, as data.
 *
 * `dossier`: the whole dossier as it stands (`DongBoHoSoMC`).
 * `progress`: one line of the processing log (`CapNhatTienDoHoSoMC`).
 * `sector`: the sector's own message to the ministry's system behind the same door.
 */
export type MessageKind = "dossier" | "progress" | "sector";

/** A sector's own message as its mapping makes it. */
export type SectorMessage = Omit<DraftMessage, "kind" | "destination" | "entryId"> & {
  readonly kind: "sector";
  /** Absent: the destination named like the sector; else one of the sector's `furtherDestinations`. */
  readonly destination?: string;
  /** When changed content may follow what was sent before; absent: always. */
  readonly correction?: Correction;
};

/** A receiver takes corrections only while the dossier stands at one of these statuses; `rule` says so. */
export interface Correction {
  readonly statuses: readonly number[];
  readonly rule: string;
}

/** A message as the mapping makes it: not yet numbered, not yet stored. */
export interface DraftMessage {
  readonly kind: MessageKind;
  /** Who takes it: the portal, or the destination named like the sector. */
  readonly destination: string;
  /** Name of the service, e.g. `DongBoHoSoMC`. */
  readonly service: string;
  /** What goes into the envelope's `data` for this dossier: one element for list services, the object itself otherwise. */
  readonly payload: JsonObject;
  /** How the payload is stored, where that is not simply its canonical JSON. */
  readonly stored?: StoredPayload;
  /** Fields that stand beside `data` in the envelope of a sector message, e.g. `{ "type": "2" }`. */
  readonly envelope?: Readonly<Record<string, string>>;
  /** For `progress`: the sender's own id of the entry, which makes it idempotent. */
  readonly entryId?: string;
}

/**
 * States of a stored message.
 *
 * `waiting` not sent, or to be sent again; `sending` an envelope with it is on its way (after a crash: nobody knows);
 * `unknown` the answer was lost and the portal is being asked; `delivered` the portal has it;
 * `refused` the portal said no for good; `parked` attempts are used up, a person must look;
 * `superseded` a later push replaced it before it could be delivered; `skipped` an operator decided it need not arrive.
 */
export const MESSAGE_STATES = [
  "waiting",
  "sending",
  "unknown",
  "delivered",
  "refused",
  "parked",
  "superseded",
  "skipped",
] as const;

export type MessageState = (typeof MESSAGE_STATES)[number];

/** What a state means to whoever sends, counts or decides. The lists below, and those in SQL, are all taken from here. */
interface StateMeaning {
  /** Its destination has yet to take it. */
  readonly undelivered: boolean;
  /** Delivery leaves it alone until a person acts or a push replaces it. */
  readonly stopped: boolean;
  /** It was sent and no answer is known: the destination may have it or not. */
  readonly inDoubt: boolean;
  /** An envelope may take it up: for the first time, again, or once more after nothing came of the last one. */
  readonly sendable: boolean;
}

const MEANING = {
  waiting: { undelivered: true, stopped: false, inDoubt: false, sendable: true },
  sending: { undelivered: true, stopped: false, inDoubt: true, sendable: true },
  unknown: { undelivered: true, stopped: false, inDoubt: true, sendable: false },
  delivered: { undelivered: false, stopped: false, inDoubt: false, sendable: false },
  refused: { undelivered: true, stopped: true, inDoubt: false, sendable: false },
  parked: { undelivered: true, stopped: true, inDoubt: false, sendable: false },
  superseded: { undelivered: false, stopped: false, inDoubt: false, sendable: false },
  skipped: { undelivered: false, stopped: false, inDoubt: false, sendable: false },
} as const satisfies Record<MessageState, StateMeaning>;

/** A state for which {@link StateMeaning.stopped} holds; likewise {@link InDoubtState}. */
export type StoppedState = {
  [State in MessageState]: (typeof MEANING)[State]["stopped"] extends true ? State : never;
}[MessageState];
type InDoubtState = {
  [State in MessageState]: (typeof MEANING)[State]["inDoubt"] extends true ? State : never;
}[MessageState];

export function isStopped(state: MessageState): state is StoppedState {
  return MEANING[state].stopped;
}

export function isInDoubt(state: MessageState): state is InDoubtState {
  return MEANING[state].inDoubt;
}

export const UNDELIVERED_STATES: readonly MessageState[] = MESSAGE_STATES.filter((state) => MEANING[state].undelivered);
export const STOPPED_STATES: readonly StoppedState[] = MESSAGE_STATES.filter(isStopped);
export const IN_DOUBT_STATES: readonly InDoubtState[] = MESSAGE_STATES.filter(isInDoubt);
/** Undelivered, and delivery goes on with them by itself: what counts as waiting. */
export const ACTIVE_STATES: readonly MessageState[] = UNDELIVERED_STATES.filter((state) => !isStopped(state));
/** Undelivered and surely not on the way: what a new push may replace. */
export const REPLACEABLE_STATES: readonly MessageState[] = UNDELIVERED_STATES.filter((state) => !isInDoubt(state));

export const SENDABLE_STATES: readonly MessageState[] = MESSAGE_STATES.filter((state) => MEANING[state].sendable);

/** Cause of a message that was parked because sending it again might do harm: only a person may decide about it. */
export const PARKED_BY_POLICY = "parked-by-policy";

/** Where a dossier stands as a whole, worked out from its messages. */
export type SyncState = "pending" | "in-sync" | "unknown" | "parked" | "refused";

export const SYNC_STATES: readonly SyncState[] = ["pending", "in-sync", "unknown", "parked", "refused"];
/** Something of the dossier is undelivered. */
export const BEHIND_SYNC_STATES: readonly SyncState[] = SYNC_STATES.filter((state) => state !== "in-sync");
/** A message of the dossier is stopped: the dossier stands as that message does, see {@link syncStateOf}. */
export const STOPPED_SYNC_STATES: readonly SyncState[] = SYNC_STATES.filter((state) =>
  STOPPED_STATES.some((stopped) => stopped === state),
);
/** Something is undelivered and nothing stopped. */
export const ACTIVE_SYNC_STATES: readonly SyncState[] = BEHIND_SYNC_STATES.filter(
  (state) => !STOPPED_SYNC_STATES.includes(state),
);

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** The state of a dossier whose messages are in these states: the worst that needs attention wins. */
export function syncStateOf(states: readonly MessageState[]): SyncState {
  if (states.includes("refused")) return "refused";
  if (states.includes("parked")) return "parked";
  if (states.includes("unknown")) return "unknown";
  if (states.includes("waiting") || states.includes("sending")) return "pending";
  return "in-sync";
}
