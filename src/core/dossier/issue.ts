/**
 * One thing wrong (or doubtful) in what a sender sent. The same shape travels in problem+json `errors`,
 * in the `warnings` of an accepted dossier and in the dry run.
 */
export interface Issue {
  /** JSON pointer (RFC 6901) into what the client sent, e.g. `/record/child/birthDate`. */
  readonly pointer: string;
  /** Stable code of the constraint or rule that was broken, e.g. `cccd-format`, `HT-R02`. */
  readonly code: string;
  /** Vietnamese sentence for the officer who has to mend it. */
  readonly message: string;
  readonly messageEn: string;
  /** Id of the business rule, when a rule and not the shape was broken. */
  readonly rule?: string;
  readonly severity: Severity;
}

/** `error` stops the dossier; `warning` lets it through and stays with it. */
export type Severity = "error" | "warning";

/** The last of a list of errors that was cut short: how many more there are at least. */
export function moreErrors(count: number, pointer = ""): Issue {
  return {
    pointer,
    code: MORE_ERRORS,
    message: `Còn ít nhất ${count} lỗi nữa không kể ở đây; sửa các lỗi đã nêu rồi gửi lại để thấy phần còn lại.`,
    messageEn: `There are at least ${count} more errors, not told here; mend those that are and send again to see them.`,
    severity: "error",
  };
}

/** Code of {@link moreErrors}. */
export const MORE_ERRORS = "more-errors";

/** Joins path segments to a JSON pointer, escaping `~` and `/` as RFC 6901 section 3 asks. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
