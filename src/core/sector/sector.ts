import type { z } from "zod";
import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { TimeLimit } from "../dossier/time-limit.ts";
import type { DemandedField } from "./demanded-field.ts";
import type { Hearer } from "./hearer.ts";
import type { Inquiry } from "../delivery/feedback.ts";
import type { InboundCall } from "./inbound-call.ts";
import type { SectorMessage } from "../message/message.ts";
import type { Procedure, ProcedureTime } from "./procedure.ts";
import type { Rule } from "../dossier/rule.ts";
import type { AnyCodeList } from "#schemas/codes/all-lists.ts";
import type { AnswerPattern } from "./answer-pattern.ts";
import type { CodeNotes } from "./code-notes.ts";
import type { DossierKeys } from "./dossier-keys.ts";
import type { SettingValues } from "./sector-settings.ts";
import type { SimulatorDesk } from "./simulator-desk.ts";

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
  /** Fields that its rules demand and its record's type leaves open; the served schema names them as required. */
  readonly demands?: readonly DemandedField[];
  /**
   * The time limit this very case has, where the record tells which of the procedure's limits it is; null where it does
   * not. Absent: the procedure's own limits hold. Pure.
   */
  limitOf?(input: { readonly dossier: Dossier; readonly record: R; readonly time: ProcedureTime }): TimeLimit | null;
  /** What a province may set of it; absent where nothing can be set. */
  readonly settings?: SettingsOfSector;
  /** Code lists of its own, shown with the common ones. Their names are not those of others. */
  readonly codeLists?: readonly AnyCodeList[];
  /** What it knows of codes in the common lists, e.g. its ministry's numbers for them. */
  readonly codeNotes?: CodeNotes;
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
  /**
   * Who hears of its dossiers by these messages, when, and what that takes; so that a dossier whose data make no message is
   * not mistaken for one that was told. Absent: the destination named like the sector, of every dossier that was received.
   */
  readonly hearers?: readonly Hearer<R>[];
  /** Under which names its messages name their dossier, for each service they go to. */
  readonly dossierKeys?: DossierKeys;
  /** Systems besides the destination named like the sector that its messages go to. */
  readonly furtherDestinations?: readonly string[];
  /** How the sector's destination is asked where dossiers stand; absent: it cannot be asked. */
  readonly inquiry?: Inquiry;
  /** How the systems it reports to word their answers; absent: as usual. */
  readonly answerPatterns?: readonly AnswerPattern[];
  /** How the simulator stands in for those systems; absent: it takes whatever names a dossier, and answers no questions. */
  readonly simulatorDesk?: SimulatorDesk;
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

/** What a sector lets a province set, in `sectors.NAME` of the configuration file. */
export interface SettingsOfSector {
  /** Every member described and optional: without any the sector is as it is. */
  readonly schema: z.ZodObject;
  /**
   * Where a setting may also stand in the configuration file: under a key at the top that sectors share, by
   * `TOP-LEVEL KEY.MEMBER`, e.g. `{"tables.registry": "table"}`.
   */
  readonly sharedKeys: Readonly<Record<string, string>>;
  /** The members of the sector that change with these settings. @throws ZodError for values its schema does not take */
  apply(values: SettingValues): Partial<SectorAdapter>;
}

/** Ties settings to their schema and then forgets their type, as {@link defineSector} does with records. */
export function defineSettings<Shape extends z.ZodRawShape>(settings: {
  readonly schema: z.ZodObject<Shape>;
  readonly sharedKeys?: Readonly<Record<string, string & keyof Shape>>;
  apply(values: z.infer<z.ZodObject<Shape>>): Partial<SectorAdapter>;
}): SettingsOfSector {
  const { schema, sharedKeys = {} } = settings;
  return { schema, sharedKeys, apply: (values) => settings.apply(schema.parse(values)) };
}
