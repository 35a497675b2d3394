import type { z } from "zod";
import { problemDocument } from "../problem.ts";

/** One call of the API, as the document describes it. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: Readonly<Record<string, object>>;
  readonly answers: Readonly<
    Record<string, { readonly description: string; readonly schema?: z.ZodType; readonly type?: string }>
  >;
  /** Without a key. */
  readonly open?: boolean;
}

/** Refusals that any call may answer with. */
export const refusals = {
  "401": { description: "Chưa xác thực. No valid key.", schema: problemDocument },
  "403": { description: "Không có quyền. Right is missing.", schema: problemDocument },
};
/** The same, where what is asked for may not be there. */
export const lookupRefusals = {
  ...refusals,
  "404": { description: "Không tìm thấy. Not found.", schema: problemDocument },
};
