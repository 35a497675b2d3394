import type { JsonValue } from "#core/message/message.ts";
import { parseJson } from "#core/message/canonical-json.ts";

/** The body as bytes and as JSON, or why it is refused. */
export type ReadJson =
  | { readonly json: JsonValue; readonly bytes: Uint8Array }
  | { readonly status: 400 | 415; readonly refused: string };

/** Reads JSON in UTF-8. Its length is bounded before this is called. */
export async function readJson(request: Request): Promise<ReadJson> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    return { status: 415, refused: "Chỉ nhận nội dung application/json" };
  const bytes = new Uint8Array(await request.arrayBuffer());
  try {
    return { json: parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), bytes };
  } catch (error) {
    // Neither UTF-8 nor JSON is something a client may send; anything else is our own fault and goes on.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    return { status: 400, refused: "Dữ liệu gửi lên không phải JSON" };
  }
}
