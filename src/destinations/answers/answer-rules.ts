import { phraseMatchers, type PhraseMatchers } from "#core/delivery/answer-phrases.ts";
import type { Phrase } from "#core/delivery/phrase.ts";
import type { AnswerPattern } from "#core/sector/answer-pattern.ts";

/** How a portal words what no published list defines. */
export interface AnswerRules {
  /** `error_code` values that mean that the session is not good. None are published. */
  readonly sessionCodes: readonly string[];
  /** One entry in `result` for a dossier is about all of its progress lines in the call, not about one of them. */
  readonly entryPerDossier: boolean;
  /** What its words mean. */
  readonly phrases: PhraseMatchers;
  /** What sectors know better of the systems they report to. */
  readonly patterns: readonly AnswerPattern[];
  /** A longer `Retry-After` is cut to this, so that one wrong header cannot stop delivery for days. Milliseconds. */
  readonly longestRetryAfterMs: number;
}

/** What an operator says of one portal's wording, beside the usual. */
export interface AnswerWording {
  readonly sessionCodes?: readonly string[];
  readonly entryPerDossier?: boolean;
  readonly sessionPhrases?: readonly Phrase[];
  readonly maintenancePhrases?: readonly Phrase[];
  readonly alreadyExistsPhrases?: readonly Phrase[];
  readonly unknownDossierPhrases?: readonly Phrase[];
  readonly receivedPhrases?: readonly Phrase[];
  readonly notUpdatablePhrases?: readonly Phrase[];
  readonly accessPhrases?: readonly Phrase[];
  readonly unclearPhrases?: readonly Phrase[];
  readonly exceptPhrases?: readonly Phrase[];
}

/** The rules for a portal that words some things its own way, and for the sectors behind it. */
export function answerRules(wording: AnswerWording = {}, patterns: readonly AnswerPattern[] = []): AnswerRules {
  return {
    sessionCodes: wording.sessionCodes ?? [],
    entryPerDossier: wording.entryPerDossier ?? false,
    phrases: phraseMatchers({
      session: wording.sessionPhrases,
      maintenance: wording.maintenancePhrases,
      alreadyExists: wording.alreadyExistsPhrases,
      unknownDossier: wording.unknownDossierPhrases,
      received: wording.receivedPhrases,
      notUpdatable: wording.notUpdatablePhrases,
      access: wording.accessPhrases,
      unclear: wording.unclearPhrases,
      except: wording.exceptPhrases,
    }),
    patterns,
    longestRetryAfterMs: 3_600_000,
  };
}

/** The wording assumed until a portal is seen to differ. */
export const DEFAULT_ANSWER_RULES: AnswerRules = answerRules();
