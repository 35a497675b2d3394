import type { Context } from "hono";
import { z } from "zod";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

const time = z.string().nullable();

/** Answer of `GET /v1/webhooks`. */
export const webhooksAnswer = z.strictObject({
  webhooks: z.array(
    z.strictObject({
      name: z.string(),
      client: z.string().describe("Phần mềm nhận. The client it belongs to."),
      state: z
        .enum(["active", "failing", "disabled"])
        .describe("failing: đang gửi lại; disabled: đã ngừng, chờ người cho chạy lại. Being retried; stopped."),
      failures: z.int().describe("Số lần hỏng liên tiếp. Failures in a row."),
      failingSince: time,
      nextTryAt: time,
      lastTakenAt: time.describe("Lần gần nhất bên nhận trả lời 2xx. When a request was last taken."),
      cause: z.string().nullable().describe("Nguyên nhân lần hỏng gần nhất. Why the last try failed."),
      httpStatus: z.int().nullable(),
    }),
  ),
});

/** Where webhooks stand, and putting them back to work. */
export function webhookRoutes(deps: HttpDependencies) {
  return {
    /** `GET /v1/webhooks`: operators see all, other clients their own. */
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      const { id, rights } = c.get("client");
      const views = await deps.webhooks.views();
      return c.json({ webhooks: rights.has("operate") ? views : views.filter(({ client }) => client === id) });
    },

    /** `POST /v1/webhooks/{name}/resume` */
    resume: async (c: Context<HttpEnv>): Promise<Response> => {
      const name = c.req.param("name") ?? "";
      const known = (await deps.webhooks.views()).some((view) => view.name === name);
      const by = { actor: `operator:${c.get("client").id}`, at: new Date(deps.clock.now()) };
      if (known && (await deps.webhooks.resume(name, by))) return c.json({ resumed: name }, 202);
      const detail = "Không có webhook mang tên này đang hỏng hoặc đã ngừng; xem GET /v1/webhooks.";
      return sendProblem(c, problem("not-found", { detail }));
    },
  };
}
