import type { WireCause } from "#core/delivery/causes.ts";
import type { InquiryAnswer, Outcome } from "#core/delivery/outcome.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { SessionKeeper } from "./envelope/session-keeper.ts";

/**
 * Tells a session that ended in words nobody published from an account that never had the right: both show as a 403, a
 * redirect or «Không có quyền truy cập». Only the first call under a session tells: what follows may find it used up or
 * ended, even where no answer that shows it worked ever came back.
 */
export interface SessionDoubt {
  /** A call begins under this session; gives who judges what comes back of it. */
  begin(token: string): JudgeOfSession;
  /** Whether this session was first used so long ago that any refusal may be about it. */
  isOld(token: string): boolean;
}

/** The outcome of the call; keeps its `doubtsSession` only where a new login may help. */
export type JudgeOfSession = (service: string, outcome: Outcome) => Outcome;

/** Sessions remembered: calls may still come back under one that was given up meanwhile. */
const MOST_TOKENS = 8;

const OLD_AFTER_MS = 60_000;

/**
 * For so long what the first call of a session got, too, is taken for an answer. Then a session is doubted once more: it
 * may have ended meanwhile, and everything would be refused as if the account had no right. One login in that time is what
 * an account without the right costs.
 */
const BELIEVED_FOR_MS = 10_000;

/** Makes a {@link SessionDoubt} that has seen nothing. */
export function createSessionDoubt(clock: Clock): SessionDoubt {
  const steady = neverSetBack(clock);
  /** When each was first used. */
  const begun = new Map<string, number>();
  /** What the first call of a session got, too, by service, and when that was: the session was not to blame. */
  const believed = new Map<string, number>();

  function judge(isFirst: boolean, service: string, outcome: Outcome): Outcome {
    const { doubtsSession, ...plain } = outcome;
    if (doubtsSession === undefined) {
      if (!isAnswerAsMeant(outcome)) return outcome;
      for (const one of believed.keys()) if (one.startsWith(`${service}\n`)) believed.delete(one);
      return outcome;
    }
    const what = `${service}\n${outcome.cause}\n${outcome.said ?? ""}`;
    const now = steady.now();
    const isBelieved = now - (believed.get(what) ?? -Infinity) < BELIEVED_FOR_MS;
    if (!isFirst && !isBelieved) return outcome;
    if (!isBelieved && believed.size < 1000) believed.set(what, now);
    return plain;
  }

  return {
    begin(token) {
      const isFirst = !begun.has(token);
      if (isFirst) begun.set(token, steady.now());
      const [oldest] = begun.keys();
      if (begun.size > MOST_TOKENS && oldest !== undefined) begun.delete(oldest);
      return (service, outcome) => judge(isFirst, service, outcome);
    },
    isOld: (token) => steady.now() - (begun.get(token) ?? steady.now()) > OLD_AFTER_MS,
  };
}

/** Whether the portal took the session and dealt with what was sent. */
function isAnswerAsMeant({ kind }: Outcome): boolean {
  return kind === "delivered" || kind === "already-exists" || kind === "refused" || kind === "dossier-unknown";
}

/** One question with one session; the token comes back so that a refused one can be renounced. */
export interface AskedOnce {
  readonly answered: InquiryAnswer;
  /** Absent when there was no session. */
  readonly token?: string;
}

/**
 * Asks, and once more with a new session when the answer refuses the session or may be about it. Never asks a third time.
 */
export async function askRenewing(
  keeper: Pick<SessionKeeper, "renounce">,
  doubt: SessionDoubt,
  askOnce: () => Promise<AskedOnce>,
): Promise<InquiryAnswer> {
  const { answered, token } = await askOnce();
  if (token === undefined) return answered;
  const { kind, cause, doubtsSession } = answered.outcome;
  const isNo = kind === "refused" || cause === ("lookup-refused" satisfies WireCause);
  const mayBeTheSession = doubtsSession !== undefined || (isNo && doubt.isOld(token));
  if (kind !== "session-refused" && !mayBeTheSession) return answered;
  keeper.renounce(token);
  return (await askOnce()).answered;
}
