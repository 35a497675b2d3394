import type { Events } from "#core/ports/events.ts";
import type { Askable, Feedback, FeedbackStore, Inquiry, Question } from "#core/delivery/feedback.ts";
import type { Cause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Channel, Clock } from "#core/ports/ports.ts";

/** What asking one destination needs. */
export interface AskingDependencies {
  readonly clock: Clock;
  readonly destination: string;
  readonly inquiry: Inquiry;
  readonly store: FeedbackStore;
  readonly channel: () => Channel;
  readonly breaker: {
    /** Of the destination; 0 while it can be asked. */
    msUntilProbe(): number;
    mayAsk(service: string): boolean;
    recordAnswer(outcome: Outcome, service: string): void;
  };
  readonly events: Events;
  /** Time between two questions about one dossier. */
  readonly everyMs: number;
  /** Most dossiers taken up at once. */
  readonly limit: number;
}

/**
 * Asks a destination where the dossiers it was given stand, as far as they are due, and keeps what is new. An answer that
 * fails or cannot be read changes nothing; the dossiers are asked about again when they are next due.
 * @returns whether there was anything to ask
 */
export async function askDestination(deps: AskingDependencies, signal: AbortSignal): Promise<boolean> {
  const now = deps.clock.now();
  const { destination, inquiry, limit } = deps;
  if (deps.breaker.msUntilProbe() > 0) return false;
  const due = await deps.store.takeDue({
    destination,
    services: inquiry.services,
    limit,
    at: new Date(now),
    nextAt: new Date(now + deps.everyMs),
  });
  const questions = inquiry.toQuestions(due);
  if (questions.length === 0) return false;
  for (const question of questions) {
    if (signal.aborted) break;
    if (!deps.breaker.mayAsk(question.service)) continue;
    const about = due.filter(({ dossier }) => question.dossierCodes.includes(dossier.dossierCode));
    const answers = await ask(deps, question, about, signal);
    if (answers.length === 0) continue;
    const news = await deps.store.keep(destination, answers, new Date(deps.clock.now()));
    for (const { dossierCode, status, portalStatus } of news)
      deps.events.feedbackKept({ destination, dossierCode, status, portalStatus });
  }
  return true;
}

/** The destination answered well enough: the dossier is not there yet, or not finished. */
const NOTHING_TO_TELL: ReadonlySet<Cause> = new Set(["ministry-record-unknown", "ministry-record-unfinished"]);

async function ask(
  deps: AskingDependencies,
  question: Question,
  about: readonly Askable[],
  signal: AbortSignal,
): Promise<readonly Feedback[]> {
  const { destination } = deps;
  const answered = await deps.channel().portal.ask(question.service, question.body, signal);
  deps.breaker.recordAnswer(answered.outcome, question.service);
  if (answered.kind === "no-answer") {
    const { cause, party } = answered.outcome;
    if (NOTHING_TO_TELL.has(cause)) return [];
    deps.events.questionFailed({ destination, service: question.service, cause, party: party ?? "portal" });
    return [];
  }
  const read = deps.inquiry.readAnswer(answered.json, about);
  if (read.ok) return read.value;
  deps.events.questionFailed({
    destination,
    service: question.service,
    cause: `unreadable at ${read.issues[0]?.pointer ?? "/"}`,
    party: "portal",
  });
  return [];
}
