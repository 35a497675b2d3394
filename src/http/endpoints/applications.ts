import type { Context } from "hono";
import { z } from "zod";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";

/** Query of `GET /v1/applications`. */
export const applicationQuery = z.strictObject({
  sector: z.string().max(60).optional().describe("Lĩnh vực. Sector."),
  takenOver: z
    .enum(["true", "false"])
    .default("false")
    .describe("Kể cả hồ sơ đã được phần mềm một cửa nhận. Also what was taken over already."),
  after: z.string().max(500).optional().describe("Trang sau. Next page."),
  limit: z.coerce.number().int().min(1).optional().describe("Số dòng mỗi trang. Rows per page."),
});

/** Applications made elsewhere, for the one-stop software that takes them over. */
export function applicationRoutes({ applications, limits }: Pick<HttpDependencies, "applications" | "limits">) {
  /** They are addressed to the province, not to an office; who only may see some offices sees none. */
  const isBound = (c: Context<HttpEnv>) => c.get("client").agencies !== null;
  const detail = "Hồ sơ nộp từ nơi khác gửi tới cả tỉnh; khóa giới hạn theo cơ quan không xem được.";

  return {
    /** `GET /v1/applications` */
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      if (isBound(c)) return sendProblem(c, problem("forbidden", { detail }));
      const query = parseQuery(applicationQuery, c);
      if (!query.ok) return sendProblem(c, query.problem);
      const { sector, takenOver, after = null, limit = 50 } = query.value;
      const page = await applications.list({
        ...(sector === undefined ? {} : { sector }),
        takenOver: takenOver === "true",
        after,
        limit: Math.min(limit, limits.maxPageSize),
      });
      return c.json({ applications: page.items, nextCursor: page.nextCursor });
    },

    /** `GET /v1/applications/{dossierCode}`: with the record as it can be pushed, and the files. */
    one: async (c: Context<HttpEnv>): Promise<Response> => {
      if (isBound(c)) return sendProblem(c, problem("forbidden", { detail }));
      const application = await applications.one(c.req.param("dossierCode") ?? "");
      return application === null ? sendProblem(c, problem("not-found")) : c.json(application);
    },
  };
}
