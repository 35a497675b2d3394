import type { Issue } from "#core/dossier/issue.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { DeskVerdict } from "#core/sector/simulator-desk.ts";
import { refusedWith, type AppliedItem, type DeskAnswer, type PortalCall } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";

/** Why a call or an element of it is not taken. */
export interface Refusal {
  readonly reason:
    | "malformed"
    | "too-many"
    | "already-exists"
    | "unknown-dossier"
    | "unknown-procedure"
    | "already-received"
    | "no-correction"
    /** Something in the content that the format allows. */
    | "content";
  readonly errorCode: string;
  /** Vietnamese. */
  readonly message: string;
  /** Said in the place of code and message. */
  readonly ownWords?: JsonObject;
}

/** An element of a write, with what the desk thinks of it. */
export interface ExaminedItem extends AppliedItem {
  /** Null: it can be taken. */
  readonly refusal: Refusal | null;
  /** Puts it into the records, whatever the desk thinks of it. */
  readonly store: (at: number) => void;
}

/** What a desk makes of a write before anything is applied: a refusal of the whole call, or its elements. */
export interface Examined {
  readonly outcome:
    | { readonly refused: Refusal }
    | { readonly items: readonly ExaminedItem[]; readonly yes: DeskAnswer };
  /** The form in which a ministry says yes or no. */
  readonly inOwnWords?: ((verdict: DeskVerdict) => JsonObject) | undefined;
}

/** Examines the calls of one service that changes something. Changes nothing itself. */
export type WriteDesk = (call: PortalCall) => Examined;

/** What becomes of a write. */
export interface Taken {
  readonly answer: DeskAnswer;
  /** The elements to be applied, in order. */
  readonly applied: readonly ExaminedItem[];
}

/** The rule by which a portal treats a list of which some elements cannot be taken. */
export type Take = (items: readonly ExaminedItem[], yes: DeskAnswer) => Taken;

/**
 * One refused element refuses the call and leaves nothing applied. How the real portal treats a list of which one element is
 * bad is not known; this is the reading under which a client that resends the whole list does no harm.
 */
export const allOrNothing: Take = (items, yes) => {
  const refusal = items.find((item) => item.refusal !== null)?.refusal ?? null;
  return refusal === null ? { answer: yes, applied: items } : { answer: toAnswer(refusal), applied: [] };
};

export function toAnswer({ errorCode, message, ownWords }: Refusal): DeskAnswer {
  return { ...refusedWith(errorCode, message), ...(ownWords && { ownWords }) };
}

/** Data that break the portal's format: names the first few fields, as a person would. */
export function malformed(profile: PortalProfile, issues: readonly Issue[]): Refusal {
  const named = issues.slice(0, 3).map(({ pointer, message }) => `${pointer}: ${message}`);
  return {
    reason: "malformed",
    errorCode: profile.failureCode,
    message: `Dữ liệu không hợp lệ: ${named.join("; ")}`,
  };
}
