import type { Context } from "hono";
import { termsOn } from "#core/sector/procedure.ts";
import { codeListNames, codeListOn } from "#schemas/codes/all-lists.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

const PROCEDURES = "procedures";

/** `GET /v1/codes` and `GET /v1/codes/{list}?at=DATE`: code lists as they stand on a day. */
export function codeRoutes({ clock, sectors }: Pick<HttpDependencies, "clock" | "sectors">) {
  const names = [...codeListNames, PROCEDURES].toSorted();
  return {
    names: (c: Context<HttpEnv>): Response => c.json({ lists: names }),

    one: (c: Context<HttpEnv>): Response => {
      const name = c.req.param("list") ?? "";
      const at = c.req.query("at") ?? dayOf(formatInstant(clock.now()));
      if (!/^\d{4}-\d{2}-\d{2}$/.test(at)) {
        return sendProblem(c, problem("invalid-request", { detail: "Tham số at cần dạng YYYY-MM-DD." }));
      }
      if (name === PROCEDURES)
        return c.json({ list: name, at, source: "Danh mục thủ tục của các lĩnh vực", items: proceduresOn(at) });
      const list = codeListOn(name, at);
      if (list !== undefined) return c.json({ ...list, list: name, at });
      const near = nearest(name, names);
      const hint = near === undefined ? "" : ` Có phải là «${near}»?`;
      const detail = names.includes(name)
        ? `Danh mục «${name}» không có bản nào có hiệu lực ngày ${at}.`
        : `Không có danh mục «${name}».${hint} Các danh mục: ${names.join(", ")}.`;
      return sendProblem(c, problem("not-found", { detail }));
    },
  };

  /** The procedures received on a day, with who decides, how long it may take and what it costs that day. */
  function proceduresOn(day: string) {
    return sectors.all.flatMap(({ sector, procedures }) =>
      procedures
        .filter((procedure) => inForce(procedure, day))
        .map((procedure) => {
          const { authorities: _authorities, timeLimits: _timeLimits, fees: _fees, ...named } = procedure;
          return { sector, ...named, ...termsOn(procedure, day) };
        }),
    );
  }
}
