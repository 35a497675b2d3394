import type { Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { fromVneid } from "./application.ts";

/**
 * What the VNeID channel calls at the province. Body and answer were observed in a one-stop system; the name of the call
 * was not, and has to be agreed with the channel's operator.
 *
 * @param ethnicTable which numbering of ethnic groups VNeID uses, where it is not the usual one.
 */
export const inboundCalls = (ethnicTable?: EthnicTable): readonly InboundCall[] => [
  {
    name: "nhanHoSoLLTP",
    title: "Tờ khai lý lịch tư pháp nộp trên VNeID",
    titleEn: "Judicial-record declaration filed in VNeID",
    read(body) {
      const read = fromVneid(body, ethnicTable);
      if (!read.ok) return read;
      const { dossierCode, receivedAt, record, files } = read.value;
      return {
        ok: true,
        application: {
          dossierCode,
          procedureCode: null,
          submittedOn: receivedAt === null ? null : dayOf(receivedAt),
          // A record is made of strings, numbers, lists and objects only.
          record: record as unknown as JsonObject,
          files: files.map(({ title, content }) => ({ name: title, content, url: null })),
        },
        isCorrection: false,
      };
    },
    answer,
  },
];

/** `statusCode` "00" for taken, "01" for everything else. */
function answer(handover: Handover): JsonObject {
  switch (handover.kind) {
    case "taken":
    case "unchanged":
    case "replaced":
      return { statusCode: "00", data: handover.dossierCode, errorDetail: "" };
    case "conflict":
      return refusal(
        `Hồ sơ ${handover.dossierCode} đã được tiếp nhận, chỉ được cập nhật khi đang ở trạng thái yêu cầu bổ sung (5)`,
      );
    case "invalid":
      return refusal(handover.issues.map((one) => `${one.pointer}: ${one.message}`).join("; "));
    case "signature-refused":
      return refusal(`${handover.code}: ${handover.message}`);
    case "forbidden":
      return refusal("Không có quyền gọi dịch vụ này");
    case "unavailable":
      return refusal("Hệ thống tạm thời không nhận được, đề nghị gửi lại sau");
  }
}

function refusal(errorDetail: string): JsonObject {
  return { statusCode: "01", data: null, errorDetail };
}
