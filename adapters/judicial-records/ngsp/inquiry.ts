import { z } from "zod";
import type { Feedback, Inquiry } from "#core/delivery/feedback.ts";
import type { JsonObject } from "#core/message/message.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { dossierStatus, findDossierStatus, statusHas, type DossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { fromResultAnswer } from "../result/reading.ts";
import { HAND_OVER_SERVICE } from "./application-message.ts";

/** Asking the shared criminal-records software where a declaration stands (`traTrangThaiHs`, the ministry's description). */
export const STATUS_SERVICE = "traTrangThaiHs";

/** `infoType`: the declaration was handed over by a one-stop desk. */
const HANDED_OVER = 2;

interface Station {
  readonly name: string;
  readonly nameEn: string;
  readonly portal: DossierStatus;
}

/** `DEC_STATUS_ID` of the shared software. Its numbers have nothing to do with the portal's. */
const STATIONS: Readonly<Record<string, Station>> = {
  3: {
    name: "Cơ quan cấp phiếu đã tiếp nhận",
    nameEn: "received by the issuing office",
    portal: dossierStatus.received,
  },
  4: { name: "Đang xử lý", nameEn: "being processed", portal: dossierStatus.inProcessing },
  5: { name: "Đã có phiếu", nameEn: "certificate issued", portal: dossierStatus.finished },
};
const ISSUED = "5";

const statusAnswer = z.object({
  DEC_STATUS_ID: z.union([z.string(), z.number()]).transform(String),
  DESCRIPTION: z.string().nullish(),
});

/**
 * Where declarations stand: one dossier a question. Two answers were seen for the same purpose and both are read: the
 * shared software's number, and the list with the certificate that the VNeID channel gives.
 */
export const inquiry: Inquiry = {
  services: [HAND_OVER_SERVICE],

  toQuestions: (dossiers) =>
    dossiers.map(({ dossier: { dossierCode }, payload }) => ({
      service: STATUS_SERVICE,
      body: { idReceivedDec: dossierCode, infoType: HANDED_OVER, identifyNo: identityIn(payload) },
      dossierCodes: [dossierCode],
    })),

  readAnswer(answer, asked) {
    const dossierCodes = asked.map(({ dossier }) => dossier.dossierCode);
    const [dossierCode = ""] = dossierCodes;
    const short = statusAnswer.safeParse(answer);
    if (short.success) return { ok: true, value: [fromStation(dossierCode, short.data)] };
    const list = fromResultAnswer(answer);
    if (!list.ok) return list;
    const results = list.value.filter((one) => dossierCodes.includes(one.dossierCode));
    return { ok: true, value: results.map(fromResult) };
  },
};

function identityIn(payload: JsonObject): string {
  const form = parseWith(z.object({ declarationWSForm: z.object({ identifyNo: z.string() }) }), payload);
  return form.ok ? form.value.declarationWSForm.identifyNo : "";
}

function fromStation(dossierCode: string, answer: z.infer<typeof statusAnswer>): Feedback {
  const status = answer.DEC_STATUS_ID;
  const station = STATIONS[status];
  return {
    dossierCode,
    status,
    statusName: station?.name ?? `Trạng thái ${status} (không có trong danh mục)`,
    statusNameEn: station?.nameEn ?? `status ${status} (not in the list)`,
    portalStatus: station?.portal ?? null,
    note: answer.DESCRIPTION ?? null,
    supplementDueOn: null,
    result: null,
    final: status === ISSUED,
  };
}

type Result = Extract<ReturnType<typeof fromResultAnswer>, { ok: true }>["value"][number];

function fromResult({ dossierCode, status, certificate }: Result): Feedback {
  const known = status === null ? undefined : findDossierStatus(status);
  return {
    dossierCode,
    status: status === null ? "?" : String(status),
    statusName: known?.name ?? "Trạng thái không có trong danh mục",
    statusNameEn: known?.nameEn ?? "status not in the list",
    portalStatus: status,
    note: null,
    supplementDueOn: null,
    // A certificate is made of strings, numbers, lists and objects only.
    result: certificate,
    // Once it has decided, the channel has nothing more to tell.
    final: status !== null && (statusHas(status, "isRefused") || statusHas(status, "hasResult")),
  };
}
