import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import type { Issue } from "../dossier/issue.ts";
import type { Cause, OutcomeKind, Party } from "./causes.ts";
import type { Receipt } from "../proof/found-signature.ts";
import type { JsonObject, JsonValue } from "../message/message.ts";

/** The result of one attempt, with what to show to the party at fault. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Absent when delivered. */
  readonly party?: Party;
  /** Stable code of the cause, e.g. `http-500`, `timeout`, `html-instead-of-json`, `error-code`. */
  readonly cause: Cause;
  /** One Vietnamese sentence for the operator, naming what happened and what to do next. */
  readonly message: string;
  readonly messageEn: string;
  /** What happened, without what comes next, so that the sentence can be put together anew when a message stops. */
  readonly happened?: Bilingual;
  readonly httpStatus?: number;
  /** `error_code` of the portal's answer, as text. */
  readonly errorCode?: string;
  /** The sentence the portal itself gave, masked and fit to be quoted. */
  readonly said?: string;
  /**
   * It may mean no more than that the session ended, and nothing was applied: worth one new login and one new try before
   * anybody is blamed. Not set of the first call under a session.
   */
  readonly doubtsSession?: true;
  /**
   * What the answer says of each item of the envelope, in the order they were sent; absent where it says the same of all.
   * An item it leaves out is `unknown`: a yes that names others is no yes for it.
   */
  readonly items?: readonly Outcome[];
  /** What a refusal says of single fields, by the receiver's own names, masked. */
  readonly complaints?: readonly FieldComplaint[];
  /** The same of fields of what was pushed, where it is known which they are. */
  readonly issues?: readonly Issue[];
  /** At most 500 characters of the answer, for evidence. */
  readonly excerpt?: string;
  /** SHA-256 (hex) of the whole answer. */
  readonly answerSha256?: string;
  /** The portal asked to wait this long before the next call. */
  readonly retryAfterMs?: number;
  /** The answer with its signature, where it had one and signatures are looked at. */
  readonly receipt?: Receipt;
}

/** What the portal holds about one dossier (`TraCuuHoSo`), or why that could not be learnt. */
export type Lookup =
  | { readonly kind: "found"; readonly record: JsonObject; readonly receipt?: Receipt }
  | { readonly kind: "absent"; readonly receipt?: Receipt }
  | { readonly kind: "no-answer"; readonly outcome: Outcome };

/** What a destination answered to a question of ours, or why nothing could be learnt. */
export type InquiryAnswer =
  | { readonly kind: "answer"; readonly json: JsonValue; readonly outcome: Outcome }
  | { readonly kind: "no-answer"; readonly outcome: Outcome };
