/** What `adapter:new` is told about the sector to make. */
export interface NewSector {
  /** Folder and sector name, e.g. `household-business`. */
  readonly name: string;
  readonly title: string;
  readonly titleEn: string;
  /** National procedure code, e.g. `1.001612`. */
  readonly procedureCode: string;
  readonly procedureName: string;
}

/** First day of the placeholder rule: the first day of the one-stop decree. */
const SINCE = "2018-06-21";

/** What the placeholder rule says. */
const RULE_MESSAGE = "Người đứng tên khác với chủ hồ sơ; kiểm tra giấy ủy quyền.";

/**
 * Files of a new sector, by path inside its folder: a record with one field, one rule, and samples that show both. The
 * field code, sources and texts are for the author to replace; where a fact is missing the file says so.
 */
export function sectorFiles(sector: NewSector): Readonly<Record<string, string>> {
  const type = `${pascal(sector.name)}Record`;
  const schema = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const ruleId = `${initials(sector.name)}-R01`;
  return {
    "index.ts": `import { defineSector } from "#core/sector/sector.ts";
import { procedures } from "./procedures.ts";
import { ${schema}, type ${type} } from "./record.ts";
import { rules } from "./rules.ts";

export default defineSector<${type}>({
  sector: ${text(sector.name)},
  title: ${text(sector.title)},
  titleEn: ${text(sector.titleEn)},
  version: "1",
  procedures,
  record: ${schema},
  rules,
});
`,
    "procedures.ts": `import type { Procedure } from "#core/sector/procedure.ts";

export const procedures: readonly Procedure[] = [
  {
    code: ${text(sector.procedureCode)},
    name: ${text(sector.procedureName)},
    nameEn: ${text(sector.titleEn)},
    field: { code: "CHUA-XAC-DINH", name: ${text(sector.title)} },
    from: null,
    to: null,
    source: "Chưa kiểm chứng: lấy mã lĩnh vực (MaLinhVuc) bằng LayThuTuc rồi ghi nguồn vào đây.",
  },
];
`,
    "record.ts": `import { z } from "zod";
import { personName } from "#schemas/common/person-name.ts";
import { text } from "#schemas/common/text.ts";

/** The form's own fields. Every field is described: Vietnamese label, English meaning, limit. */
export const ${schema} = z
  .strictObject({
    holder: personName.describe("Người đứng tên. Person in whose name the dossier runs."),
    subject: text(500).describe("Nội dung đề nghị. What is asked for, at most 500 characters."),
  })
  .describe(${text(`${sector.title}. ${sector.titleEn}.`)});

export type ${type} = z.infer<typeof ${schema}>;
`,
    "rules.ts": `import { equalsVi } from "#schemas/common/text.ts";
import type { Rule } from "#core/dossier/rule.ts";
import type { ${type} } from "./record.ts";

export const rules: readonly Rule<${type}>[] = [
  {
    id: ${text(ruleId)},
    severity: "warning",
    from: ${text(SINCE)},
    to: null,
    source: "Ghi căn cứ pháp lý vào đây",
    message: ${text(RULE_MESSAGE)},
    messageEn: "The holder is not the applicant; check the authorisation.",
    check: ({ dossier, record }) => (equalsVi(dossier.applicant.name, record.holder) ? [] : [{ pointer: "/record/holder" }]),
  },
];
`,
    "samples/first.json": json(sampleDossier(sector, "0001", 2)),
    "samples/second.json": json(sampleDossier(sector, "0002", 10)),
    "samples/invalid/holder-is-somebody-else.json": json({
      about: "The holder is somebody else than the applicant.",
      base: "first",
      patch: [{ op: "replace", path: "/record/holder", value: "Trần Thị Mẫu" }],
      warnings: [{ pointer: "/record/holder", code: ruleId, message: RULE_MESSAGE }],
    }),
  };
}

function sampleDossier(sector: NewSector, sequence: string, status: 2 | 10): object {
  const done = status === 10;
  return {
    dossierCode: `H26.107-261116-${sequence}`,
    sector: sector.name,
    procedureCode: sector.procedureCode,
    agencyCode: "H26.107",
    agencyName: "UBND phường Mẫu",
    status,
    channel: "direct",
    returnMethod: "direct",
    summary: `${sector.title} cho Nguyễn Văn Mẫu`,
    applicant: { type: "citizen", name: "Nguyễn Văn Mẫu", identifiers: [{ type: "cccd", number: "001085999001" }] },
    submittedAt: "2026-11-16T08:00:00+07:00",
    receivedAt: "2026-11-16T08:30:00+07:00",
    dueAt: "2026-11-18T17:00:00+07:00",
    ...(done ? { completedAt: "2026-11-17T15:00:00+07:00", returnedAt: "2026-11-17T16:00:00+07:00" } : {}),
    progress: [
      { id: "log-1", at: "2026-11-16T08:30:00+07:00", actor: "Trần Thị Mẫu", note: "Tiếp nhận hồ sơ", status: 2 },
      ...(done
        ? [{ id: "log-2", at: "2026-11-17T15:00:00+07:00", actor: "Lê Văn Mẫu", note: "Hoàn thành", status: 9 }]
        : []),
    ],
    record: { holder: "Nguyễn Văn Mẫu", subject: "Nội dung mẫu" },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function text(value: string): string {
  return JSON.stringify(value);
}

function pascal(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function initials(name: string): string {
  const letters = name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  return letters.length > 1 ? letters : name.slice(0, 2).toUpperCase();
}
