import { z } from "zod";
import type { Askable, Feedback, Inquiry, Question } from "#core/delivery/feedback.ts";
import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { provinceSchemeOn } from "#schemas/codes/provinces.ts";
import { provinceOfAgency } from "#schemas/common/agency-code.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { fromMinistryResult } from "./registration-result.ts";
import { REGISTER_SERVICE, type MinistryModule } from "./envelope.ts";
import { MINISTRY_STATUSES, ministryToPortal, readMinistryStatus } from "../status-bridges.ts";

/**
 * Asking the ministry where registrations stand. The body (`maDinhDanhHoSo`, `maTinh`, `module`) and the answer were
 * observed in a one-stop client, the service's name in the ministry's description of the same question.
 */
export const STATUS_SERVICE = "traTrangThaiHoSo";

/** At most this many dossiers in one question (`maDinhDanhHoSo`, HT-R20). */
export const POLL_LIMIT = 3;

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).normalize("NFC").trim()));

/** The ministry may add keys at any time, so others are passed over. */
const entry = z.object({
  maHoSoMCDT: z.string().min(1),
  trangThai: z.union([z.string(), z.number()]),
  ghiChu: text,
  noiDungXuLy: text,
  hanBoSungHoSo: text,
  ketQuaXuLy: z.unknown().optional(),
});
type Entry = z.infer<typeof entry>;

const list = z.object({ value: z.array(entry).nullish() });
/** An element of the lists holds an answer of the other form, or a dossier; one with neither, e.g. an error, tells nothing. */
const told = z
  .union([z.object({ result: list }), entry.transform((one) => ({ result: { value: [one] } }))])
  .catch({ result: {} });

/**
 * The ministry's own answer, or that of a one-stop server before it, which sorts what it was told into two lists. A dossier
 * that is registered (status 4) was seen among its errors, so both are read.
 */
const statusAnswer = list.extend({ List_Suss: z.array(told).nullish(), List_ERR: z.array(told).nullish() });

const REGISTERED = 4;
const REFUSED = 6;

/** Where registrations stand at the Ministry of Justice: at most three dossiers a question, of one module and province (HT-R20). */
export const inquiry: Inquiry = {
  services: [REGISTER_SERVICE],

  toQuestions(dossiers) {
    const groups = Map.groupBy(dossiers, (askable) => JSON.stringify([provinceOf(askable), askable.payload["module"]]));
    return [...groups].flatMap(([key, group]) => {
      const [maTinh, module] = JSON.parse(key) as [string, string];
      const codes = group.map(({ dossier }) => dossier.dossierCode);
      return Array.from({ length: Math.ceil(codes.length / POLL_LIMIT) }, (_, index): Question => {
        const dossierCodes = codes.slice(index * POLL_LIMIT, (index + 1) * POLL_LIMIT);
        return { service: STATUS_SERVICE, body: { maDinhDanhHoSo: dossierCodes, maTinh, module }, dossierCodes };
      });
    });
  },

  readAnswer(answer, asked) {
    const read = parseWith(statusAnswer, answer);
    if (!read.ok) return read;
    const { value: own, List_Suss: taken, List_ERR: failed } = read.value;
    const lists = [{ value: own }, ...[taken, failed].flatMap((told) => (told ?? []).map(({ result }) => result))];
    const feedback = lists
      .flatMap(({ value }) => value ?? [])
      .flatMap((one): Feedback[] => {
        const about = asked.find(({ dossier }) => dossier.dossierCode === one.maHoSoMCDT);
        return about === undefined ? [] : [toFeedback(one, about)];
      });
    return { ok: true, value: oneEach(feedback) };
  },
};

/** Of what both lists say of a dossier what is final, else what came first. */
function oneEach(all: readonly Feedback[]): Feedback[] {
  const kept = new Map<string, Feedback>();
  for (const one of all) {
    const before = kept.get(one.dossierCode);
    if (before === undefined || (one.final && !before.final)) kept.set(one.dossierCode, one);
  }
  return [...kept.values()];
}

/** `maTinh` in the numbering of the day of receipt; empty for a unit of no province. */
function provinceOf({ dossier }: Askable): string {
  const known = provinceOfAgency(dossier.agencyCode);
  if (known === null || dossier.receivedAt === null) return "";
  const former = provinceSchemeOn(dayOf(dossier.receivedAt)) !== "QD19_2025";
  return (former ? known.former : known.present).code;
}

function toFeedback(entry: Entry, about: Askable): Feedback {
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
    result: resultIn(entry.ketQuaXuLy, about),
    final: status !== null && (Number(status) === REGISTERED || Number(status) === REFUSED),
  };
}

/** A day the ministry writes as `dd/MM/yyyy` or `dd.MM.yyyy`, with or without a time; null for anything else. */
function dayIn(native: string): string | null {
  const [, day, month, year] = /^(\d{2})[./](\d{2})[./](\d{4})\b/.exec(native) ?? [];
  return day === undefined || month === undefined || year === undefined ? null : `${year}-${month}-${day}`;
}

/**
 * The register entry in the record's words with its document. An entry we cannot read, for a form changes unannounced, is
 * kept as it came: nothing of a registration may be lost.
 */
function resultIn(native: unknown, { dossier, payload }: Askable): JsonObject | null {
  if (native === null || native === undefined || native === "") return null;
  const module = MODULES.find((known) => known === payload["module"]);
  const read = module === undefined ? null : fromMinistryResult(module, native, dossier.agencyName);
  return read?.ok === true ? { ...read.value } : { unread: native as JsonValue };
}

const MODULES: readonly MinistryModule[] = ["LTKS", "LTKT", "LTKH"];
