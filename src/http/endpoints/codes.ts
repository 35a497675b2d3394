import type { Context } from "hono";
import { createCodeLists } from "#core/sector/code-lists.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

/** `GET /v1/codes` and `GET /v1/codes/{list}?at=DATE`: code lists as they stand on a day. */
export function codeRoutes({ clock, sectors }: Pick<HttpDependencies, "clock" | "sectors">) {
  const lists = createCodeLists(sectors);
  const { names } = lists;
  return {
    names: (c: Context<HttpEnv>): Response => c.json({ lists: names }),

    one: (c: Context<HttpEnv>): Response => {
      const name = c.req.param("list") ?? "";
      const at = c.req.query("at") ?? dayOf(formatInstant(clock.now()));
      if (!/^\d{4}-\d{2}-\d{2}$/.test(at)) {
        return sendProblem(c, problem("invalid-request", { detail: "Tham số at cần dạng YYYY-MM-DD." }));
      }
      const list = lists.on(name, at);
      if (list !== undefined) return c.json({ ...list, list: name, at });
      const near = nearest(name, names);
      const hint = near === undefined ? "" : ` Có phải là «${near}»?`;
      const detail = names.includes(name)
        ? `Danh mục «${name}» không có bản nào có hiệu lực ngày ${at}.`
        : `Không có danh mục «${name}».${hint} Các danh mục: ${names.join(", ")}.`;
      return sendProblem(c, problem("not-found", { detail }));
    },
  };
}
