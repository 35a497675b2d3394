import { z } from "@hono/zod-openapi";
import {
  anyObject,
  destination,
  dossierCode,
  instant,
  messageKind,
  messageState,
  notTold,
  party,
  revision,
  sector,
  service,
  statusNumber,
  syncState,
} from "../fields.ts";
import { nextCursor } from "../input/page-query.ts";
import { issueDocument, problemDocument } from "../problem.ts";

const warnings = z.array(issueDocument).describe("Điều cần xem lại, không chặn. Doubts that stop nothing.");
const messageCount = z.int().describe("Số thông điệp sẽ gửi lên Cổng. Messages made for the portal.");

/** Answer to one pushed dossier that was taken. */
export const takenDossier = z
  .strictObject({
    outcome: z.enum(["accepted", "unchanged"]).describe("Đã nhận, hoặc không có gì mới. Accepted, or nothing new."),
    dossierCode,
    revision,
    messages: messageCount,
    warnings,
    notTold: notTold.optional(),
  })
  .openapi("TakenDossier");

const itemResult = z
  .strictObject({
    index: z.int().describe("Thứ tự trong lô, từ 0. Place in the batch, from 0."),
    dossierCode: dossierCode.nullable(),
    outcome: z.enum(["accepted", "unchanged", "rejected"]).describe("Kết quả. Outcome."),
    warnings: warnings.optional().describe("Có khi có cảnh báo. There where there are any."),
    notTold: notTold.optional(),
    problem: problemDocument.optional(),
  })
  .openapi("ItemResult");

/** Answer to a batch: each item stands alone. */
export const batchResult = z
  .strictObject({
    accepted: z.int().describe("Số hồ sơ đã nhận. Accepted."),
    unchanged: z.int().describe("Số hồ sơ không thay đổi. Unchanged."),
    rejected: z.int().describe("Số hồ sơ bị từ chối. Rejected."),
    results: z.array(itemResult).describe("Theo thứ tự đã gửi. In the order they came."),
  })
  .openapi("BatchResult");

/** A message as it would go to its destination. */
export const previewedMessage = z
  .strictObject({ kind: messageKind, service, payload: anyObject.describe("Nội dung gửi. What is sent.") })
  .openapi("PreviewedMessage");

/** Answer to a dry run. */
export const dossierPreview = z
  .strictObject({
    valid: z.boolean().describe("Có hợp lệ không. Whether it would be taken."),
    errors: z.array(issueDocument).describe("Lỗi chặn hồ sơ. What stops it."),
    warnings,
    notTold: notTold.optional(),
    messages: z.array(previewedMessage).describe("Những gì sẽ gửi. What would be sent."),
    canonical: z
      .string()
      .nullable()
      .describe("Nội dung chuẩn hóa để ký. Canonical bytes of the first envelope, as text."),
    signatureInput: z.string().nullable().describe("Chữ ký trên nội dung đó. The signature over them."),
  })
  .openapi("DossierPreview");

const dossierSummary = z
  .strictObject({
    dossierCode,
    sector,
    procedureCode: z.string().describe("Mã thủ tục. Procedure code."),
    agencyCode: z.string().describe("Mã cơ quan. Agency code."),
    applicantName: z.string().describe("Tên chủ hồ sơ. Applicant's name."),
    status: statusNumber,
    syncState,
    notTold: notTold.optional(),
    revision,
    receivedAt: instant.nullable(),
    dueAt: instant.nullable(),
    changedAt: instant,
  })
  .openapi("DossierSummary");

/** Answer of the list of dossiers. */
export const dossierPage = z.strictObject({ dossiers: z.array(dossierSummary), nextCursor }).openapi("DossierPage");

const nullableText = z.string().nullable();

const receipt = z
  .strictObject({
    verdict: z.enum(["verified", "refused"]).describe("Kết luận. Verdict."),
    profile: nullableText.describe("Dạng chữ ký. Signing profile."),
    signer: nullableText.describe("Bên ký. Subject of the certificate."),
    signedAt: instant.nullable(),
    warnings: z.array(z.string()).describe("Mã của những điều chưa rõ. Codes of what was left open."),
    code: nullableText.describe("Mã lý do từ chối. Why it was refused."),
    message: nullableText.describe("Câu tiếng Việt. Vietnamese sentence."),
    messageEn: nullableText.describe("English sentence."),
  })
  .openapi("ReceiptSignature");

const messageId = z.uuid().describe("Mã thông điệp. Id of the message.");

const standing = z
  .strictObject({
    party: party.nullable(),
    cause: z.string().describe("Mã nguyên nhân. Cause."),
    message: z.string().describe("Câu tiếng Việt. Vietnamese sentence."),
    messageEn: z.string().describe("English sentence."),
    dueAt: instant
      .nullable()
      .describe("Lúc tự làm tiếp; null: chờ người. When it goes on by itself; null: it waits for a person."),
  })
  .describe("Vì sao chưa xong. Why it is not done yet.")
  .openapi("MessageStanding");

/** What happened to a dossier, by its kind. */
const timelineEntry = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        at: instant,
        kind: z.literal("accepted"),
        revision,
        messages: messageCount,
        by: z.string().describe("Ai gửi. Who pushed it."),
      })
      .openapi("TimelineAccepted"),
    z
      .strictObject({
        at: instant,
        kind: z.literal("message"),
        messageId,
        number: z.int().describe("Số thứ tự trong hồ sơ. Number within the dossier."),
        messageKind,
        destination,
        service,
        state: messageState,
        attempts: z.int().describe("Số lần đã thử. Attempts so far."),
        settledAt: instant.nullable(),
        standing: standing.nullable(),
      })
      .openapi("TimelineMessage"),
    z
      .strictObject({
        at: instant,
        kind: z.literal("attempt"),
        attempt: z.enum(["send", "lookup"]).describe("Gửi, hay hỏi lại. Sending, or asking after it."),
        envelopeId: z.uuid().nullable().describe("Mã phong bì, xem /v1/envelopes/{id}. Id of the envelope."),
        numbers: z.array(z.int()).describe("Số thứ tự các thông điệp. Numbers of the messages in it."),
        outcome: z.string().describe("Kết quả. Outcome."),
        party: party.nullable(),
        cause: z.string().describe("Mã nguyên nhân. Cause."),
        message: z.string().describe("Câu tiếng Việt. Vietnamese sentence."),
        messageEn: z.string().describe("English sentence."),
        httpStatus: z.int().nullable().describe("Mã HTTP nhận được. HTTP status."),
        errorCode: nullableText.describe("error_code của nơi nhận. The destination's error_code."),
        issues: z
          .array(issueDocument)
          .describe(
            "Nơi nhận chê trường nào của hồ sơ đã gửi; con trỏ rỗng: chưa rõ trường nào. What a refusal says of single fields of what was pushed; an empty pointer: not known which.",
          ),
        receipt: receipt.nullable(),
        durationMs: z.int().describe("Thời gian (ms). Duration."),
      })
      .openapi("TimelineAttempt"),
    z
      .strictObject({
        at: instant,
        kind: z.literal("feedback"),
        destination,
        status: z.string().describe("Số hoặc từ của nơi nhận. The destination's own number or word."),
        statusName: z.string().describe("Tên trạng thái. Name of the status."),
        statusNameEn: z.string().describe("English name."),
        portalStatus: statusNumber
          .nullable()
          .describe("Trạng thái tương ứng của Cổng. What it is among the portal's ten."),
        note: nullableText.describe("Ghi chú. Note."),
        supplementDueOn: nullableText.describe("Hạn bổ sung. Day by which supplements are due."),
        hasResult: z.boolean().describe("Có kết quả kèm theo. Whether a result came with it."),
      })
      .openapi("TimelineFeedback"),
  ])
  .openapi("TimelineEntry");

/** Answer about one dossier. */
export function dossierDetail(dossier: z.ZodType) {
  return z
    .strictObject({
      dossierCode,
      syncState,
      revision,
      dossier,
      warnings,
      notTold: notTold.optional(),
      feedbackResults: z
        .array(
          z
            .strictObject({ at: instant, destination, result: anyObject.describe("Kết quả. The result.") })
            .openapi("FeedbackResult"),
        )
        .describe("Kết quả các nơi nhận trả về, mới trước. Results destinations gave back, newest first."),
      timeline: z.array(timelineEntry).describe("Diễn biến, cũ trước. What happened, oldest first."),
    })
    .openapi("DossierDetail");
}
