import type { WireCause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { ReadAnswer } from "#core/sector/answer-pattern.ts";
import { composeOutcome, type OutcomeDetails } from "./compose-outcome.ts";
import { quoteOf } from "./evidence-text.ts";
import { readItems, type ItemVerdict, type ItemVerdicts } from "./item-verdicts.ts";
import { causeOfVerdict, type VerdictContext } from "./verdict-cause.ts";

/** What the answer says as a whole. */
export interface WholeAnswer {
  readonly cause: WireCause;
  readonly result: unknown;
  readonly details: OutcomeDetails;
}

export interface ItemContext extends VerdictContext {
  /** The dossier each item is about, in the order sent. */
  readonly dossierCodes: readonly string[];
  /** Texts that must not appear in an outcome. */
  readonly secrets: readonly string[];
}

/**
 * What an answer to a write says of each item, where its `result` says anything of them: an item is delivered only where
 * the answer says so of it. Null when the answer holds for all items alike, as it stands.
 */
export function itemOutcomes(whole: WholeAnswer, context: ItemContext): Outcome | null {
  const { dossierCodes } = context;
  const isYes = whole.cause === "accepted";
  if (dossierCodes.length === 0) return null;
  const reading = readItems(whole.result, dossierCodes);
  if (reading === null) return null;
  if ("unnamedNo" in reading) return isYes ? contradiction(reading.unnamedNo, whole, context) : null;
  if (!isYes && !addsToRefusal(reading, whole.cause)) return null;
  return together(
    reading.items.map((item) => itemOutcome(item, isYes, whole, context)),
    whole,
  );
}

/** Whether a result adds to a no: it says yes of some items or, where the no is about the data, names those it refuses. */
function addsToRefusal({ items, byPlace }: ItemVerdicts, cause: WireCause): boolean {
  if (byPlace && items.length === 1) return false;
  const says = items.flatMap(({ verdicts }) => verdicts.map((verdict) => verdict.says));
  return says.includes("yes") || (ABOUT_DATA.has(cause) && says.includes("no"));
}

const ABOUT_DATA: ReadonlySet<WireCause> = new Set([
  "error-code",
  "access-denied",
  "already-exists",
  "dossier-unknown",
]);

function itemOutcome(
  { verdicts, shared, tooFew }: ItemVerdict,
  isYes: boolean,
  whole: WholeAnswer,
  context: ItemContext,
): Outcome {
  const compose = (cause: WireCause, read?: ReadAnswer) => outcomeOf(cause, read, whole, context);
  if (verdicts.length === 0) return compose("left-out-of-answer");
  if (verdicts.every(({ says }) => says === "yes" || (says === "nothing" && isYes))) {
    const isForAll = !tooFew || (verdicts.length === 1 && context.rules.entryPerDossier);
    if (!isForAll) return compose("item-unclear");
    return compose(isTooLate(whole) ? "contradictory-answer" : "accepted");
  }
  const read = verdicts
    .map((verdict) => ("read" in verdict ? verdict.read : undefined))
    .find((one) => one !== undefined);
  if (read === undefined || shared || !verdicts.every(({ says }) => says === "no"))
    return compose("item-unclear", read);
  const cause = causeOfVerdict(read, context);
  // A yes beside words of a no, other than those the answers' table knows, says neither.
  return compose(cause === "accepted" ? "item-unclear" : cause, read);
}

/** A yes under an HTTP error is doubtful, of an item as of the whole. */
function isTooLate({ details: { httpStatus } }: WholeAnswer): boolean {
  return (httpStatus ?? 0) >= 400;
}

/** One outcome where all items have the same, else the items with what the whole is best called. */
function together(items: readonly Outcome[], whole: WholeAnswer): Outcome {
  const [first] = items;
  if (first === undefined) return composeOutcome(whole.cause, whole.details);
  const isYes = (item: Outcome): boolean => item.kind === "delivered";
  const refused = whole.cause !== "accepted";
  if (items.every(isYes) && refused) {
    const { said } = whole.details;
    return withSaid(composeOutcome("item-unclear", whole.details), said);
  }
  const isSame = ({ cause, errorCode, said }: Outcome): boolean =>
    cause === first.cause && errorCode === first.errorCode && said === first.said;
  if (items.every(isSame)) return first.kind === "delivered" ? composeOutcome("accepted", whole.details) : first;
  const taken = items.filter(isYes).length;
  const telling = items.find(({ kind }) => !isSilent(kind)) ?? items.find((item) => !isYes(item)) ?? first;
  const said = `${taken}/${items.length} thành công (succeeded)`;
  const { kind, party } = telling;
  // Nobody has to act where all was taken, one way or another.
  const { party: _party, ...mixed } = composeOutcome("mixed-answer", { ...whole.details, said });
  return {
    ...mixed,
    kind,
    ...(party !== undefined && { party }),
    ...(telling.said !== undefined && { said: telling.said }),
    items,
  };
}

/** Kinds that do not show that the portal looked at the items. */
function isSilent(kind: Outcome["kind"]): boolean {
  return kind === "delivered" || kind === "unknown" || kind === "unavailable";
}

function contradiction(said: string, whole: WholeAnswer, { secrets }: ItemContext): Outcome {
  const quoted = quoteOf(said, secrets);
  return withSaid(composeOutcome("no-inside-yes", { ...whole.details, said: quoted }), quoted);
}

/** What is kept of the answer as evidence is the same for each item; code and sentence are its own where it has them. */
function outcomeOf(
  cause: WireCause,
  read: ReadAnswer | undefined,
  { details }: WholeAnswer,
  { secrets }: ItemContext,
): Outcome {
  const said = (read && quoteOf(read.message, secrets)) || details.said;
  const errorCode = (read && quoteOf(read.error_code, secrets)) || details.errorCode;
  const outcome = composeOutcome(cause, { ...details, said, errorCode });
  return withSaid(outcome, cause === "left-out-of-answer" ? undefined : said);
}

/** With the portal's own sentence, if it gave one. */
export function withSaid(outcome: Outcome, said: string | undefined): Outcome {
  return said === undefined || said === "" || outcome.kind === "delivered" ? outcome : { ...outcome, said };
}
