import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { CAUSES, type CauseText, type OutcomeKind, type WireCause } from "#core/delivery/causes.ts";

/** What the call was for. Only a `delivery` can change anything at the portal; a `login` or `lookup` merely asks. */
export type RequestPurpose = "delivery" | "login" | "lookup";

/** What is known about the attempt, to be filled into the sentences and kept as evidence. */
export interface OutcomeDetails {
  readonly purpose: RequestPurpose;
  readonly httpStatus?: number | undefined;
  readonly errorCode?: string | undefined;
  /** The portal's own words, already scrubbed. */
  readonly said?: string | undefined;
  /** What it says of single fields, scrubbed too. */
  readonly complaints?: readonly FieldComplaint[] | undefined;
  readonly excerpt?: string | undefined;
  readonly answerSha256?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Stable code to report instead of the table's, for causes that carry a number, e.g. `http-502`. */
  readonly causeCode?: `http-${number}`;
}

const NEXT: Partial<Record<OutcomeKind, Bilingual>> = {
  unavailable: {
    vi: "Hệ thống sẽ tự gửi lại sau, không cần làm gì.",
    en: "The gateway sends again later by itself; nothing to do.",
  },
  unknown: {
    vi: "Chưa rõ Cổng đã ghi nhận hay chưa; hệ thống hỏi lại Cổng trước khi gửi lại, hoặc theo chính sách khi không hỏi được.",
    en: "It is not known whether the portal applied it; the gateway asks before sending again, or follows the policy where it cannot ask.",
  },
};

const PREFIX: Record<RequestPurpose, Bilingual> = {
  delivery: { vi: "", en: "" },
  login: { vi: "Khi đăng nhập: ", en: "While logging in: " },
  lookup: { vi: "Khi tra cứu hồ sơ: ", en: "While looking the dossier up: " },
};

/**
 * The outcome of one attempt from its cause.
 * A question changes nothing at the portal, so a lost answer to a login or look-up is `unavailable`, never `unknown`.
 */
export function composeOutcome(cause: WireCause, details: OutcomeDetails): Outcome {
  const text: CauseText = CAUSES[cause];
  const kind = text.kind === "unknown" && details.purpose !== "delivery" ? "unavailable" : text.kind;
  const prefix = PREFIX[details.purpose];
  const next = text.next ?? text.check ?? NEXT[kind];
  const happened = { vi: prefix.vi + fill(text.vi, details), en: prefix.en + fill(text.en, details) };
  const { httpStatus, errorCode, excerpt, answerSha256, retryAfterMs, complaints = [] } = details;
  return {
    kind,
    ...(text.party !== undefined && { party: text.party }),
    cause: details.causeCode ?? cause,
    message: sentence(happened.vi, next?.vi),
    messageEn: sentence(happened.en, next?.en),
    happened,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(errorCode !== undefined && { errorCode }),
    ...(excerpt !== undefined && excerpt !== "" && { excerpt }),
    ...(answerSha256 !== undefined && { answerSha256 }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(kind === "refused" && complaints.length > 0 && { complaints }),
  };
}

function sentence(happened: string, next: string | undefined): string {
  return next === undefined ? happened : `${happened} ${next}`;
}

/** Fills the placeholders; what is not known reads as an em dash. A function as replacement keeps `$&` in texts harmless. */
function fill(template: string, details: OutcomeDetails): string {
  const values: Record<string, string | undefined> = {
    status: details.httpStatus === undefined ? undefined : String(details.httpStatus),
    code: details.errorCode,
    said: details.said,
  };
  return template.replace(/\{(status|code|said)\}/g, (_, name: string) => values[name] || "—");
}
