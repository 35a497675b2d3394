import { z } from "@hono/zod-openapi";
import { dossierStatusRange } from "#schemas/codes/dossier-statuses.ts";
import { REGRESS_HEADER } from "#core/dossier/going-back.ts";
import { STATUS_RANGE_TEXT } from "#schemas/common/dossier-status.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { DossierDocuments } from "./dossier-documents.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { dossierCodeParam, sector, syncState } from "../fields.ts";
import { lookedForDay } from "../input/day-query.ts";
import { pageOf, pageShape } from "../input/page-query.ts";
import { problem, sendProblem } from "../problem.ts";
import { batchResult, dossierDetail, dossierPage, dossierPreview, takenDossier } from "./dossier-answers.ts";
import { pushDossiers } from "./push-dossiers.ts";

/** Strict: who asks for a dry run in a word that is not known must never have something sent instead. */
const pushQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"])
    .default("false")
    .describe("Chỉ xem trước một hồ sơ, không lưu, không gửi. Show what would be sent; stores and sends nothing."),
});

const pushHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .max(255)
    .optional()
    .describe(
      "Khóa chống trùng cho một hồ sơ; cùng khóa với nội dung khác bị từ chối (409). For a single dossier; refused with other content.",
    ),
  [REGRESS_HEADER]: z
    .enum(["true", "false"])
    .optional()
    .describe(
      "true: cố ý quay lại nội dung cũ của hồ sơ; có hiệu lực cho mọi hồ sơ trong lần gửi. Going back to earlier content is meant, for every dossier of the request.",
    ),
});

const dossierQuery = z.strictObject({
  state: syncState.optional(),
  notTold: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional()
    .describe("true: chỉ hồ sơ chưa báo được nơi phải báo. Only those somebody could not be told of."),
  sector: sector.max(60).optional(),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency code with units below."),
  status: z.coerce
    .number()
    .int()
    .min(dossierStatusRange.first)
    .max(dossierStatusRange.last)
    .optional()
    .describe(`Trạng thái hồ sơ ${STATUS_RANGE_TEXT}. Dossier status.`),
  from: lookedForDay.optional().describe("Tiếp nhận từ ngày (YYYY-MM-DD). Received from."),
  to: lookedForDay.optional().describe("Tiếp nhận đến hết ngày. Received up to and including."),
  q: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Tên chủ hồ sơ (có dấu hay không, các từ theo thứ tự bất kỳ, từ 3 chữ cái trở lên có thể gõ dở), mã hồ sơ hay một phần mã, số biên nhận, hoặc trọn số giấy tờ. Name with or without diacritics, words in any order, beginnings from three letters on; code or a part of it; receipt number; a whole identity number.",
    ),
  ...pageShape,
});

/** Pushing dossiers, and seeing where they stand. */
export function dossierEndpoints(
  deps: HttpDependencies,
  { dossier, storedDossier }: DossierDocuments,
): readonly Endpoint[] {
  const { maxBatch, maxBodyBytes, maxLineBytes, maxRejectedLines } = deps.limits;
  const batch = z
    .strictObject({
      dossiers: z
        .array(dossier)
        .max(maxBatch)
        .describe(`Tối đa ${maxBatch} hồ sơ (limits.maxBatch); mỗi hồ sơ độc lập. Each stands alone.`),
    })
    .openapi("DossierBatch");

  return [
    endpoint({
      method: "post",
      path: "/v1/dossiers",
      operationId: "pushDossiers",
      area: "dossiers",
      summary: "Gửi hồ sơ: một hồ sơ, một lô, hoặc NDJSON. Push one dossier, a batch, or NDJSON.",
      description: [
        "Mỗi lần gửi là toàn bộ hồ sơ như hiện có; gateway tự tính phần thay đổi. A push is the whole dossier as it now stands.",
        `XML: phần tử gốc dossier (hoặc dossiers cho một lô), cùng tên trường như JSON, danh sách là phần tử lặp lại; XSD ở /v1/sectors/{sector}/dossier.xsd. XML has the same names under a root element dossier (or dossiers, for a batch), lists are repeated elements.`,
        `Nội dung cũ gửi lại (đến muộn) không ghi đè nội dung mới: trả lời unchanged với cảnh báo older-revision; cố ý thì gửi ${REGRESS_HEADER}: true. An exact older content that comes late changes nothing; the header says that going back is meant.`,
        `NDJSON: mỗi dòng một hồ sơ JSON, dài tùy ý, mỗi dòng tối đa ${maxLineBytes} byte (limits.maxLineBytes); sau ${maxRejectedLines} dòng bị từ chối (limits.maxRejectedLines) phần còn lại không được đọc nữa. One JSON dossier a line, any number of them; after ${maxRejectedLines} refused ones the rest is not read.`,
        `JSON và XML tối đa ${maxBodyBytes} byte (limits.maxBodyBytes). JSON and XML are bounded as a whole.`,
      ].join("\n\n"),
      access: { right: "push", agencies: "within" },
      isIntake: true,
      headers: pushHeaders,
      query: pushQuery,
      bodies: {
        // Wrapped, or the union of sectors would be dissolved in this one and lose its discriminator.
        "application/json": z.union([z.readonly(dossier), batch]),
        "application/xml": dossier,
        "application/x-ndjson": z.string().describe("Mỗi dòng một hồ sơ JSON (Dossier). One JSON dossier a line."),
      },
      answers: {
        202: json(takenDossier, "Đã nhận, đã lưu bền vững. Accepted and durable."),
        200: json(
          z.union([takenDossier, batchResult, dossierPreview]).openapi("PushResult"),
          "Không thay đổi, kết quả của lô, hoặc bản xem trước. Unchanged, the batch's results, or a dry run.",
        ),
      },
      refusals: [
        "unreadable-body",
        "invalid-dossier",
        "key-conflict",
        "body-too-large",
        "body-too-slow",
        "batch-too-large",
        "unsupported-media-type",
        "too-busy",
        "queue-full",
        "disk-full",
        "signing-key-away",
      ],
      handle: pushDossiers(deps),
    }),
    endpoint({
      method: "get",
      path: "/v1/dossiers",
      operationId: "listDossiers",
      area: "dossiers",
      summary: "Danh sách hồ sơ, mới thay đổi trước. Dossiers, newest change first.",
      access: { right: "read", agencies: "within" },
      query: dossierQuery,
      answers: { 200: json(dossierPage, "Một trang. A page.") },
      handle: async (c, { query }) => {
        const { cursor: _cursor, limit: _limit, ...filter } = query;
        const page = await deps.reads.dossiers(
          filter as Parameters<typeof deps.reads.dossiers>[0],
          pageOf(query, deps.limits),
          c.get("client").agencies,
        );
        return c.json({ dossiers: page.items, nextCursor: page.nextCursor });
      },
    }),
    endpoint({
      method: "get",
      path: "/v1/dossiers/{dossierCode}",
      operationId: "getDossier",
      area: "dossiers",
      summary: "Một hồ sơ với toàn bộ diễn biến. One dossier with its timeline.",
      access: { right: "read", agencies: "within" },
      params: dossierCodeParam,
      answers: { 200: json(dossierDetail(storedDossier), "Hồ sơ. The dossier.") },
      refusals: ["not-found"],
      handle: async (c) => {
        const found = await deps.reads.dossier(c.req.param("dossierCode") ?? "", c.get("client").agencies);
        if (found === null) {
          const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API.";
          return sendProblem(c, problem("not-found", { detail }));
        }
        const { clientId: _owner, ...shown } = found;
        return c.json(shown);
      },
    }),
  ];
}
