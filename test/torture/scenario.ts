import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { Figures } from "./check-ledgers.ts";
import type { PostgresServer } from "../kit/postgres-server.ts";
import type { PushCounts } from "./vendor.ts";

/** One way of tormenting the gateway. */
export interface Scenario {
  readonly name: string;
  readonly title: Bilingual;
  /** Left out of the short form: others show the same there. */
  readonly isOnlyLong?: true;
  run(stage: Stage): Promise<Report>;
}

/** What a scenario is given. */
export interface Stage {
  /** Decides what is drawn: kills, pauses, faults. */
  readonly seed: string;
  /** The short form is part of `npm test`; the long one leaves nothing out. */
  readonly isLong: boolean;
  /** Dossiers wanted instead of the scenario's own number. */
  readonly dossiers: number | undefined;
  /** Names of the variants wanted, where a scenario plays them; absent: all. */
  readonly variants?: readonly string[] | undefined;
  /** Names of the houses wanted, where a long scenario plays several; absent: all. */
  readonly houses?: readonly string[] | undefined;
  /** A PostgreSQL that keeps its promises about the disk, shared by the scenarios, started when first asked for. */
  readonly server: () => Promise<PostgresServer>;
  /** Ends everything early. */
  readonly signal: AbortSignal;
  /** Told how far it is, in steps of the scenario's own, and what was seen to be wrong by then. */
  readonly progress: (done: number, total: number, wrong?: readonly string[]) => void;
}

/** What is judged besides the order of things: contents, and what people are told. */
export interface MoreFigures {
  /** Dossiers called in sync that are not. */
  readonly falseInSync: number;
  /** Stops whose reason or advice a person cannot act on. */
  readonly unreasoned: number;
  /** Dossiers that had stopped and came through by what the gateway advised. */
  readonly healed: number;
}

/** A part of a scenario that is judged by itself. */
export interface Part {
  readonly name: string;
  /** The portal says yes to what it does not hold: what is lost or wrong there counts in no sum. */
  readonly portalDeceives: boolean;
  readonly figures: Figures & MoreFigures;
  readonly pushes: PushCounts;
  readonly violations: readonly string[];
}

/** What came of a scenario. */
export interface Report {
  readonly figures: Figures & MoreFigures;
  /** Where a scenario is many small ones. */
  readonly parts?: readonly Part[];
  readonly pushes: PushCounts;
  /** One sentence each; none when every promise was kept. */
  readonly violations: readonly string[];
  /** How much of the torment took place: kills, faults that fired, points … */
  readonly torment: Readonly<Record<string, number>>;
}
