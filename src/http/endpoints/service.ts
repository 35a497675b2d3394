import { hash, timingSafeEqual } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { refuse } from "../access/admit.ts";
import { bearerKey } from "../access/bearer-key.ts";
import { json, text } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";

const alive = z
  .strictObject({
    status: z.literal("ok").describe("Tiến trình còn sống. The process lives."),
    version: z.string().describe("Phiên bản. Version."),
  })
  .openapi("Health");

const ready = z
  .strictObject({ status: z.literal("ready").describe("Cơ sở dữ liệu trả lời. The database answers.") })
  .openapi("Readiness");

/** What whoever runs the gateway asks of it. */
export function serviceEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  const common = { method: "get", area: "service", access: { open: "everybody" } } as const;
  return [
    endpoint({
      ...common,
      path: "/healthz",
      operationId: "getHealth",
      summary: "Tiến trình còn sống. The process lives.",
      answers: { 200: json(alive, "Còn sống. Alive.") },
      handle: (c) => c.json({ status: "ok", version: deps.version }),
    }),
    endpoint({
      ...common,
      path: "/readyz",
      operationId: "getReadiness",
      summary: "Sẵn sàng nhận hồ sơ (cơ sở dữ liệu trả lời và ghi được). Ready to accept.",
      answers: { 200: json(ready, "Sẵn sàng. Ready.") },
      refusals: ["database-unavailable", "disk-full"],
      handle: async (c) => {
        await deps.reads.ping();
        return c.json({ status: "ready" });
      },
    }),
    endpoint({
      ...common,
      path: "/metrics",
      operationId: "getMetrics",
      summary: "Số liệu Prometheus. Prometheus metrics.",
      description: "Cần khóa METRICS_KEY khi gateway có đặt khóa ấy. Needs METRICS_KEY where the gateway has one.",
      answers: { 200: text("text/plain", "Số liệu. The metrics.") },
      refusals: ["unauthenticated"],
      handle: async (c) => {
        if (deps.metricsKey !== undefined && !isKey(bearerKey(c), deps.metricsKey))
          return refuse(c, { kind: "nobody" });
        return c.body(await deps.metrics.metrics(), 200, { "Content-Type": deps.metrics.contentType });
      },
    }),
  ];
}

/** Compares hashes, so that the time it takes tells nothing about the key. */
function isKey(shown: string | null, key: string): boolean {
  return shown !== null && timingSafeEqual(hash("sha256", shown, "buffer"), hash("sha256", key, "buffer"));
}
