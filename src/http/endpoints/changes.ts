import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import { neverSetBack } from "#core/never-set-back.ts";
import { CHANGE_KINDS, type ChangePage, type ChangeQuery, type LostCursor } from "#core/ports/changes.ts";
import { STATUS_RANGE_TEXT } from "#schemas/common/dossier-status.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { anyObject, dossierCode, instant, sector, statusNumber, syncState } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { cursor, limit } from "../input/page-query.ts";
import { problem, sendProblem, type Problem } from "../problem.ts";

/** Changes a reader gets who names no number. */
const USUAL_CHANGES = 100;

const changeQuery = z.strictObject({
  after: cursor
    .optional()
    .describe(
      "Con trỏ của lần đọc trước; latest: bỏ qua những gì đã có; không có: từ thay đổi cũ nhất còn lưu. " +
        "The cursor of the last call; latest: skip what is there; absent: from the oldest kept.",
    ),
  limit,
  waitSeconds: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Chưa có gì mới thì chờ chừng này giây. Wait this long when there is nothing new."),
});

/** Answer of `GET /v1/changes`. */
export const changePage = z
  .strictObject({
    changes: z.array(
      z
        .strictObject({
          cursor: z.string().describe("Vị trí ngay sau thay đổi này. The place right behind this change."),
          at: instant,
          kind: z
            .string()
            .describe(`Loại: ${CHANGE_KINDS.join(", ")}; có thể có thêm loại mới. The kind; new ones may come.`),
          dossierCode,
          sector,
          agencyCode: z.string().describe("Mã cơ quan. Agency code."),
          status: statusNumber.describe(`Trạng thái hồ sơ lúc đó, ${STATUS_RANGE_TEXT}. Status of the dossier then.`),
          syncState: syncState.describe("Trạng thái đồng bộ lúc đó. Sync state then."),
          revision: z.int().describe("Lần sửa đổi lúc đó. Revision then."),
          detail: anyObject.describe("Mã và số liệu theo loại. Codes and counts, by kind."),
        })
        .openapi("Change"),
    ),
    nextCursor: z.string().describe("Đưa vào after của lần đọc sau. Goes into after of the next call."),
    more: z.boolean().describe("Còn nữa, đọc tiếp ngay. There is more right now."),
  })
  .openapi("ChangePage");

/** What changed since, without gaps, in an order that never changes. */
export function changeEndpoints(deps: HttpDependencies): readonly Endpoint[] {
  let waiting = 0;

  async function readOrWait(
    c: Context<HttpEnv>,
    query: ChangeQuery,
    seconds: number,
  ): Promise<ChangePage | LostCursor> {
    const clock = neverSetBack(deps.clock);
    const until = clock.now() + seconds * 1000;
    for (;;) {
      const heard = deps.changes.watch.updates();
      const page = await deps.changes.feed.read(query);
      const left = until - clock.now();
      if ("lost" in page || page.changes.length > 0 || page.more || left <= 0) return page;
      if (!(await deps.changes.watch.wait(heard, left, c.req.raw.signal)) || c.req.raw.signal.aborted) return page;
    }
  }

  return [
    endpoint({
      method: "get",
      path: "/v1/changes",
      operationId: "listChanges",
      area: "changes",
      summary: "Những gì đã thay đổi, đủ và đúng thứ tự. What changed since, gap-free, in order.",
      access: { right: "read", agencies: "within" },
      query: changeQuery,
      answers: { 200: json(changePage, "Các thay đổi và con trỏ tiếp theo. Changes and the next cursor.") },
      refusals: ["cursor-expired", "cursor-unknown"],
      handle: async (c, { query: { after, limit: wanted = USUAL_CHANGES, waitSeconds = 0 } }) => {
        if (after === "latest") {
          const end = await deps.changes.feed.latest();
          return c.json({ changes: [], nextCursor: end, more: false } satisfies ChangePage);
        }
        const query = {
          limit: Math.min(wanted, deps.limits.maxPageSize),
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
    }),
  ];
}

function lostProblem({ lost }: LostCursor): Problem {
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
