import type { BodyRefusal } from "./body-problem.ts";

/** A body that was read whole, or why it was not. */
export type ReadBody =
  | { readonly ok: true; readonly text: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: BodyRefusal };

/**
 * Reads a body of at most `limit` bytes as UTF-8; stops reading as soon as it is longer. A client that goes away before
 * its end is `broken-off`; whatever is answered then reaches nobody.
 */
export async function readBody(request: Request, limit: number): Promise<ReadBody> {
  if (isEncoded(request)) return { ok: false, reason: "content-encoding" };
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > limit) return { ok: false, reason: "too-large" };
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body = bodyOf(request);
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit) return { ok: false, reason: "too-large" };
      chunks.push(chunk);
    }
  } catch (error) {
    if (!request.signal.aborted) throw error;
    return { ok: false, reason: "broken-off" };
  }
  const bytes = Buffer.concat(chunks);
  try {
    return { ok: true, bytes, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, reason: isUtf16(bytes) ? "utf-16" : "not-utf8" };
  }
}

/** Whether the body is compressed: what it grows to would have to be bounded as well, and no client asks for it. */
export function isEncoded({ headers }: Request): boolean {
  const encoding = headers.get("Content-Encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}

/** By its byte order mark. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/**
 * Splits a body into lines; a line longer than `limit` bytes comes as null and is skipped to its end. When the client goes
 * away the lines end with the last whole one.
 */
export async function* readLines(request: Request, limit: number): AsyncGenerator<string | null> {
  let pending: Buffer[] = [];
  let size = 0;
  let tooLong = false;
  const take = (): string | null => {
    const line = tooLong ? null : Buffer.concat(pending).toString("utf8");
    pending = [];
    size = 0;
    tooLong = false;
    return line;
  };
  try {
    for await (const chunk of bodyOf(request)) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
        keep(rest.subarray(0, end));
        yield take();
        rest = rest.subarray(end + 1);
      }
      keep(rest);
    }
  } catch (error) {
    if (!request.signal.aborted) throw error;
    return;
  }
  if (size > 0 || tooLong) yield take();

  function keep(part: Buffer): void {
    size += part.byteLength;
    if (size > limit) {
      tooLong = true;
      pending = [];
    } else if (part.byteLength > 0) {
      pending.push(part);
    }
  }
}

function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  return request.body ?? new ReadableStream<Uint8Array>({ start: (empty) => empty.close() });
}
