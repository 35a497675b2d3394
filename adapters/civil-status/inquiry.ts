import { z } from "zod";
import type { Askable, Feedback, Inquiry, Question } from "#core/feedback.ts";
import type { JsonObject } from "#core/message.ts";
import { parseWith } from "#core/zod-issues.ts";
import { provinceSchemeOn } from "#schemas/codes/provinces.ts";
import { provinceOfAgency } from "#schemas/common/agency-code.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { pollGroups } from "./ministry-answer.ts";
import { REGISTER_SERVICE } from "./ministry-envelope.ts";
import { MINISTRY_STATUSES, ministryToPortal, readMinistryStatus } from "./status-bridges.ts";

/**
 * Asking the ministry where registrations stand. The body (`maDinhDanhHoSo`, `maTinh`, `module`) and the answer were
 * observed in a one-stop client, the service's name in the ministry's description of the same question.
 */
export const STATUS_SERVICE = "traTrangThaiHoSo";

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).normalize("NFC").trim()));

/** The ministry may add keys at any time, so others are passed over. */
const statusAnswer = z.object({
  value: z
    .array(
      z.object({
        maHoSoMCDT: z.string().min(1),
        trangThai: z.union([z.string(), z.number()]),
        ghiChu: text,
        noiDungXuLy: text,
        hanBoSungHoSo: text,
        ketQuaXuLy: z.unknown(),
      }),
    )
    .nullish(),
});
type Entry = NonNullable<z.infer<typeof statusAnswer>["value"]>[number];

const REGISTERED = 4;
const REFUSED = 6;

/** Where registrations stand at the Ministry of Justice: at most three dossiers a question, of one module and province (HT-R20). */
export const inquiry: Inquiry = {
  services: [REGISTER_SERVICE],

  toQuestions(dossiers) {
    const groups = Map.groupBy(dossiers, (askable) => JSON.stringify([provinceOf(askable), askable.payload["module"]]));
    return [...groups].flatMap(([key, group]) => {
      const [maTinh, module] = JSON.parse(key) as [string, string];
      return pollGroups(group.map(({ dossier }) => dossier.dossierCode)).map((dossierCodes): Question => ({
        service: STATUS_SERVICE,
        body: { maDinhDanhHoSo: dossierCodes, maTinh, module },
        dossierCodes,
      }));
    });
  },

  readAnswer(answer, { dossierCodes }) {
    const read = parseWith(statusAnswer, answer);
    if (!read.ok) return read;
    const entries = (read.value.value ?? []).filter(({ maHoSoMCDT }) => dossierCodes.includes(maHoSoMCDT));
    return { ok: true, value: entries.map(toFeedback) };
  },
};

/** `maTinh` in the numbering of the day of receipt; empty for a unit of no province. */
function provinceOf({ dossier }: Askable): string {
  const known = provinceOfAgency(dossier.agencyCode);
  if (known === null || dossier.receivedAt === null) return "";
  const former = provinceSchemeOn(dayOf(dossier.receivedAt)) !== "QD19_2025";
  return (former ? known.former : known.present).code;
}

function toFeedback(entry: Entry): Feedback {
  const status = readMinistryStatus(entry.trangThai);
  const station = MINISTRY_STATUSES.find(({ code }) => code === status);
  return {
    dossierCode: entry.maHoSoMCDT,
    status: String(entry.trangThai),
    statusName: station?.name ?? `Trạng thái ${String(entry.trangThai)} (không có trong danh mục)`,
    statusNameEn: station?.nameEn ?? `status ${String(entry.trangThai)} (not in the list)`,
    portalStatus: status === null ? null : ministryToPortal(status),
    note: entry.noiDungXuLy || entry.ghiChu || null,
    supplementDueOn: dayIn(entry.hanBoSungHoSo),
    result: resultIn(entry.ketQuaXuLy),
    final: status !== null && (Number(status) === REGISTERED || Number(status) === REFUSED),
  };
}

/** A day the ministry writes as `dd/MM/yyyy` or `dd.MM.yyyy`, with or without a time; null for anything else. */
function dayIn(native: string): string | null {
  const [, day, month, year] = /^(\d{2})[./](\d{2})[./](\d{4})\b/.exec(native) ?? [];
  return day === undefined || month === undefined || year === undefined ? null : `${year}-${month}-${day}`;
}

/** The register entry, which comes as an object or as the text of one. */
function resultIn(native: unknown): JsonObject | null {
  const value = typeof native === "string" && native.trimStart().startsWith("{") ? parsed(native) : native;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A text that only looks like JSON carries no entry one could read.
    return null;
  }
}
