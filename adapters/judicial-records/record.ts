import { Fault } from "#core/fault.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { agencyRequest, type AgencyRequest } from "./agency-request.ts";
import { certificate, revocation } from "./certificate.ts";
import { declaration, type Declaration } from "./declaration.ts";
import { DOCUMENT_TYPES } from "./enums.ts";
import type { Subject } from "./person.ts";

const amount = z.int().min(0).max(1_000_000_000);

const payment = z.strictObject({
  baseFee: amount.describe("Phí cung cấp thông tin (đồng). Base fee in VND (phiLLTP)."),
  extraCopyFee: amount.describe("Phí cấp thêm phiếu (đồng). Fee for copies from the third on (phiCapThemBanGiay)."),
  total: amount.describe("Tổng phí (đồng). Total (tongPhi)."),
  receiptNumber: text(100).nullable().default(null).describe("Số biên lai thu tiền. Number of the money receipt."),
});

const document = z.strictObject({
  attachmentId: text(100).describe("Mã tệp trong attachments của hồ sơ. Id of one of the dossier's attachments."),
  type: z.enum(DOCUMENT_TYPES).describe("Giấy tờ này chứng minh gì. What the paper proves (ma)."),
  title: text(200).describe("Tên giấy tờ. What the paper is (ten)."),
});

/**
 * What a judicial-record dossier holds: the application (a declaration or a body's request), and once there is one, the
 * certificate and its revocation.
 */
export const judicialRecord = z
  .strictObject({
    origin: z
      .enum(["LOCAL", "VNEID"])
      .default("LOCAL")
      .describe("Nguồn hồ sơ: LOCAL một cửa của tỉnh, VNEID ứng dụng VNeID. Where the application came from."),
    receivingUnitId: text(50)
      .nullable()
      .default(null)
      .describe("Mã đơn vị trong phần mềm lý lịch tư pháp dùng chung. The unit's code there (idMinistryJustice)."),
    declaration: declaration.nullable().default(null).describe("Tờ khai của cá nhân. A person's declaration."),
    request: agencyRequest.nullable().default(null).describe("Yêu cầu của cơ quan, tổ chức. A body's request."),
    payment: payment.nullable().default(null).describe("Phí đã tính. Fees charged (thongTinThanhToan)."),
    documents: z
      .array(document)
      .max(50)
      .default([])
      .describe("Giấy tờ kèm tờ khai, chọn từ attachments. Papers of the application (giayToDinhKem)."),
    certificate: certificate.nullable().default(null).describe("Phiếu đã cấp. The certificate (ketQuaXuLy)."),
    revocation: revocation.nullable().default(null).describe("Quyết định thu hồi phiếu. Revocation (quyetDinhThuHoi)."),
  })
  .refine((record) => (record.declaration === null) !== (record.request === null), {
    ...refused({
      code: "one-application",
      vi: "Hồ sơ phải có đúng một trong hai: tờ khai (declaration) hoặc yêu cầu của cơ quan (request).",
      en: "A dossier has exactly one of the two: a declaration or a body's request.",
    }),
    path: ["declaration"],
  });
export type JudicialRecord = z.infer<typeof judicialRecord>;

/** What both kinds of application have in common, with where it stands. */
export interface Application {
  readonly pointer: "/record/declaration" | "/record/request";
  readonly form: Declaration | AgencyRequest;
  readonly personPointer: "/record/declaration/applicant" | "/record/request/subject";
  readonly person: Subject;
}

/** The application of a record. @throws Fault `internal` for a record its own schema would not have passed. */
export function applicationOf({ declaration, request }: JudicialRecord): Application {
  if (declaration !== null) {
    return {
      pointer: "/record/declaration",
      form: declaration,
      personPointer: "/record/declaration/applicant",
      person: declaration.applicant,
    };
  }
  if (request !== null) {
    return {
      pointer: "/record/request",
      form: request,
      personPointer: "/record/request/subject",
      person: request.subject,
    };
  }
  throw new Fault("internal", {
    vi: "Hồ sơ lý lịch tư pháp không có tờ khai cũng không có yêu cầu.",
    en: "A judicial record has neither a declaration nor a request.",
  });
}
