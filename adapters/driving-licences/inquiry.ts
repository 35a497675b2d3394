import { z } from "zod";
import type { Feedback, Inquiry } from "#core/delivery/feedback.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { LICENCE_SERVICE } from "./sector-messages.ts";

/** Asking the licence system about one dossier (`TraCuuHoSo`, `mahoso` in lower case), as one-stop clients were seen to do. */
export const STATUS_SERVICE = "TraCuuHoSo";

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).normalize("NFC").trim()));

const elements = z.array(z.object({ MaHoSo: z.string().min(1), MaTrangThai: text, TrangThaiHoSo: text })).nullish();

/** The list stands in `data`. The portal's own look-up has the same name and answers in `result`, which is not this. */
const statusAnswer = z.object({ data: elements });

/**
 * Where applications stand at the police's licence system. Its numbers for the stations were not found, so only their
 * names are taken; which of them is the last is not known either, and asking ends when the dossier itself is over.
 */
export const inquiry: Inquiry = {
  services: [LICENCE_SERVICE],

  toQuestions: (dossiers) =>
    dossiers.map(({ dossier: { dossierCode } }) => ({
      service: STATUS_SERVICE,
      body: { mahoso: dossierCode },
      dossierCodes: [dossierCode],
    })),

  readAnswer(answer, asked) {
    const dossierCodes = asked.map(({ dossier }) => dossier.dossierCode);
    const read = parseWith(statusAnswer, answer);
    if (!read.ok) return read;
    const found = (read.value.data ?? []).filter(({ MaHoSo }) => dossierCodes.includes(MaHoSo));
    return { ok: true, value: found.map(toFeedback) };
  },
};

function toFeedback(element: NonNullable<z.infer<typeof elements>>[number]): Feedback {
  const name = element.TrangThaiHoSo || element.MaTrangThai;
  return {
    dossierCode: element.MaHoSo,
    status: element.MaTrangThai || element.TrangThaiHoSo,
    statusName: name,
    statusNameEn: name,
    portalStatus: null,
    note: null,
    supplementDueOn: null,
    result: null,
    final: false,
  };
}
