import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { JsonObject, JsonValue } from "../message/message.ts";
import type { Parsed } from "../dossier/zod-issues.ts";

/**
 * What a destination tells about a dossier it was given: where it stands there, what is missing, what came out.
 * Kept as it was understood; the dossier's own status stays the one-stop software's to say.
 */
export interface Feedback {
  readonly dossierCode: string;
  /** The destination's own status, as it wrote it. Never to be read with another system's numbers in mind. */
  readonly status: string;
  readonly statusName: string;
  readonly statusNameEn: string;
  /** The status of the national portal it stands for; null where there is none. */
  readonly portalStatus: number | null;
  /** What the desk wrote: why it was refused, what is missing. */
  readonly note: string | null;
  /** Until when a supplement must be handed in: a day, `YYYY-MM-DD`. */
  readonly supplementDueOn: string | null;
  /** The result in the sector's words (register entry with its document, certificate), once there is one. */
  readonly result: JsonObject | null;
  /** Nothing more will come; the destination is not asked again. */
  readonly final: boolean;
}

/**
 * A dossier one can ask a destination about: as last pushed, with the message the destination took last. In the place of a
 * value that is kept aside stands its hash, which no question needs.
 */
export interface Askable {
  readonly dossier: Dossier;
  readonly payload: JsonObject;
}

/** One question to a destination about one dossier or a few. */
export interface Question {
  /** Name of the asking service. */
  readonly service: string;
  /** What stands in the request beside service, unit and session. */
  readonly body: JsonObject;
  readonly dossierCodes: readonly string[];
}

/** How a sector's destination is asked where dossiers stand. Pure. */
export interface Inquiry {
  /** Services of the sector's messages one can ask after. */
  readonly services: readonly string[];
  /** Puts dossiers into as few questions as the destination takes; those it cannot be asked about are left out. */
  toQuestions(dossiers: readonly Askable[]): readonly Question[];
  /**
   * Reads an answer to a question about these dossiers. What it says of others is left out.
   * @returns issues point into the answer and never quote it.
   */
  readAnswer(answer: JsonValue, asked: readonly Askable[]): Parsed<readonly Feedback[]>;
}

/** Keeps what destinations tell, and when they are to be asked again. */
export interface FeedbackStore {
  /**
   * Takes dossiers that a destination is to be asked about now and puts their next question off to `nextAt`, so that no
   * other process asks, too. A dossier whose status is final is not asked about any more.
   */
  takeDue(options: {
    readonly destination: string;
    readonly services: readonly string[];
    readonly limit: number;
    readonly at: Date;
    readonly nextAt: Date;
  }): Promise<readonly Askable[]>;
  /** Keeps what differs from what the destination said last, with an audit entry for each; gives just that. */
  keep(destination: string, told: readonly Feedback[], at: Date): Promise<readonly Feedback[]>;
}
