import { inForce } from "#schemas/codes/code-list.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import type { TimeLimit } from "../dossier/time-limit.ts";

/** A fact about a procedure with the days it holds and where it comes from. */
interface Dated {
  /** First and last day, `YYYY-MM-DD`; null: no known bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** Law or observation it rests on. */
  readonly source: string;
  /** What about it is not verified. */
  readonly doubt?: string;
}

/** Tier of government. There is no district since 2025-07-01. */
export type AuthorityLevel = "commune" | "district" | "province" | "central";

/** Who decides a procedure. */
export interface ProcedureAuthority extends Dated {
  readonly level: AuthorityLevel;
  readonly name: string;
  readonly nameEn: string;
}

/** How long a procedure may take. */
export interface ProcedureTime extends Dated {
  /** Counted from the receipt; null where the law sets none from there, or none was found: the note says which. */
  readonly limit: TimeLimit | null;
  readonly note?: string;
  readonly noteEn?: string;
  /** The longer limit that some cases have. */
  readonly extended?: { readonly limit: TimeLimit; readonly when: string; readonly whenEn: string };
}

/** What a procedure costs, in VND; a guide for vendors, a sector's own rules judge what was paid. */
export interface ProcedureFee extends Dated {
  /** Null: the council of each province sets it. */
  readonly amount: number | null;
  /** Where filing online costs something else. */
  readonly online?: number;
  readonly note?: string;
  readonly noteEn?: string;
}

/** A destination of the sector that has to hear of every dossier of a procedure. */
export interface ProcedureHearer extends Dated {
  readonly destination: string;
}

/** A procedure (thủ tục hành chính) as the portal wants it named, and how it is handled, by date. */
export interface Procedure {
  /** National code without the local suffix, e.g. `1.001193`. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** `MaLinhVuc` and `TenLinhVuc` of the portal. */
  readonly field: { readonly code: string; readonly name: string };
  /** First and last day this procedure is received under this code; null: no known bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** One after another in time, never two on one day. Absent or with a gap: not known. */
  readonly authorities?: readonly ProcedureAuthority[];
  readonly timeLimits?: readonly ProcedureTime[];
  readonly fees?: readonly ProcedureFee[];
  /**
   * Whether all of it can be done online (toàn trình) or a part (một phần); the two levels are
   * those of Nghị định 42/2022/NĐ-CP, in force as far as known. Null: not known.
   */
  readonly online?: "full" | "partial" | null;
  /**
   * Who has to hear of its dossiers besides the portal; empty where nobody does. Absent: the destination named like the
   * sector, where the sector has messages of its own.
   */
  readonly hearers?: readonly ProcedureHearer[];
  /** Kinds of record that fit it, as the sector's records name themselves; empty where none does. Absent: not judged. */
  readonly records?: readonly string[];
  /** Where code and names come from, and what is not verified. */
  readonly source: string;
}

/** The procedure with this code (with or without local suffix); undefined when it is not among them. */
export function listedProcedure(procedures: readonly Procedure[], procedureCode: string): Procedure | undefined {
  const code = nationalProcedureCode(procedureCode);
  return procedures.find((procedure) => procedure.code === code);
}

/** Who decides a procedure, how long it may take and what it costs on a day. */
export interface ProcedureTerms {
  readonly authority: ProcedureAuthority | null;
  readonly level: AuthorityLevel | null;
  readonly timeLimit: ProcedureTime | null;
  readonly fee: ProcedureFee | null;
}

/** The terms of a procedure on a day (`YYYY-MM-DD`); null for what is not known. */
export function termsOn({ authorities, timeLimits, fees }: Procedure, day: string): ProcedureTerms {
  const on = <T extends Dated>(list: readonly T[] | undefined) => list?.find((entry) => inForce(entry, day)) ?? null;
  const authority = on(authorities);
  return { authority, level: authority?.level ?? null, timeLimit: on(timeLimits), fee: on(fees) };
}
