import { z } from "@hono/zod-openapi";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { destination, instant, service } from "../fields.ts";
import { syncStatus } from "./sync-status.ts";

const standing = {
  reachable: z.boolean().describe("Có liên lạc được không. Whether it answers."),
  breaker: z.enum(["closed", "open", "half-open"]).describe("Cầu dao: closed là đang gửi. Breaker; closed: sending."),
  since: instant.describe("Như vậy từ lúc. Since when."),
};

const destinationStanding = z
  .strictObject({
    name: destination,
    ...standing,
    pausedUntil: instant.nullable().describe("Tạm ngừng đến lúc. Paused until."),
    stoppedServices: z
      .array(z.strictObject({ service, since: instant.describe("Từ lúc. Since when.") }).openapi("StoppedService"))
      .describe("Dịch vụ ngừng trong khi nơi nhận vẫn trả lời. Services that fail while others answer."),
    waitingMessages: z.int().describe("Số thông điệp đang chờ. Messages not confirmed yet."),
  })
  .openapi("DestinationStanding");

const dossiers = z.int().describe("Số hồ sơ. Dossiers.");

const syncDocument = z
  .strictObject({
    portal: z.strictObject(standing).openapi("PortalStanding"),
    destinations: z
      .array(destinationStanding)
      .describe("Các nơi nhận, Cổng trước. Every destination, the portal first."),
    queue: z
      .strictObject({
        depth: z.int().describe("Số hồ sơ đang chờ gửi. Dossiers that wait for delivery."),
        oldestAgeSeconds: z.int().nullable().describe("Hồ sơ chờ lâu nhất (giây). Age of the oldest."),
        etaSeconds: z
          .int()
          .nullable()
          .describe("Dự kiến gửi hết (giây); null khi chưa có căn cứ. Time to drain; null when unknowable."),
      })
      .openapi("Queue"),
    states: z
      .strictObject({
        pending: dossiers,
        inSync: dossiers,
        unknown: dossiers,
        parked: dossiers,
        refused: dossiers,
        notTold: dossiers.describe(
          "Số hồ sơ chưa báo được nơi phải báo, ở bất kỳ trạng thái nào. Dossiers somebody could not be told of, in any state.",
        ),
      })
      .openapi("SyncStates"),
    nearDue: z
      .strictObject({ withinHours: z.int().describe("Trong bao nhiêu giờ. Within how many hours."), dossiers })
      .openapi("NearDue")
      .openapi({
        description: "Hồ sơ sắp đến hạn trả mà chưa đồng bộ. Dossiers with a near due date that are not in sync.",
      }),
    throughputPerMinute: z.int().describe("Số thông điệp gửi xong trong phút qua. Delivered within the last minute."),
  })
  .openapi("SyncStatus");

/** How the sync stands. */
export function syncEndpoints(deps: Pick<HttpDependencies, "reads" | "clock" | "destinations">): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/sync",
      operationId: "getSync",
      area: "sync",
      summary: "Tình trạng đồng bộ với Cổng. How the sync stands.",
      description:
        "Khóa giới hạn theo cơ quan chỉ thấy số liệu của hồ sơ thuộc các cơ quan đó; tình trạng của nơi nhận là chung. A key bound to agencies sees the figures of their dossiers; how destinations stand is one for all.",
      access: { right: "read", agencies: "within" },
      answers: { 200: json(syncDocument, "Các con số. Figures.") },
      handle: async (c) => c.json(await syncStatus(deps, c.get("client").agencies)),
    }),
  ];
}
