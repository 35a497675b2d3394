import type { Dossier } from "./pushed-dossier.ts";
import type { Issue, Severity } from "./issue.ts";
import type { Procedure } from "../sector/procedure.ts";

/** One place where a rule does not hold. */
export interface RuleViolation {
  /** JSON pointer from the dossier's root, e.g. `/record/father`. */
  readonly pointer: string;
  /** Says more than the rule's own sentence, when the case needs it. Both languages or none. */
  readonly message?: string;
  readonly messageEn?: string;
  /** A rule of severity `error` may find something only doubtful (partial dates: undetermined). */
  readonly severity?: Severity;
}

/**
 * A business rule of a sector, in force between two days. The day the dossier was received chooses the rules,
 * never today (a dossier received under the old law is judged by the old law).
 */
export interface Rule<R> {
  /** Id in the rule catalogue, e.g. `HT-R02`. Never reused. */
  readonly id: string;
  readonly severity: Severity;
  /** First day in force, `YYYY-MM-DD` (Asia/Ho_Chi_Minh). */
  readonly from: string;
  /** Last day in force, or null while it has no end. */
  readonly to: string | null;
  /** The law or document the rule comes from, in Vietnamese legal citation. */
  readonly source: string;
  readonly message: string;
  readonly messageEn: string;
  check(input: RuleInput<R>): readonly RuleViolation[];
}

/** What a rule looks at. */
export interface RuleInput<R> {
  readonly dossier: Dossier;
  readonly record: R;
  /** The procedure as the sector lists it, with what the province configured; absent when it is not listed. */
  readonly procedure?: Procedure | undefined;
}

/** The rules in force on a day (`YYYY-MM-DD`). */
export function rulesInForce<R>(rules: readonly Rule<R>[], day: string): readonly Rule<R>[] {
  return rules.filter((rule) => rule.from <= day && (rule.to === null || day <= rule.to));
}

/**
 * Runs the rules in force on `day` and turns their findings into issues.
 *
 * @param look how a rule is let look at its input; a rule that then finds nothing out is silent
 */
export function checkRules<R>(
  rules: readonly Rule<R>[],
  input: RuleInput<R>,
  day: string,
  look: <T>(check: () => T) => T | undefined = (check) => check(),
): Issue[] {
  return rulesInForce(rules, day).flatMap((rule) =>
    (look(() => rule.check(input)) ?? []).map((finding) => ({
      pointer: finding.pointer,
      code: rule.id,
      message: finding.message ?? rule.message,
      messageEn: finding.messageEn ?? rule.messageEn,
      rule: rule.id,
      severity: finding.severity ?? rule.severity,
    })),
  );
}
