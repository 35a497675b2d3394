import { ANSWER_CAUSES } from "./answer-causes.ts";
import { UNANSWERED_CAUSES } from "./unanswered-causes.ts";
import type { Bilingual } from "#schemas/common/bilingual.ts";
import { MINISTRY_CAUSES } from "./ministry-causes.ts";

/** Who has to act on a failed attempt. */
export type Party = "vendor-data" | "gateway" | "network" | "portal";

/**
 * Every answer, or lack of one, becomes one of these.
 *
 * `delivered` the portal said yes; `already-exists` a create met a dossier the portal already has;
 * `refused` the portal said no and will say no again to the same bytes;
 * `dossier-unknown` the portal says that it does not know the dossier the bytes are about, so none of it was applied;
 * `session-refused` the session is not (or no longer) good: log in again and seal anew;
 * `unavailable` the portal certainly did not take it: send again later;
 * `unknown` it may have been applied: ask before sending again.
 */
export type OutcomeKind =
  | "delivered"
  | "already-exists"
  | "refused"
  | "dossier-unknown"
  | "session-refused"
  | "unavailable"
  | "unknown";

/** What a cause means and what it tells people: what happened, and what to do next. `{status}`, `{code}` and `{said}` are filled in. */
export interface CauseText extends Bilingual {
  readonly kind: OutcomeKind;
  readonly party?: Party;
  /** What happens next by itself while the gateway goes on; absent: {@link check}, or the usual for the kind. */
  readonly next?: Bilingual;
  /** What a person has to look at or to do, whether the gateway goes on or has stopped. */
  readonly check?: Bilingual;
}

/**
 * Every cause the client can report, by its stable code. A table, so that what an operator may ever read about the portal
 * can be read here in one place.
 *
 * `unavailable` is used only where the portal certainly did not apply the request; everything doubtful is `unknown`.
 */
export const CAUSES = { ...ANSWER_CAUSES, ...UNANSWERED_CAUSES, ...MINISTRY_CAUSES } as const satisfies Record<
  string,
  CauseText
>;

/** Stable code of a cause that {@link CAUSES} has sentences for. */
export type WireCause = keyof typeof CAUSES;

/**
 * Stable code of why an attempt or a look-up ended as it did: what came over the wire, with a status of its own where a
 * cause stands for several (`http-502`), or what the gateway made of it.
 */
export type Cause =
  | WireCause
  | `http-${number}`
  | "session-refused-twice"
  | "signing-key-away"
  | "content-missing"
  | "parked-by-policy"
  | "resent-by-policy"
  | "found-by-lookup"
  | "held-differs"
  | "held-unreadable"
  | "absent-by-lookup"
  | "looked-up"
  | "refusal-doubted"
  | "not-provable"
  | typeof ONE_ALREADY_EXISTS
  | "settling"
  | "service-stopped"
  | "portal-forgot"
  | "overtaken";

/** Why the newest content is sent again: an older one, whose answer was lost, was applied after it. */
export const OVERTAKEN = {
  cause: "overtaken",
  vi: "Cổng ghi nhận muộn một lần gửi cũ bị mất câu trả lời, đè lên nội dung mới; gửi lại nội dung mới nhất.",
  en: "The portal applied an older push late, whose answer had been lost, over the newer one; the newest content is sent again.",
} as const satisfies Bilingual & { readonly cause: Cause };

/** How the portal said that it has a dossier already: of this one, or of one among several it was sent. */
export type SaidToExist = "alone" | "among-others";

/** Of a refusal to create several dossiers at once: the portal has one of them already, and does not say which. */
export const ONE_ALREADY_EXISTS = "one-already-exists";

/** Why messages that were delivered are sent again: the portal confirmed them, and then knew nothing of their dossier. */
export const PORTAL_FORGOT = {
  cause: "portal-forgot",
  vi: "Cổng từng xác nhận hồ sơ này nhưng nay báo không có (có thể vừa khôi phục dữ liệu cũ); gửi lại từ đầu, gồm cả các dòng tiến độ trước đây.",
  en: "The portal confirmed this dossier and now says it has none (perhaps it was restored from a backup); it is told from the start, earlier progress lines included.",
} as const satisfies Bilingual & { readonly cause: Cause };
