import type { z } from "zod";
import { isQuotable } from "./quotable.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import { nfc } from "#schemas/common/text.ts";
import { commonRules } from "./common-rules.ts";
import { appliedLimit, computeDue, type AppliedLimit } from "./due-date.ts";
import { pushedDossier, type Dossier } from "./pushed-dossier.ts";
import { MORE_ERRORS, type Issue } from "./issue.ts";
import { judgedBy } from "./judged-by.ts";
import type { ProcedureNames } from "../message/portal-mapping.ts";
import { listedProcedure, type Procedure } from "../sector/procedure.ts";
import { checkRules } from "./rule.ts";
import type { SectorRegistry } from "../sector/sector-registry.ts";
import type { SectorAdapter } from "../sector/sector.ts";
import { asMeant } from "./as-meant.ts";
import { ifReadable, readSoundParts, unreadable, withMember } from "./sound-parts.ts";
import { withinBounds } from "./within-bounds.ts";
import { parseWith, type Parsed } from "./zod-issues.ts";

/** A dossier that may be sent, with everything the mapping needs. */
export interface CheckedDossier {
  readonly ok: true;
  readonly dossier: Dossier;
  /** The parsed record; undefined when the push had none. */
  readonly record: unknown;
  readonly adapter: SectorAdapter;
  readonly procedure: ProcedureNames;
  readonly warnings: readonly Issue[];
}

export interface RefusedDossier {
  readonly ok: false;
  /** Every error found, and the warnings with them. Never empty. */
  readonly issues: readonly Issue[];
}

/**
 * Reads what a client pushed: the common shape, the sector's record, the procedure, then the rules in force on the day it
 * was received. Reports everything that can be found at once: a rule is silent only where it would look at a part that is broken.
 * Pure.
 */
export function checkDossier(pushed: unknown, sectors: SectorRegistry): CheckedDossier | RefusedDossier {
  const { input, parsed: common } = readBounded(pushedDossier, pushed);
  const sector = sectorNamedIn(input);
  const adapter = sector === undefined ? undefined : sectors.find(sector);
  const record = adapter === undefined ? NO_RECORD : readRecord(input, adapter);
  const unknown =
    sector !== undefined && adapter === undefined && (common.ok || !common.issues.some(isAboutSector))
      ? [unknownSector(sector, sectors)]
      : [];
  const shapeIssues = [
    ...(common.ok ? [] : common.issues),
    ...unknown,
    ...(record.parsed.ok ? [] : record.parsed.issues),
  ];
  // Among hundreds of faults a rule finds nothing that matters more, and looking for what is sound there takes long.
  if (adapter === undefined || shapeIssues.some(({ code }) => code === MORE_ERRORS))
    return { ok: false, issues: shapeIssues };

  const sound = common.ok ? common.value : readSoundParts(pushedDossier, input);
  const known = record.parsed.ok ? record.parsed.value : soundRecord(record.input, adapter);
  const look = common.ok && record.parsed.ok ? directly : ifReadable;
  const { dossier, procedure, findings } = judge(sound, known, adapter, look);
  const names = procedure !== undefined && "names" in procedure ? procedure.names : undefined;
  if (!common.ok || !record.parsed.ok || names === undefined || findings.some((issue) => issue.severity === "error"))
    return { ok: false, issues: [...shapeIssues, ...findings] };
  return { ok: true, dossier, record: record.parsed.value, adapter, procedure: names, warnings: findings };
}

type Look = <T>(check: () => T) => T | undefined;

function directly<T>(check: () => T): T {
  return check();
}

/** What the procedure and the rules say of a dossier, as far as its parts can be read. */
function judge(pushed: Dossier, record: unknown, adapter: SectorAdapter, look: Look) {
  const procedure = look(() => findProcedure(pushed, adapter));
  const due = look(() => {
    const limit = limitOf(pushed, record, adapter, procedure?.listed);
    return { limit, computed: computeDue(pushed, limit) };
  });
  const filled = due?.computed?.covered === true ? due.computed : null;
  const dossier = filled === null ? pushed : withMember(pushed, "dueAt", filled.at);
  const facts = {
    applied: adapter.judgesDueDate === true ? null : (due?.limit ?? null),
    computed: due?.computed ?? null,
    record,
  };
  const day = look(() => judgedBy(dossier));
  const input = { dossier, procedure: procedure?.listed };
  const findings =
    day === undefined
      ? []
      : [
          ...checkRules(
            commonRules,
            { ...input, record: due === undefined ? (unreadable() as typeof facts) : facts },
            day,
            look,
          ),
          ...(record === undefined ? [] : checkRules(adapter.rules, { ...input, record }, day, look)),
        ];
  const unknown = procedure !== undefined && "issue" in procedure ? [procedure.issue] : [];
  return { dossier, procedure, findings: [...unknown, ...findings] };
}

function limitOf(
  dossier: Dossier,
  record: unknown,
  adapter: SectorAdapter,
  listed: Procedure | undefined,
): AppliedLimit | null {
  return appliedLimit(dossier, listed, (time) =>
    record === undefined ? null : (adapter.limitOf?.({ dossier, record, time }) ?? null),
  );
}

/** A part as it was read, and what of it was looked at. */
interface ReadPart<T> {
  readonly input: unknown;
  readonly parsed: Parsed<T>;
}

/** Reads a part of a dossier, cut down first where it is far too large; what was cut is refused, and told once. */
function readBounded<T>(schema: z.ZodType<T>, given: unknown, base: readonly PropertyKey[] = []): ReadPart<T> {
  const { input: bounded, issues: cut } = withinBounds(schema, given, base);
  const input = asMeant(schema, bounded);
  const parsed = parseWith(schema, input, base);
  if (cut.length === 0) return { input, parsed };
  const told = new Set(cut.filter(({ code }) => code === "too-big").map(({ pointer }) => pointer));
  const others = parsed.ok ? [] : parsed.issues.filter(({ pointer }) => !told.has(pointer));
  return { input, parsed: { ok: false, issues: [...cut, ...others] } };
}

const NO_RECORD: ReadPart<unknown> = { input: undefined, parsed: { ok: true, value: undefined } };

/** The sector's name, read as {@link pushedDossier} reads it, also when something else in the dossier is wrong. */
function sectorNamedIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("sector" in input) || typeof input.sector !== "string")
    return undefined;
  return nfc(input.sector);
}

/** A name that is empty, too long or damaged is complained of already; no need to say that no sector is called so. */
function isAboutSector(issue: Issue): boolean {
  return issue.pointer === "/sector";
}

function readRecord(input: unknown, adapter: SectorAdapter): ReadPart<unknown> {
  const record = typeof input === "object" && input !== null && "record" in input ? input.record : undefined;
  if (record === undefined || record === null) return NO_RECORD;
  if (adapter.record === undefined) {
    const issue: Issue = {
      pointer: "/record",
      code: "record-not-expected",
      message: `Lĩnh vực «${adapter.title}» chưa nhận phần dữ liệu riêng; bỏ trường «record».`,
      messageEn: `The sector “${adapter.titleEn}” takes no record of its own; leave out “record”.`,
      severity: "error",
    };
    return { input: record, parsed: { ok: false, issues: [issue] } };
  }
  return readBounded(adapter.record, record, ["record"]);
}

function soundRecord(input: unknown, { record }: SectorAdapter): unknown {
  return record === undefined ? undefined : readSoundParts(record, input);
}

function unknownSector(sector: string, sectors: SectorRegistry): Issue {
  const names = sectors.all.map((adapter) => adapter.sector);
  const near = nearest(sector, names);
  const quoted = isQuotable(sector)
    ? { vi: `«${sector}»`, en: `sector “${sector}”` }
    : { vi: "này", en: "such sector" };
  return {
    pointer: "/sector",
    code: "sector-unknown",
    message: `Không có lĩnh vực ${quoted.vi}${near === undefined ? "." : `; có phải là «${near}»?`} Các lĩnh vực: ${names.join(", ")}.`,
    messageEn: `There is no ${quoted.en}${near === undefined ? "." : `; did you mean “${near}”?`} Sectors: ${names.join(", ")}.`,
    severity: "error",
  };
}

type FoundProcedure = { readonly listed: Procedure | undefined } & (
  | { readonly names: ProcedureNames }
  | { readonly issue: Issue }
);

function findProcedure(dossier: Dossier, adapter: SectorAdapter): FoundProcedure {
  const code = nationalProcedureCode(dossier.procedureCode);
  const listed = listedProcedure(adapter.procedures, code);
  const name = dossier.procedureName ?? listed?.name;
  const fieldCode = dossier.fieldCode ?? listed?.field.code;
  const fieldName = dossier.fieldName ?? listed?.field.name;
  if (name !== undefined && fieldCode !== undefined && fieldName !== undefined)
    return { listed, names: { name, fieldCode, fieldName } };
  const codes = adapter.procedures.map((procedure) => procedure.code);
  const near = nearest(code, codes);
  return {
    listed,
    issue: {
      pointer: "/procedureCode",
      code: "procedure-unknown",
      message:
        `Mã thủ tục «${code}» không có trong danh mục của lĩnh vực «${adapter.title}»` +
        `${near === undefined ? "." : `; có phải là «${near}»?`} Các mã của lĩnh vực: ${codes.join(", ")}. ` +
        "Nếu mã đúng, gửi kèm procedureName, fieldCode và fieldName.",
      messageEn:
        `Procedure “${code}” is not in the list of “${adapter.titleEn}”` +
        `${near === undefined ? "." : `; did you mean “${near}”?`} Codes of the sector: ${codes.join(", ")}. ` +
        "If it is right, send procedureName, fieldCode and fieldName too.",
      severity: "error",
    },
  };
}
