import { auditQuery } from "../endpoints/audit.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { messageQuery, retryMany, retryOne } from "../endpoints/messages.ts";
import { lookupRefusals, refusals, type Operation } from "./operation.ts";
import { pauseBody, resumeBody } from "../endpoints/pauses.ts";
import { problemDocument } from "../problem.ts";
import { replaceBody, skipBody } from "../endpoints/stopped-messages.ts";

/** What operators call: stopped messages, pauses, envelopes as evidence. */
export const operatorOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v1/messages",
    summary: "Thông điệp theo trạng thái, ví dụ parked. Messages by state.",
    query: messageQuery,
    answers: { "200": { description: "Một trang. A page." }, ...refusals },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/retry",
    summary: "Gửi lại một thông điệp đang dừng. Retry one stopped message.",
    body: { "application/json": inputSchemaOf(retryOne) },
    answers: { "202": { description: "Đã xếp hàng lại. Queued again." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/messages/retry",
    summary: "Gửi lại hàng loạt theo bộ lọc. Retry many by filter.",
    body: { "application/json": inputSchemaOf(retryMany) },
    answers: {
      "200": { description: "Số lượng (preview). Count." },
      "202": { description: "Đã xếp hàng lại. Queued again." },
      ...refusals,
    },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/skip",
    summary: "Bỏ qua một thông điệp đang dừng để các thông điệp sau đi tiếp. Let a stopped message go undelivered.",
    body: { "application/json": inputSchemaOf(skipBody) },
    answers: { "200": { description: "Đã bỏ qua. Skipped." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/replace",
    summary: "Thay nội dung một thông điệp đang dừng rồi gửi. Put other content into a stopped message and send it.",
    body: { "application/json": inputSchemaOf(replaceBody) },
    answers: { "202": { description: "Đã xếp hàng lại. Queued again." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/portal/pause",
    summary: "Tạm ngừng gửi tới một nơi nhận đến thời điểm đã báo. Send nothing to a destination until a time.",
    body: { "application/json": inputSchemaOf(pauseBody) },
    answers: { "200": { description: "Đã tạm ngừng. Paused." }, ...refusals },
  },
  {
    method: "post",
    path: "/v1/portal/resume",
    summary: "Gửi trở lại trước thời điểm đã báo. End a pause before its time.",
    body: { "application/json": inputSchemaOf(resumeBody) },
    answers: { "200": { description: "Đã gửi trở lại. Resumed." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/audit",
    summary:
      "Nhật ký kiểm toán cùng chuỗi băm và các điểm chốt có chữ ký. The audit log with its chain and signed checkpoints.",
    query: auditQuery,
    answers: { "200": { description: "Một đoạn của chuỗi. A piece of the chain." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/dossiers/{dossierCode}/evidence",
    summary:
      "Gói bằng chứng ASiC-E của hồ sơ, kiểm tra được khi không có mạng. Evidence of a dossier, sealed, verifiable offline.",
    answers: {
      "200": { description: "application/vnd.etsi.asic-e+zip", type: "application/vnd.etsi.asic-e+zip" },
      "413": { description: "Quá lớn. Larger than limits.maxEvidenceBytes.", schema: problemDocument },
      "503": {
        description: "Chưa liên lạc được với thiết bị giữ khóa ký. The token with the signing key is away.",
        schema: problemDocument,
      },
      ...lookupRefusals,
      "403": {
        description:
          "Thiếu quyền operate, hoặc phong bì theo lô chứa hồ sơ ngoài phạm vi. Right is missing, or a batch envelope holds dossiers outside the scope.",
        schema: problemDocument,
      },
    },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}",
    summary: "Một phong bì đã ký và gửi. One envelope that was signed and sent.",
    answers: {
      "200": { description: "Phong bì, không kèm nội dung. The envelope without its bytes." },
      ...lookupRefusals,
    },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}/body",
    summary: "Đúng các byte đã ký và gửi. The exact bytes that were signed and sent.",
    answers: {
      "200": { description: "application/octet-stream", type: "application/octet-stream" },
      ...lookupRefusals,
    },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}/signature",
    summary: "Chữ ký của phong bì, như trong tiêu đề HTTP. The signature as it travelled.",
    answers: { "200": { description: "text/plain", type: "text/plain" }, ...lookupRefusals },
  },
];
