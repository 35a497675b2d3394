import type { z } from "zod";
import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { TimeLimit } from "../dossier/time-limit.ts";
import type { Inquiry } from "../delivery/feedback.ts";
import type { InboundCall } from "./inbound-call.ts";
import type { SectorMessage } from "../message/message.ts";
import type { Procedure, ProcedureTime } from "./procedure.ts";
import type { Rule } from "../dossier/rule.ts";
import type { SectorSettings } from "./sector-settings.ts";

/**
 * A sector as one folder under `adapters/` exports it (default export of `index.ts`).
 * Everything here is data or a pure function; the folder's name is the sector's name.
 */
export interface SectorAdapter<R = unknown> {
  /** The folder's name, e.g. `civil-status`. */
  readonly sector: string;
  readonly title: string;
  readonly titleEn: string;
  /** Rises when mappings or rules change; a dossier remembers the version that mapped it. */
  readonly version: string;
  readonly procedures: readonly Procedure[];
  /** Shape of `record`. Absent when the sector maps the common dossier only: then a pushed `record` is refused. */
  readonly record?: z.ZodType<R>;
  readonly rules: readonly Rule<R>[];
  /**
   * The time limit this very case has, where the record tells which of the procedure's limits it is; null where it does
   * not. Absent: the procedure's own limits hold. Pure.
   */
  limitOf?(input: { readonly dossier: Dossier; readonly record: R; readonly time: ProcedureTime }): TimeLimit | null;
  /** The same sector with what the province set of its data; absent where nothing of it can be set. */
  configured?(settings: SectorSettings): SectorAdapter;
  /** A rule of the sector judges the due date, so the common one (HS-R08) keeps silent. */
  readonly judgesDueDate?: boolean;
  /**
   * Whether this dossier is told to the portal through its common services (`DongBoHoSoMC`, `CapNhatTienDoHoSoMC`).
   * Absent: always. Dossiers that the portal itself handed over by another service are told through that one only.
   */
  usesCommonServices?(input: { readonly dossier: Dossier; readonly record: R }): boolean;
  /**
   * Fields of the record that reach nobody, and why (Vietnamese), by pointer with `*` for list items, e.g.
   * `/record/child/birthTime`. A test holds this list against the mapping: no field may be lost without a reason.
   */
  readonly notSent?: Readonly<Record<string, string>>;
  /** The sector's own messages for this dossier and record, in the order they are to be sent. Pure. */
  toSectorMessages?(input: { readonly dossier: Dossier; readonly record: R }): readonly SectorMessage[];
  /** Systems besides the destination named like the sector that its messages go to. */
  readonly furtherDestinations?: readonly string[];
  /** How the sector's destination is asked where dossiers stand; absent: it cannot be asked. */
  readonly inquiry?: Inquiry;
  /** Calls by which others hand applications of this sector to the province. */
  readonly inbound?: readonly InboundCall[];
}

/**
 * Ties a sector's record type together and then forgets it, so that a registry can hold all sectors.
 * Record and rules of one adapter always meet through its own schema, which is what makes this sound.
 */
export function defineSector<R>(adapter: SectorAdapter<R>): SectorAdapter {
  return adapter;
}
