import { pascal, text, type NewSector } from "./new-sector.ts";

/** Members of the sector's definition that the files below make. */
export const ministryMembers = `  settings,
  codeLists: [kinds],
  toSectorMessages,
  dossierKeys,
  answerPatterns,
  simulatorDesk,
`;

/**
 * What a sector has besides its form: a code list, a message to its ministry, what a province sets of it, how the ministry
 * words its answers, and how the simulator stands in for it. Each can be left out.
 */
export function ministryFiles(
  { name, title, titleEn }: NewSector,
  { type }: { readonly type: string },
): Readonly<Record<string, string>> {
  return {
    "codes.ts": `import type { CodeList } from "#schemas/codes/code-list.ts";

const ITEMS = [
  { code: "NEW", name: "Đề nghị mới", nameEn: "first application" },
  { code: "CHANGE", name: "Đề nghị thay đổi", nameEn: "change" },
] as const;

export type Kind = (typeof ITEMS)[number]["code"];
export const KINDS = ITEMS.map(({ code }) => code) as [Kind, ...Kind[]];

/** Shown to vendors at \`GET /v1/codes/${name}-kinds\`. */
export const kinds: CodeList<(typeof ITEMS)[number]> = {
  list: ${text(`${name}-kinds`)},
  title: ${text(`Loại đề nghị: ${title}`)},
  titleEn: ${text(`Kinds of application: ${titleEn}`)},
  source: "Ghi nguồn của danh mục vào đây",
  from: null,
  to: null,
  items: ITEMS,
};
`,
    "to-ministry.ts": `import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import type { DossierKeys } from "#core/sector/dossier-keys.ts";
import type { ${type} } from "./record.ts";

/** Placeholder: the ministry's own name for the service. */
export const SERVICE = "nhanHoSo${pascal(name)}";

/** How messages name their dossier. */
export const dossierKeys: DossierKeys = { [SERVICE]: ["maHoSo"] };

/** Tells the ministry of a dossier that a desk has received. */
export function toSectorMessages(
  { dossier, record }: { readonly dossier: Dossier; readonly record: ${type} },
  unitCode = "",
): readonly SectorMessage[] {
  if (dossier.receivedAt === null) return [];
  const { holder, kind, subject } = record;
  const payload = { maHoSo: dossier.dossierCode, maDonVi: unitCode, nguoiDungTen: holder, loai: kind, noiDung: subject };
  return [{ kind: "sector", service: SERVICE, payload }];
}
`,
    "settings.ts": `import { z } from "zod";
import { defineSettings } from "#core/sector/sector.ts";
import type { ${type} } from "./record.ts";
import { toSectorMessages } from "./to-ministry.ts";

type Input = Parameters<typeof toSectorMessages>[0] & { readonly record: ${type} };

/** What a province sets in \`sectors.${name}\` of the configuration file. Every member is optional. */
export const settings = defineSettings({
  schema: z.strictObject({
    unitCode: z
      .string()
      .regex(/^\\d{5}$/, { error: "five digits are expected" })
      .optional()
      .describe("Mã đơn vị do bộ cấp. Code that the ministry gave the unit."),
  }),
  apply: ({ unitCode }) => ({ toSectorMessages: (input: Input) => toSectorMessages(input, unitCode) }),
});
`,
    "ministry-answers.ts": `import { z } from "zod";
import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { ministryText } from "#schemas/portal/ministry-answer.ts";
import { SERVICE } from "./to-ministry.ts";

/** The ministry's own form, as the portal would say it: \`ketQua\` "DONG_Y" is a yes. */
const answer = z
  .looseObject({ ketQua: z.string(), lyDo: ministryText })
  .transform(({ ketQua, lyDo }) => ({ error_code: ketQua === "DONG_Y" ? "0" : ketQua, message: lyDo }));

export const answerPatterns: readonly AnswerPattern[] = [
  { services: [SERVICE], forms: [answer], received: /đã có trong sổ/iu, unavailable: /ngoài giờ/iu },
];
`,
    "simulator-desk.ts": `import type { SimulatorDesk } from "#core/sector/simulator-desk.ts";
import { SERVICE } from "./to-ministry.ts";

/** The simulator's stand-in for the ministry. A content that says «thử từ chối» is refused, for a look at refusals. */
export const simulatorDesk: SimulatorDesk = {
  messages: {
    [SERVICE]: {
      refuse: ({ noiDung }) =>
        typeof noiDung === "string" && noiDung.includes("thử từ chối")
          ? { code: "TU_CHOI", message: "Nội dung đề nghị không thuộc thẩm quyền" }
          : null,
    },
  },
  inOwnWords({ code, message }) {
    if (code === "0") return { ketQua: "DONG_Y", lyDo: "" };
    // Code 1: the same content again.
    return code === "1" ? { ketQua: "TRUNG", lyDo: "Hồ sơ đã có trong sổ" } : { ketQua: code, lyDo: message };
  },
};
`,
  };
}
