import type { Context } from "hono";
import { z } from "zod";
import type { MessageFilter } from "#core/ports/reads.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { parseAction } from "../input/parse-action.ts";
import { problem, sendProblem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";

const filterShape = {
  state: z
    .enum(["waiting", "sending", "unknown", "delivered", "refused", "parked", "superseded", "skipped"])
    .optional()
    .describe("Trạng thái thông điệp. Message state."),
  fault: z.enum(["vendor-data", "gateway", "network", "portal"]).optional().describe("Bên gây lỗi. Party at fault."),
  destination: z.string().max(60).optional().describe("Nơi nhận: portal hoặc tên lĩnh vực. Destination."),
  dossierCode: z.string().max(50).optional().describe("Mã hồ sơ. Dossier code."),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency with units below."),
};

/** Query of `GET /v1/messages`. */
export const messageQuery = z.strictObject({
  ...filterShape,
  cursor: z.string().max(500).optional().describe("Trang sau. Next page."),
  limit: z.coerce.number().int().min(1).optional().describe("Số dòng mỗi trang. Rows per page."),
});

const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe("Lý do, ghi vào nhật ký kiểm toán. Reason for the audit log.");

/** Body of `POST /v1/messages/{id}/retry`; may be empty. */
export const retryOne = z.strictObject({ reason });

/** Body of `POST /v1/messages/retry`: a filter, and whether to count only. */
export const retryMany = z.strictObject({
  ...filterShape,
  state: z.enum(["parked", "refused"]).describe("Chỉ gửi lại được parked hoặc refused. What to retry."),
  preview: z.boolean().default(false).describe("Chỉ đếm, không gửi lại. Count only."),
  reason,
});

/** Most messages one bulk retry moves; call again for more. */
const BULK_LIMIT = 1000;

/** Dead letters and their redrive. */
export function messageRoutes(deps: HttpDependencies) {
  return {
    /** `GET /v1/messages` */
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      const query = parseQuery(messageQuery, c);
      if (!query.ok) return sendProblem(c, query.problem);
      const { cursor, limit, ...filter } = query.value;
      const page = await deps.reads.messages(
        filter as MessageFilter,
        { limit: Math.min(limit ?? 50, deps.limits.maxPageSize), ...(cursor === undefined ? {} : { cursor }) },
        c.get("client").agencies,
      );
      return c.json({ messages: page.items, nextCursor: page.nextCursor });
    },

    /** `POST /v1/messages/{id}/retry` */
    retryOne: async (c: Context<HttpEnv>): Promise<Response> => {
      const id = z.uuid().safeParse(c.req.param("id"));
      if (!id.success) return sendProblem(c, problem("not-found", { detail: "Mã thông điệp không đúng dạng UUID." }));
      const body = await parseAction(c, retryOne, deps.limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const visible = await deps.actions.visible([id.data], c.get("client").agencies);
      const retried = await retry(c, visible, body.value.reason);
      if (retried > 0) return c.json({ retried }, 202);
      const detail = "Không có thông điệp đang dừng (parked, refused) mang mã này trong phạm vi của khóa API.";
      return sendProblem(c, problem("not-found", { detail }));
    },

    /** `POST /v1/messages/retry` */
    retryMany: async (c: Context<HttpEnv>): Promise<Response> => {
      const body = await parseAction(c, retryMany, deps.limits);
      if ("problem" in body) return sendProblem(c, body.problem);
      const { preview, reason: why, ...filter } = body.value;
      const ids = await deps.actions.matching(filter as MessageFilter, BULK_LIMIT, c.get("client").agencies);
      if (preview) return c.json({ matching: ids.length, limit: BULK_LIMIT });
      return c.json({ retried: await retry(c, ids, why), limit: BULK_LIMIT }, 202);
    },
  };

  async function retry(c: Context<HttpEnv>, ids: readonly string[], why: string | undefined): Promise<number> {
    const at = new Date(deps.clock.now());
    const retried = await deps.actions.retry(ids, { actor: `operator:${c.get("client").id}`, reason: why ?? null, at });
    if (retried > 0) deps.wake();
    return retried;
  }
}
