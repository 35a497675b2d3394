import type { Context } from "hono";
import { z } from "zod";
import { CHANGE_KINDS, type ChangePage, type ChangeQuery, type LostPlace } from "#core/ports/changes.ts";
import { SYNC_STATES } from "#core/message/message.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem, type Problem } from "../problem.ts";
import { parseQuery } from "../input/query.ts";

/** Query of `GET /v1/changes`. */
export const changeQuery = z.strictObject({
  after: z
    .string()
    .max(500)
    .optional()
    .describe(
      "Con trỏ của lần đọc trước; latest: bỏ qua những gì đã có; không có: từ thay đổi cũ nhất còn lưu. " +
        "The cursor of the last call; latest: skip what is there; absent: from the oldest kept.",
    ),
  limit: z.coerce.number().int().min(1).optional().describe("Số thay đổi mỗi lần. Changes per call."),
  waitSeconds: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Chưa có gì mới thì chờ chừng này giây. Wait this long when there is nothing new."),
});

/** Answer of `GET /v1/changes`. */
export const changesAnswer = z.strictObject({
  changes: z.array(
    z.strictObject({
      cursor: z.string().describe("Vị trí ngay sau thay đổi này. The place right behind this change."),
      at: z.string().describe("Thời điểm. When."),
      kind: z
        .string()
        .describe(`Loại: ${CHANGE_KINDS.join(", ")}; có thể có thêm loại mới. The kind; new ones may come.`),
      dossierCode: z.string(),
      sector: z.string(),
      agencyCode: z.string(),
      status: z.int().describe("Trạng thái hồ sơ lúc đó, 1-10. Status of the dossier then."),
      syncState: z.enum(SYNC_STATES as [string, ...string[]]).describe("Trạng thái đồng bộ lúc đó. Sync state then."),
      revision: z.int().describe("Lần sửa đổi lúc đó. Revision then."),
      detail: z.record(z.string(), z.unknown()).describe("Mã và số liệu theo loại. Codes and counts, by kind."),
    }),
  ),
  nextCursor: z.string().describe("Đưa vào after của lần đọc sau. Goes into after of the next call."),
  more: z.boolean().describe("Còn nữa, đọc tiếp ngay. There is more right now."),
});

/** `GET /v1/changes`: what changed since, without gaps, in an order that never changes. */
export function changeRoutes(deps: HttpDependencies) {
  let waiting = 0;

  async function readOrWait(c: Context<HttpEnv>, query: ChangeQuery, seconds: number): Promise<ChangePage | LostPlace> {
    const until = deps.clock.now() + seconds * 1000;
    for (;;) {
      const heard = deps.changes.watch.rings();
      const page = await deps.changes.feed.read(query);
      const left = until - deps.clock.now();
      if ("lost" in page || page.changes.length > 0 || page.more || left <= 0) return page;
      if (!(await deps.changes.watch.wait(heard, left, c.req.raw.signal)) || c.req.raw.signal.aborted) return page;
    }
  }

  return {
    list: async (c: Context<HttpEnv>): Promise<Response> => {
      const parsed = parseQuery(changeQuery, c);
      if (!parsed.ok) return sendProblem(c, parsed.problem);
      const { after, limit = 100, waitSeconds = 0 } = parsed.value;
      if (after === "latest") {
        return c.json({ changes: [], nextCursor: await deps.changes.feed.latest(), more: false } satisfies ChangePage);
      }
      const query = {
        limit: Math.min(limit, deps.limits.maxPageSize),
        scope: c.get("client").agencies,
        ...(after === undefined ? {} : { after }),
      };
      // Beyond so many, a reader is answered at once, as if it had not asked to wait.
      const mayWait = waiting < deps.limits.maxWaiting;
      waiting += 1;
      try {
        const page = await readOrWait(c, query, mayWait ? Math.min(waitSeconds, deps.limits.maxWaitSeconds) : 0);
        return "lost" in page ? sendProblem(c, lostProblem(page)) : c.json(page);
      } finally {
        waiting -= 1;
      }
    },
  };
}

function lostProblem({ lost }: LostPlace): Problem {
  if (lost === "expired") return problem("cursor-expired");
  if (lost === "unknown") return problem("cursor-unknown");
  return problem("invalid-request", {
    errors: [
      {
        pointer: "/after",
        code: "cursor-format",
        message: "Không phải con trỏ do gateway cấp; dùng đúng giá trị nextCursor của lần đọc trước.",
        messageEn: "Not a cursor of this gateway; use nextCursor of the last call as it is.",
        severity: "error",
      },
    ],
  });
}
