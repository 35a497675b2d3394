import { z } from "@hono/zod-openapi";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import type { PageRequest } from "#core/ports/page.ts";

/** Rows of a page whose reader names no number. */
const USUAL_PAGE = 50;

/** A place handed out by an earlier answer. */
export const cursor = z.string().max(500);

/** How many rows a reader wants; more than the gateway gives is no error, he gets what it gives. */
export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .optional()
  .describe(
    "Số dòng mỗi trang; nhiều hơn limits.maxPageSize thì nhận chừng đó. Rows per page, at most limits.maxPageSize.",
  );

/** The part of a query that every list in pages has. */
export const pageShape = {
  cursor: cursor
    .optional()
    .describe("Trang sau: giá trị nextCursor của trang trước. Next page: nextCursor of the last."),
  limit,
};

/** Where a page tells how to go on. */
export const nextCursor = z
  .string()
  .nullable()
  .describe("Đưa vào cursor để lấy trang sau; null: hết. Goes into cursor for the next page; null: the last one.");

/** How many rows a page gets. */
export function pageSize(wanted: number | undefined, { maxPageSize }: Pick<HttpLimits, "maxPageSize">): number {
  return Math.min(wanted ?? USUAL_PAGE, maxPageSize);
}

/** The page that a query asks for. */
export function pageOf(
  query: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  limits: Pick<HttpLimits, "maxPageSize">,
): PageRequest {
  return {
    limit: pageSize(query.limit, limits),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  };
}
