import type { JsonObject, JsonValue } from "../message/message.ts";

/** Where a dossier stands at a sector's ministry. */
export interface SimulatedStatus {
  /** The ministry's own number or word. */
  readonly status: string;
  readonly note?: string | undefined;
  /** Until when a supplement must be handed in, as the ministry writes days. */
  readonly supplementDue?: string | undefined;
  readonly result?: JsonValue | undefined;
}

/** The usual way of a dossier at a ministry, in the ministry's own numbers, first to last. */
export type Stations = readonly [SimulatedStatus, ...SimulatedStatus[]];

/** What the simulator remembers, for a desk to answer from. */
export interface DeskMemory {
  /** The last message about a dossier that was taken under a service, and under its part where messages have parts. */
  message(dossierCode: string, service: string, part?: string): JsonObject | undefined;
  /** Where a dossier stands: as a person set it, else one station further each time somebody asks, until the last. */
  standing(dossierCode: string, stations: Stations): SimulatedStatus;
}

/** Yes (`code` "0") or no, with what is said beside it. */
export interface DeskVerdict {
  readonly code: string;
  /** Vietnamese, as the ministry would write it. */
  readonly message: string;
}

/**
 * A service that takes the sector's messages: each once, the same content again is «đã được tiếp nhận». Which dossier a
 * message is about the sector says itself (`dossierKeys`).
 */
export interface MessageDesk {
  /** Key whose text tells apart the messages about one dossier that stand side by side; absent: a later replaces the earlier. */
  readonly partKey?: string;
  /** Why the ministry does not take this message; null: it does. */
  refuse?(item: JsonObject): DeskVerdict | null;
}

/** What is answered to a question: members of the answer beside the yes, or a no. */
export type QuestionAnswer = { readonly members: JsonObject } | { readonly refused: string };

/** A service that tells where dossiers stand. */
export type QuestionDesk = (body: JsonObject, memory: DeskMemory) => QuestionAnswer;

/**
 * How the simulator stands in for the systems of a sector's ministry. Data and pure functions; what is remembered, signed,
 * spoilt and written to the ledger is the simulator's own affair.
 */
export interface SimulatorDesk {
  /** By service, where there is more to know than how its messages name their dossier. */
  readonly messages?: Readonly<Record<string, MessageDesk>>;
  /** By service. */
  readonly questions?: Readonly<Record<string, QuestionDesk>>;
  /** Members that the ministry adds to the portal's answer to a look-up (`TraCuuHoSo`) of one dossier. */
  lookup?(dossierCode: string, memory: DeskMemory): JsonObject;
  /**
   * What its services were seen to answer when something is wrong, word for word, by name of what it is
   * (`ministry-auth-fault`, `ministry-duplicate`, `ministry-run-together`): for the message that was sent. They take nothing.
   */
  readonly troubles?: Readonly<Record<string, (item: JsonObject) => JsonObject>>;
  /** The ministry's own form of a yes or no; absent: the portal's on its door, `schemas/portal/ministry-answer.ts` on REST. */
  inOwnWords?(verdict: DeskVerdict): JsonObject;
}
