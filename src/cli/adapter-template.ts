import { dossierStatus, statusHas, type DossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { ministryFiles, ministryMembers } from "./ministry-template.ts";
import { initials, pascal, text, type NewSector } from "./new-sector.ts";

/** First day of the placeholder rule: the first day of the one-stop decree. */
const SINCE = "2018-06-21";

/** What the placeholder rule says. */
const RULE_MESSAGE = "Người đứng tên khác với chủ hồ sơ; kiểm tra giấy ủy quyền.";

/**
 * Files of a new sector, by path inside its folder: a record, one rule, a ministry that is told, and samples that show all
 * of it. The field code, sources and texts are for the author to replace; where a fact is missing the file says so.
 */
export function sectorFiles(sector: NewSector): Readonly<Record<string, string>> {
  const type = `${pascal(sector.name)}Record`;
  const schema = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const ruleId = `${initials(sector.name)}-R01`;
  return {
    "index.ts": `import { defineSector } from "#core/sector/sector.ts";
import { kinds } from "./codes.ts";
import { answerPatterns } from "./ministry-answers.ts";
import { procedures } from "./procedures.ts";
import { ${schema}, type ${type} } from "./record.ts";
import { rules } from "./rules.ts";
import { settings } from "./settings.ts";
import { simulatorDesk } from "./simulator-desk.ts";
import { dossierKeys, toSectorMessages } from "./to-ministry.ts";

export default defineSector<${type}>({
  sector: ${text(sector.name)},
  title: ${text(sector.title)},
  titleEn: ${text(sector.titleEn)},
  version: "1",
  procedures,
  record: ${schema},
  rules,
${ministryMembers}});
`,
    ...ministryFiles(sector, { type }),
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
import { KINDS } from "./codes.ts";

/** The form's own fields. Every field is described: Vietnamese label, English meaning, limit. */
export const ${schema} = z
  .strictObject({
    holder: personName.describe("Người đứng tên. Person in whose name the dossier runs."),
    kind: z.enum(KINDS).describe("Loại đề nghị, danh mục ${sector.name}-kinds. Kind of application."),
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
    "samples/first.json": json(sampleDossier(sector, "0001", dossierStatus.received)),
    "samples/second.json": json(sampleDossier(sector, "0002", dossierStatus.resultReturned)),
    "samples/invalid/holder-is-somebody-else.json": json({
      about: "The holder is somebody else than the applicant.",
      base: "first",
      patch: [{ op: "replace", path: "/record/holder", value: "Trần Thị Mẫu" }],
      warnings: [{ pointer: "/record/holder", code: ruleId, message: RULE_MESSAGE }],
    }),
  };
}

function sampleDossier(sector: NewSector, sequence: string, status: DossierStatus): object {
  const { received, finished } = dossierStatus;
  const done = statusHas(status, "hasResult");
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
      {
        id: "log-1",
        at: "2026-11-16T08:30:00+07:00",
        actor: "Trần Thị Mẫu",
        note: "Tiếp nhận hồ sơ",
        status: received,
      },
      ...(done
        ? [{ id: "log-2", at: "2026-11-17T15:00:00+07:00", actor: "Lê Văn Mẫu", note: "Hoàn thành", status: finished }]
        : []),
    ],
    record: { holder: "Nguyễn Văn Mẫu", kind: "NEW", subject: "Nội dung mẫu" },
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
