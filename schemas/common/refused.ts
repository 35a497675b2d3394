/** What a constraint says when it is broken. Travels inside the zod issue as `params`. */
export interface ConstraintText {
  /** Stable code of the constraint, e.g. `cccd-format`. */
  readonly code: string;
  /** Vietnamese sentence that tells the officer what is expected. */
  readonly vi: string;
  readonly en: string;
}

/**
 * Options for `.refine()` that carry a stable code and both languages.
 *
 * @example
 * z.string().refine((text) => /^\d{12}$/.test(text), refused({ code: "cccd-format", vi: "…", en: "…" }))
 */
export function refused({ code, vi, en }: ConstraintText): {
  error: string;
  params: { code: string; messageEn: string };
} {
  return { error: vi, params: { code, messageEn: en } };
}
