import { z } from "@hono/zod-openapi";
import { isQuotable } from "#core/dossier/quotable.ts";
import { createCodeLists } from "#core/sector/code-lists.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { day } from "../fields.ts";
import { dayQuery } from "../input/day-query.ts";
import { problem, sendProblem } from "../problem.ts";

const codeLists = z
  .strictObject({ lists: z.array(z.string()).describe("Tên các danh mục. Names of the lists.") })
  .openapi("CodeLists");

const codeItem = z
  .looseObject({
    code: z.string().optional().describe("Mã. Code."),
    name: z.string().describe("Tên. Name."),
  })
  .openapi("CodeItem", {
    description: "Một mục; còn gì khác tùy danh mục. An item; what else there is depends on the list.",
  });

const codeList = z
  .strictObject({
    list: z.string().describe("Tên danh mục. Name of the list."),
    at: day.describe("Ngày được hỏi. The day that was asked for."),
    title: z.string().optional().describe("Tên cho người đọc. Title, in Vietnamese."),
    titleEn: z.string().optional().describe("Title, in English."),
    source: z.string().describe("Nguồn. Where it comes from."),
    scheme: z.string().optional().describe("Bộ mã, khi có nhiều bộ. Which numbering, where several are in use."),
    from: day.nullish().describe("Có hiệu lực từ ngày. First day in force; null: no known bound."),
    to: day.nullish().describe("Có hiệu lực đến hết ngày. Last day in force; null: none."),
    doubt: z.string().optional().describe("Điều chưa kiểm chứng. What is not verified."),
    items: z.array(codeItem).describe("Các mục. The items."),
  })
  .openapi("CodeList");

/** Code lists as they stand on a day. */
export function codeEndpoints({ clock, sectors }: Pick<HttpDependencies, "clock" | "sectors">): readonly Endpoint[] {
  const common = { method: "get", area: "codes", access: { right: "read", agencies: "none" } } as const;
  const lists = createCodeLists(sectors);
  const { names } = lists;
  return [
    endpoint({
      ...common,
      path: "/v1/codes",
      operationId: "listCodeLists",
      summary: "Tên các danh mục mã. Names of the code lists.",
      answers: { 200: json(codeLists, "Tên. Names.") },
      handle: (c) => c.json({ lists: names }),
    }),
    endpoint({
      ...common,
      path: "/v1/codes/{list}",
      operationId: "getCodeList",
      summary: "Một danh mục mã có hiệu lực trong ngày. A code list in force on a day.",
      params: z.object({ list: z.string().describe("Tên danh mục, xem /v1/codes. Name of the list.") }),
      query: dayQuery,
      answers: { 200: json(codeList, "Danh mục kèm nguồn. The list with its source.") },
      refusals: ["not-found"],
      handle: (c, { query: { at = dayOf(formatInstant(clock.now())) } }) => {
        const name = c.req.param("list") ?? "";
        const list = lists.on(name, at);
        if (list !== undefined) return c.json({ ...list, list: name, at });
        const near = nearest(name, names);
        const hint = near === undefined ? "" : ` Có phải là «${near}»?`;
        const detail = names.includes(name)
          ? `Danh mục «${name}» không có bản nào có hiệu lực ngày ${at}.`
          : `Không có danh mục ${isQuotable(name) ? `«${name}»` : "này"}.${hint} Các danh mục: ${names.join(", ")}.`;
        return sendProblem(c, problem("not-found", { detail }));
      },
    }),
  ];
}
