import type { Context } from "hono";
import { z } from "zod";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";

const LONGEST_PAGE = 1000;

/** Query of `GET /v1/audit`. */
export const auditQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe("Sau vị trí này. From after this position of the chain."),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(LONGEST_PAGE).describe("Số mục. Entries."),
});

/** The audit log with its chain, for whoever verifies it. */
export function auditRoutes({ auditChain }: Pick<HttpDependencies, "auditChain">) {
  /** `GET /v1/audit` */
  return async function read(c: Context<HttpEnv>): Promise<Response> {
    if (c.get("client").agencies !== null) {
      const detail = "Nhật ký kiểm toán gồm mọi cơ quan; khóa giới hạn theo cơ quan không xem được.";
      return sendProblem(c, problem("forbidden", { detail }));
    }
    const query = parseQuery(auditQuery, c);
    if (!query.ok) return sendProblem(c, query.problem);
    const { links, checkpoints } = await auditChain.read(query.value);
    const last = links.at(-1)?.position ?? query.value.after;
    const strangers = links.length < query.value.limit ? await auditChain.strangers(LONGEST_PAGE) : [];
    return c.json({ entries: links, checkpoints, strangers, next: links.length < query.value.limit ? null : last });
  };
}
