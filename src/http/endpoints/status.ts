import type { Context } from "hono";
import { z } from "zod";
import { SYNC_STATES } from "#core/message/message.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";
import { syncStatus } from "./sync-status.ts";

const day = z.iso.date();
const cursor = z.string().max(500);

/** Query of `GET /v1/dossiers`. */
export const dossierQuery = z.strictObject({
  state: z
    .enum(SYNC_STATES as [string, ...string[]])
    .optional()
    .describe("Trạng thái đồng bộ. Sync state."),
  sector: z.string().max(60).optional().describe("Lĩnh vực. Sector."),
  agency: z.string().max(60).optional().describe("Mã cơ quan, gồm đơn vị bên dưới. Agency code with units below."),
  status: z.coerce.number().int().min(1).max(10).optional().describe("Trạng thái hồ sơ 1-10. Dossier status."),
  from: day.optional().describe("Tiếp nhận từ ngày (YYYY-MM-DD). Received from."),
  to: day.optional().describe("Tiếp nhận đến hết ngày. Received up to and including."),
  q: z.string().min(1).max(100).optional().describe("Một phần mã hồ sơ hoặc tên chủ hồ sơ. Part of code or name."),
  cursor: cursor.optional().describe("Trang sau: giá trị nextCursor. Next page."),
  limit: z.coerce.number().int().min(1).optional().describe("Số dòng mỗi trang. Rows per page."),
});

/** Calls that tell where things stand. */
export function statusRoutes(deps: HttpDependencies) {
  const pageSize = (limit: number | undefined) => Math.min(limit ?? 50, deps.limits.maxPageSize);
  return {
    /** `GET /v1/dossiers/{dossierCode}` */
    one: async (c: Context<HttpEnv>): Promise<Response> => {
      const found = await deps.reads.dossier(c.req.param("dossierCode") ?? "", c.get("client").agencies);
      if (found === null)
        return sendProblem(
          c,
          problem("not-found", { detail: "Không có hồ sơ mang mã này trong phạm vi của khóa API." }),
        );
      const { clientId: _owner, ...detail } = found;
      return c.json(detail);
    },

    /** `GET /v1/dossiers` */
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      const query = parseQuery(dossierQuery, c);
      if (!query.ok) return sendProblem(c, query.problem);
      const { cursor: after, limit, ...filter } = query.value;
      const page = await deps.reads.dossiers(
        filter as Parameters<typeof deps.reads.dossiers>[0],
        { limit: pageSize(limit), ...(after === undefined ? {} : { cursor: after }) },
        c.get("client").agencies,
      );
      return c.json({ dossiers: page.items, nextCursor: page.nextCursor });
    },

    /** `GET /v1/sync` */
    sync: async (c: Context<HttpEnv>): Promise<Response> => c.json(await syncStatus(deps)),
  };
}
