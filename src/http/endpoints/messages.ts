import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { MessageFilter } from "#core/ports/status-reads.ts";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { destination, dossierCode, idParam, instant, messageKind, messageState, party, service } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { nextCursor, pageOf, pageShape } from "../input/page-query.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem } from "../problem.ts";

const filterShape = {
  state: messageState.optional(),
  fault: party.optional(),
  destination: destination.max(60).optional(),
  dossierCode: dossierCode.max(50).optional(),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency with units below."),
};

const messageQuery = z.strictObject({ ...filterShape, ...pageShape });

const retryOneBody = z.strictObject({ reason: reason.optional() });

const retryManyBody = z.strictObject({
  ...filterShape,
  state: z.enum(["parked", "refused"]).describe("Chỉ gửi lại được parked hoặc refused. What to retry."),
  preview: z.boolean().default(false).describe("Chỉ đếm, không gửi lại. Count only."),
  reason: reason.optional(),
});

const row = z
  .strictObject({
    id: z.uuid().describe("Mã thông điệp. Id of the message."),
    dossierCode,
    number: z.int().describe("Số thứ tự trong hồ sơ. Number within the dossier."),
    kind: messageKind,
    destination,
    service,
    state: messageState,
    attempts: z.int().describe("Số lần đã thử. Attempts so far."),
    fault: party.nullable(),
    cause: z.string().nullable().describe("Mã nguyên nhân lần hỏng cuối. Cause of the last failure."),
    message: z.string().nullable().describe("Câu tiếng Việt. Vietnamese sentence."),
    messageEn: z.string().nullable().describe("English sentence."),
    createdAt: instant,
    settledAt: instant.nullable(),
  })
  .openapi("Message");

const messagePage = z.strictObject({ messages: z.array(row), nextCursor }).openapi("MessagePage");

const retried = z.int().describe("Số thông điệp đã xếp hàng lại. Messages queued again.");
const most = z.int().describe("Nhiều nhất mỗi lần gọi; gọi lại nếu còn. Most for one call; call again for more.");

/** Most messages one bulk retry moves; call again for more. */
const BULK_LIMIT = 1000;

/** Dead letters and their redrive. */
export function messageEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/messages",
      operationId: "listMessages",
      area: "messages",
      summary: "Thông điệp theo trạng thái, ví dụ parked. Messages by state.",
      access: { right: "read", agencies: "within" },
      query: messageQuery,
      answers: { 200: json(messagePage, "Một trang. A page.") },
      handle: async (c, { query }) => {
        const { cursor: _cursor, limit: _limit, ...filter } = query;
        const scope = c.get("client").agencies;
        const page = await deps.reads.messages(filter as MessageFilter, pageOf(query, deps.limits), scope);
        return c.json({ messages: page.items, nextCursor: page.nextCursor });
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/messages/retry",
      operationId: "retryMessages",
      area: "messages",
      summary: "Gửi lại hàng loạt theo bộ lọc. Retry many by filter.",
      access: { right: "operate", agencies: "within" },
      action: retryManyBody,
      answers: {
        200: json(
          z
            .strictObject({ matching: z.int().describe("Số thông điệp khớp. Messages found."), limit: most })
            .openapi("RetryPreview"),
          "Số lượng (preview). Count only.",
        ),
        202: json(
          z.strictObject({ retried, limit: most }).openapi("RetriedMessages"),
          "Đã xếp hàng lại. Queued again.",
        ),
      },
      handle: async (c, { body }) => {
        const { preview, reason: why, ...filter } = body;
        const ids = await deps.actions.matching(filter as MessageFilter, BULK_LIMIT, c.get("client").agencies);
        if (preview) return c.json({ matching: ids.length, limit: BULK_LIMIT });
        return c.json({ retried: await retry(c, ids, why), limit: BULK_LIMIT }, 202);
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/messages/{id}/retry",
      operationId: "retryMessage",
      area: "messages",
      summary: "Gửi lại một thông điệp đang dừng. Retry one stopped message.",
      access: { right: "operate", agencies: "within" },
      params: idParam,
      action: retryOneBody,
      answers: { 202: json(z.strictObject({ retried }).openapi("RetriedMessage"), "Đã xếp hàng lại. Queued again.") },
      refusals: ["not-found"],
      handle: async (c, { body }) => {
        const id = z.uuid().safeParse(c.req.param("id"));
        if (!id.success) return sendProblem(c, problem("not-found", { detail: "Mã thông điệp không đúng dạng UUID." }));
        const visible = await deps.actions.visible([id.data], c.get("client").agencies);
        const moved = await retry(c, visible, body.reason);
        if (moved > 0) return c.json({ retried: moved }, 202);
        const detail = "Không có thông điệp đang dừng (parked, refused) mang mã này trong phạm vi của khóa API.";
        return sendProblem(c, problem("not-found", { detail }));
      },
    }),
  ];

  async function retry(c: Context<HttpEnv>, ids: readonly string[], why: string | undefined): Promise<number> {
    const at = new Date(deps.clock.now());
    const by = { actor: operatorOf(c), reason: why ?? null, at };
    const { messages, destinations } = await deps.actions.retry(ids, by);
    deps.wake(destinations);
    return messages;
  }
}
