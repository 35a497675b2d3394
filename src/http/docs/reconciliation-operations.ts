import { z } from "zod";
import { COMPARISON_RESULTS, FINDING_KINDS, FINDING_STATES } from "#core/reconciliation/reconciliation.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { lookupRefusals, refusals, type Operation } from "./operation.ts";
import { problemDocument } from "../problem.ts";
import { askUnknownBody, dismissBody, findingQuery, resendBody, runBody } from "../endpoints/reconciliation.ts";

const finding = z.strictObject({
  id: z.string(),
  dossierCode: z.string(),
  kind: z.enum(FINDING_KINDS).describe("missing: Cổng không có; extra: Cổng có thêm; different: khác nội dung."),
  state: z.enum(FINDING_STATES),
  fields: z.array(z.string()).describe("Tên các trường khác nhau của Cổng. Names of the fields that differ."),
  message: z.string(),
  messageEn: z.string(),
  foundAt: z.string(),
  seenAt: z.string().describe("Lần đối soát gần nhất còn thấy. When it was last seen to be so."),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  reason: z.string().nullable(),
});

const run = z.strictObject({
  id: z.string(),
  requestedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  total: z.int(),
  done: z.int(),
  counts: z.strictObject(Object.fromEntries(COMPARISON_RESULTS.map((result) => [result, z.int()]))),
});

const settled = z.strictObject({ outcome: z.enum(["resent", "dismissed"]), dossierCode: z.string() });

/** Calls about comparing with the portal. */
export const reconciliationOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/v1/reconciliation",
    summary: "Sai lệch giữa gateway và Cổng, mới trước. Differences between gateway and portal, newest first.",
    query: findingQuery,
    answers: {
      "200": {
        description: "Một trang, kèm số việc đang mở. A page with the counts of what is open.",
        schema: z.strictObject({
          findings: z.array(finding),
          open: z.strictObject({ missing: z.int(), extra: z.int(), different: z.int() }),
          nextCursor: z.string().nullable(),
        }),
      },
      ...refusals,
    },
  },
  {
    method: "post",
    path: "/v1/reconciliation/{id}/resend",
    summary: "Gửi lại nội dung hiện tại của hồ sơ lên Cổng. Send the current content again.",
    body: { "application/json": inputSchemaOf(resendBody) },
    answers: {
      "202": { description: "Đã xếp hàng gửi. Queued.", schema: settled },
      "409": { description: "Đã xử lý, hoặc hồ sơ đang gửi hay đang dừng. Not now.", schema: problemDocument },
      "422": { description: "Hồ sơ đang lưu không còn hợp lệ. No longer valid.", schema: problemDocument },
      ...lookupRefusals,
    },
  },
  {
    method: "post",
    path: "/v1/reconciliation/{id}/dismiss",
    summary: "Bỏ qua một sai lệch. Let a difference be.",
    body: { "application/json": inputSchemaOf(dismissBody) },
    answers: {
      "200": { description: "Đã bỏ qua. Dismissed.", schema: settled },
      "409": { description: "Đã xử lý. Settled already.", schema: problemDocument },
      ...lookupRefusals,
    },
  },
  {
    method: "post",
    path: "/v1/reconciliation/runs",
    summary: "Bắt đầu một lượt đối soát. Begin comparing.",
    body: { "application/json": inputSchemaOf(runBody) },
    answers: { "202": { description: "Đã bắt đầu. Begun.", schema: run }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/reconciliation/runs/{id}",
    summary: "Một lượt đối soát đã tới đâu. How far a run has come.",
    answers: { "200": { description: "Lượt đối soát. The run.", schema: run }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/reconciliation/unknown",
    summary: "Hỏi Cổng ngay về mọi thông điệp chưa rõ kết quả. Ask about every lost answer now.",
    body: { "application/json": inputSchemaOf(askUnknownBody) },
    answers: {
      "202": {
        description: "Số thông điệp được hỏi ngay. How many.",
        schema: z.strictObject({ due: z.int() }),
      },
      ...refusals,
    },
  },
];
