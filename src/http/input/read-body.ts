import { setImmediate as nextTurn } from "node:timers/promises";
import type { HeldBytes } from "../access/client-shares.ts";
import type { BodyRefusal } from "./body-issue.ts";

/** Bytes after which a sender is believed how long its body is. */
const BELIEVED_FROM = 256 * 1024;

/** A body that was read whole, or why it was not. */
export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: BodyRefusal };

/** How a body is read. */
export interface BodyTerms {
  /** Longest body, or line, in bytes. */
  readonly limit: number;
  /** Longest that the whole body may take to arrive, or a stream of lines be silent, in seconds. */
  readonly seconds: number;
  /** What the bytes count in while they are held. */
  readonly held: HeldBytes;
}

/** A line, or why there is none; after `too-slow` and `too-long-open` no more come. */
export type ReadLine = Buffer | Extract<BodyRefusal, "too-large" | "busy" | "too-slow" | "too-long-open">;

/**
 * Reads a body of at most `limit` bytes; stops reading as soon as it is longer, later than it may be, or more than its
 * sender may have in memory. A client that goes away before its end is `broken-off`; whatever is answered then reaches
 * nobody. The bytes stay taken of `held`: whoever is done with them releases them.
 */
export async function readBody(request: Request, { limit, seconds, held }: BodyTerms): Promise<ReadBody> {
  if (isEncoded(request)) return { ok: false, reason: "content-encoding" };
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > limit) return { ok: false, reason: "too-large" };
  const gathered = gather(declared);
  let size = 0;
  const endsAt = performance.now() + seconds * 1000;
  try {
    for await (const chunk of chunksOf(request, () => endsAt)) {
      size += chunk.byteLength;
      if (size > limit) return { ok: false, reason: "too-large" };
      if (!held.take(chunk.byteLength)) return { ok: false, reason: "busy" };
      gathered.add(chunk);
    }
  } catch (error) {
    if (error instanceof TooSlow) return { ok: false, reason: "too-slow" };
    if (!request.signal.aborted) throw error;
    return { ok: false, reason: "broken-off" };
  }
  return { ok: true, bytes: gathered.bytes() };
}

/**
 * Puts the chunks of a body together. Where it is said how long it is, they are gathered where they stay, for twice would be
 * twice the memory; but only once enough came for the sender to be believed.
 */
function gather(declared: number) {
  let whole: Buffer | null = null;
  let size = 0;
  let chunks: Uint8Array[] = [];
  return {
    add(chunk: Uint8Array): void {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (whole === null && (size > declared || size < Math.min(declared, BELIEVED_FROM))) return;
      whole ??= Buffer.allocUnsafeSlow(declared);
      let end = size;
      for (const part of chunks.toReversed()) {
        end -= part.byteLength;
        whole.set(part, end);
      }
      chunks = [];
    },
    bytes: (): Uint8Array => whole?.subarray(0, size) ?? Buffer.concat(chunks),
  };
}

/** Whether the body is compressed: what it grows to would have to be bounded as well, and no client asks for it. */
export function isEncoded({ headers }: Request): boolean {
  const encoding = headers.get("Content-Encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}

/**
 * Splits a body into lines; a line longer than `limit` bytes, or than may be held, comes as the reason and is skipped to
 * its end. When the client goes away the lines end with the last whole one.
 *
 * @param terms.openSeconds longest that the body may come in all
 */
export async function* readLines(
  request: Request,
  { limit, seconds, openSeconds, held }: BodyTerms & { readonly openSeconds: number },
): AsyncGenerator<ReadLine> {
  let pending: Buffer[] = [];
  let size = 0;
  let refused: "too-large" | "busy" | null = null;
  const take = (): ReadLine => {
    const line = refused ?? Buffer.concat(pending);
    drop();
    size = 0;
    refused = null;
    return line;
  };
  const closesAt = performance.now() + openSeconds * 1000;
  try {
    for await (const chunk of chunksOf(request, () => Math.min(closesAt, performance.now() + seconds * 1000))) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
        keep(rest.subarray(0, end));
        yield take();
        rest = rest.subarray(end + 1);
      }
      keep(rest);
    }
    if (size > 0 || refused !== null) yield take();
  } catch (error) {
    if (error instanceof TooSlow) yield performance.now() >= closesAt ? "too-long-open" : "too-slow";
    else if (!request.signal.aborted) throw error;
    return;
  } finally {
    drop();
  }
  function keep(part: Buffer): void {
    size += part.byteLength;
    if (refused !== null || part.byteLength === 0) return;
    if (size > limit) refused = "too-large";
    else if (!held.take(part.byteLength)) refused = "busy";
    if (refused === null) pending.push(part);
    else drop();
  }

  function drop(): void {
    held.release(pending.reduce((bytes, part) => bytes + part.byteLength, 0));
    pending = [];
  }
}

/**
 * Bytes of one body that are taken in one turn of the event loop. A body that comes as fast as it is read would otherwise keep
 * the loop at it, and each answer to somebody else takes several turns.
 */
const TAKEN_AT_ONCE = 64 * 1024;

/** A body did not come in time. */
class TooSlow extends Error {}

/**
 * The chunks of a body, each until a time of its own.
 * @throws TooSlow where one is later
 */
async function* chunksOf(request: Request, until: () => number): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  if (reader === undefined) return;
  let isOver = false;
  let taken = 0;
  try {
    for (;;) {
      const next = await inTime(reader.read(), until());
      if (next.done) {
        isOver = true;
        return;
      }
      yield next.value;
      taken += next.value.byteLength;
      if (taken < TAKEN_AT_ONCE) continue;
      await nextTurn();
      taken = 0;
    }
  } finally {
    // Nobody waits for this: the client may take for ever to notice.
    if (!isOver) reader.cancel().catch(() => undefined);
  }
}

async function inTime<T>(coming: Promise<T>, until: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooSlow()), Math.max(0, until - performance.now()));
  try {
    return await Promise.race([coming, late.promise]);
  } finally {
    clearTimeout(timer);
    coming.catch(() => undefined);
  }
}
