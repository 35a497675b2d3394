import type { EthnicTables } from "#schemas/codes/ethnic-receivers.ts";
import type { TimeLimit } from "../dossier/time-limit.ts";

/** A time limit that a province sets in place of the one the sector knows. */
export interface ProcedureSetting {
  readonly code: string;
  /** First day; absent: every day. */
  readonly from?: string | undefined;
  readonly timeLimit: TimeLimit;
  readonly extendedTimeLimit?: TimeLimit | undefined;
  readonly source: string;
}

/** What a province sets of the sectors' data. */
export interface SectorSettings {
  readonly procedures: readonly ProcedureSetting[];
  readonly ethnicTables: EthnicTables;
}
