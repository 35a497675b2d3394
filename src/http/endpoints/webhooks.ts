import { z } from "@hono/zod-openapi";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { instant } from "../fields.ts";
import { problem, sendProblem } from "../problem.ts";

const name = z.string().describe("Tên webhook. Name of the webhook.");

const webhook = z
  .strictObject({
    name,
    client: z.string().describe("Phần mềm nhận. The client it belongs to."),
    state: z
      .enum(["active", "failing", "disabled"])
      .describe("failing: đang gửi lại; disabled: đã ngừng, chờ người cho chạy lại. Being retried; stopped."),
    failures: z.int().describe("Số lần hỏng liên tiếp. Failures in a row."),
    failingSince: instant.nullable().describe("Hỏng từ lúc. Failing since."),
    nextTryAt: instant.nullable().describe("Lần thử tiếp theo. When it is tried next."),
    lastTakenAt: instant.nullable().describe("Lần gần nhất bên nhận trả lời 2xx. When a request was last taken."),
    cause: z.string().nullable().describe("Nguyên nhân lần hỏng gần nhất. Why the last try failed."),
    httpStatus: z.int().nullable().describe("Mã HTTP lần hỏng gần nhất. HTTP status of the last failure."),
  })
  .openapi("Webhook");

/** Answer of `GET /v1/webhooks`. */
export const webhookList = z.strictObject({ webhooks: z.array(webhook) }).openapi("WebhookList");

/** Where webhooks stand, and putting them back to work. */
export function webhookEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/webhooks",
      operationId: "listWebhooks",
      area: "webhooks",
      summary: "Các webhook đang ra sao. How webhooks stand.",
      description:
        "Khóa có quyền operate thấy mọi webhook trong phạm vi của mình, khóa khác chỉ thấy webhook của mình. Operators see all within their agencies, other clients their own.",
      access: { right: "read", agencies: "within" },
      answers: {
        200: json(webhookList, "Danh sách. The list."),
      },
      handle: async (c) => {
        return c.json({ webhooks: await deps.webhooks.views(c.get("client")) });
      },
    }),
    endpoint({
      method: "post",
      path: "/v1/webhooks/{name}/resume",
      operationId: "resumeWebhook",
      area: "webhooks",
      summary: "Cho webhook đã ngừng chạy lại. Put a webhook that stopped back to work.",
      access: { right: "operate", agencies: "within" },
      params: z.object({ name }),
      answers: {
        202: json(z.strictObject({ resumed: name }).openapi("ResumedWebhook"), "Đã cho chạy lại. Back to work."),
      },
      refusals: ["not-found"],
      handle: async (c) => {
        const wanted = c.req.param("name") ?? "";
        const known = (await deps.webhooks.views(c.get("client"))).some((view) => view.name === wanted);
        const by = { actor: operatorOf(c), at: new Date(deps.clock.now()) };
        if (known && (await deps.webhooks.resume(wanted, by))) return c.json({ resumed: wanted }, 202);
        const detail =
          "Không có webhook mang tên này trong phạm vi của khóa đang hỏng hoặc đã ngừng; xem GET /v1/webhooks.";
        return sendProblem(c, problem("not-found", { detail }));
      },
    }),
  ];
}
