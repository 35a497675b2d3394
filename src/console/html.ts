import type { HtmlEscapedString } from "hono/utils/html";

/** A piece of a page as hono's `html` template gives it; escaped already. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
