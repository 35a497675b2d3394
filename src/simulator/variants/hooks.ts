import type { JsonObject } from "#core/message/message.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Chance } from "../chance.ts";
import type { ExaminedItem, Refusal, Take } from "../desks/write-desk.ts";
import type { FaultTarget } from "../faults/faults.ts";
import type { Ledger } from "../ledger.ts";
import type { DeskAnswer } from "../portal-answer.ts";
import type { PortalRecord, PortalRecords } from "../portal-records.ts";
import type { Answering } from "../reply.ts";

/** A call that has arrived. */
export interface SeenCall extends FaultTarget {
  /** What is called: the look-up is `TraCuuHoSo`, a read any other question to the portal, ministry everything of a sector's. */
  readonly kind: "login" | "look-up" | "read" | "dossier" | "progress" | "ministry";
}

/** A session that is not too old yet. */
export interface SessionFacts {
  /** Calls it was good for, this one not counted. */
  readonly uses: number;
  readonly ageMs: number;
  /** Whether nobody logged in to the same account since. */
  readonly isNewest: boolean;
}

/** What a look-up found of one dossier. */
export interface FoundRecord {
  readonly code: string;
  readonly record: JsonObject;
  readonly kept: PortalRecord;
}

/**
 * Where a variant may have its say in how the portal treats a call, in the order in which a call comes by. Faults strike
 * first: what they let through, or apply themselves, comes by here. None may wait; what takes time is said as milliseconds.
 */
export interface VariantHooks {
  /** Before the session is looked at: what is answered in the portal's place. Null: nothing. */
  readonly intercept?: (call: SeenCall) => Answering | null;
  /** Whether a session still holds. */
  readonly sessionHolds?: (session: SessionFacts) => boolean;
  /** What a call without a good session gets. */
  readonly sessionRefusal?: () => Answering;
  /** After how long a write is applied whose connection is cut now, milliseconds; null: at once, and answered. */
  readonly postpone?: (call: SeenCall) => number | null;
  /** Why an element of a write is not taken; what the desk thinks of it stands in the element. */
  readonly judge?: (item: ExaminedItem, call: SeenCall) => Refusal | null;
  /** The words in which a call or an element is refused. */
  readonly word?: (refusal: Refusal, call: SeenCall) => Refusal;
  /** How a list is treated of which some elements are refused. */
  readonly take?: Take;
  /** Told after something was applied. */
  readonly applied?: (call: SeenCall) => void;
  /** What is kept about a dossier, as look-ups see it. */
  readonly lookUp?: (code: string) => PortalRecord | undefined;
  /** What is told of a dossier that was looked up. */
  readonly view?: (found: FoundRecord) => JsonObject;
  /** The whole list of a look-up; `own` holds the dossier, or nothing. */
  readonly list?: (code: string, own: readonly JsonObject[]) => readonly JsonObject[];
  /** Any answer in the portal's or a ministry's words, before it becomes bytes. */
  readonly answer?: (answer: DeskAnswer, call: SeenCall) => DeskAnswer;
  /** Any such answer as bytes. */
  readonly dress?: (reply: Answering, call: SeenCall) => Answering;
  /** How late the answer goes out, milliseconds. What it applies is applied at once. */
  readonly delayMs?: (call: SeenCall) => number;
}

/** What is in force now; changes when another variant is chosen. */
export interface HooksInForce {
  readonly hooks: VariantHooks;
}

/** What a variant has to work with. */
export interface PlayedPortal {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly records: PortalRecords;
  readonly ledger: Ledger;
  /** What the ministry behind a service was seen to answer when this is wrong; null: nobody saw it. */
  readonly ministryWords: (service: string, trouble: string, item: JsonObject) => JsonObject | null;
}
