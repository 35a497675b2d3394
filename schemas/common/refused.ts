import type { Bilingual } from "./bilingual.ts";

/** What a constraint says when it is broken: a sentence that tells the officer what is expected. Travels inside the zod issue as `params`. */
export interface ConstraintText extends Bilingual {
  /** Stable code of the constraint, e.g. `cccd-format`. */
  readonly code: string;
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

/** What a constraint says that suggests what may have been meant; both sentences are made from the refused value. */
export interface SuggestingText {
  readonly code: string;
  readonly vi: (value: unknown) => string;
  readonly en: (value: unknown) => string;
}

/** Options for `.refine()` as {@link refused}, with sentences made from the value that is refused. */
export function refusedWith({ code, vi, en }: SuggestingText): {
  error: (issue: { readonly input?: unknown }) => string;
  params: { code: string; messageEn: (value: unknown) => string };
} {
  return { error: ({ input }) => vi(input), params: { code, messageEn: en } };
}
