import { nearest } from "#schemas/common/code-suggestion.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import { nfc } from "#schemas/common/text.ts";
import { commonRules } from "./common-rules.ts";
import { appliedLimit, computeDue, type AppliedLimit } from "./due-date.ts";
import { pushedDossier, type Dossier } from "./pushed-dossier.ts";
import type { Issue } from "./issue.ts";
import { judgedBy } from "./judged-by.ts";
import type { ProcedureNames } from "../message/portal-mapping.ts";
import { listedProcedure, type Procedure } from "../sector/procedure.ts";
import { checkRules } from "./rule.ts";
import type { SectorRegistry } from "../sector/sector-registry.ts";
import type { SectorAdapter } from "../sector/sector.ts";
import { parseWith } from "./zod-issues.ts";

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
 * was received. Reports everything that can be found at once: rules are only silent about a part whose shape is broken.
 * Pure.
 */
export function checkDossier(input: unknown, sectors: SectorRegistry): CheckedDossier | RefusedDossier {
  const common = parseWith(pushedDossier, input);
  const sector = sectorNamedIn(input);
  const adapter = sector === undefined ? undefined : sectors.find(sector);
  const record = adapter === undefined ? noRecord : readRecord(input, adapter);
  const unknown =
    sector !== undefined && adapter === undefined && (common.ok || !common.issues.some(isAboutSector))
      ? [unknownSector(sector, sectors)]
      : [];
  const shapeIssues = [...(common.ok ? [] : common.issues), ...unknown, ...(record.ok ? [] : record.issues)];
  if (!common.ok || adapter === undefined) return { ok: false, issues: shapeIssues };

  const procedure = findProcedure(common.value, adapter);
  const { listed } = procedure;
  const known = record.ok ? record.value : undefined;
  const limit = limitOf(common.value, known, adapter, listed);
  const computed = computeDue(common.value, limit);
  const filled = computed?.covered === true ? computed : null;
  const dossier = filled === null ? common.value : { ...common.value, dueAt: filled.at };
  const day = judgedBy(dossier);
  const facts = { applied: adapter.judgesDueDate === true ? null : limit, computed, record: known };
  const findings = [
    ...("names" in procedure ? [] : [procedure.issue]),
    ...checkRules(commonRules, { dossier, record: facts, procedure: listed }, day),
    ...(known === undefined ? [] : checkRules(adapter.rules, { dossier, record: known, procedure: listed }, day)),
  ];
  if (!record.ok || !("names" in procedure) || findings.some((issue) => issue.severity === "error"))
    return { ok: false, issues: [...shapeIssues, ...findings] };
  return { ok: true, dossier, record: record.value, adapter, procedure: procedure.names, warnings: findings };
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

const noRecord = { ok: true, value: undefined } as const;

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

function readRecord(input: unknown, adapter: SectorAdapter) {
  const record = typeof input === "object" && input !== null && "record" in input ? input.record : undefined;
  if (record === undefined || record === null) return noRecord;
  if (adapter.record === undefined) {
    const issue: Issue = {
      pointer: "/record",
      code: "record-not-expected",
      message: `Lĩnh vực «${adapter.title}» chưa nhận phần dữ liệu riêng; bỏ trường «record».`,
      messageEn: `The sector “${adapter.titleEn}” takes no record of its own; leave out “record”.`,
      severity: "error",
    };
    return { ok: false, issues: [issue] } as const;
  }
  return parseWith(adapter.record, record, ["record"]);
}

function unknownSector(sector: string, sectors: SectorRegistry): Issue {
  const names = sectors.all.map((adapter) => adapter.sector);
  const near = nearest(sector, names);
  return {
    pointer: "/sector",
    code: "sector-unknown",
    message: `Không có lĩnh vực «${sector}»${near === undefined ? "." : `; có phải là «${near}»?`} Các lĩnh vực: ${names.join(", ")}.`,
    messageEn: `There is no sector “${sector}”${near === undefined ? "." : `; did you mean “${near}”?`} Sectors: ${names.join(", ")}.`,
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
  const near = nearest(
    code,
    adapter.procedures.map((procedure) => procedure.code),
  );
  return {
    listed,
    issue: {
      pointer: "/procedureCode",
      code: "procedure-unknown",
      message:
        `Mã thủ tục «${code}» không có trong danh mục của lĩnh vực «${adapter.title}»` +
        `${near === undefined ? "." : `; có phải là «${near}»?`} Nếu mã đúng, gửi kèm procedureName, fieldCode và fieldName.`,
      messageEn:
        `Procedure “${code}” is not in the list of “${adapter.titleEn}”` +
        `${near === undefined ? "." : `; did you mean “${near}”?`} If it is right, send procedureName, fieldCode and fieldName too.`,
      severity: "error",
    },
  };
}
