import { hash, type X509Certificate } from "node:crypto";

import type { Clock, Random } from "#core/ports/ports.ts";
import type { StampResult, TimestampAuthority } from "#core/proof/timestamps.ts";

import { readSignedData } from "../containers/cms/read-signed-data.ts";
import { integerHex, oidOf, smallInteger } from "../der/read-der-values.ts";
import { contextTag, derTag } from "../der/der-tags.ts";
import { DerReader, NotDer, readDer } from "../der/read-der.ts";
import { SignatureRefused } from "../refusals/refusal.ts";
import { verifyTimestampToken } from "./verify-timestamp.ts";
import { derNull, derOctetString, derOid, derSequence, derSmallInteger, derValue } from "../der/write-der.ts";
import { digests } from "../algorithms/digests.ts";

/** Where timestamps come from, and whom to believe. */
export interface TimestampClientOptions {
  readonly url: string;
  /** CAs of the authority. A token that leads to none of them is not taken. */
  readonly trustAnchors: readonly X509Certificate[];
  /** Policy (object identifier) to ask for; absent: the authority's own choice. */
  readonly policy?: string;
  readonly timeoutMs: number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Real answers take a few thousand bytes, certificates included. */
const largestAnswer = 256 * 1024;

/**
 * A client of an RFC 3161 authority over HTTP (section 3.4). Tokens are verified before they are believed.
 *
 * @example
 * const fetch = async () => new Response(null, { status: 503 });
 * const url = "http://tsa.example";
 * const client = createTimestampClient({ url, trustAnchors: [ca], timeoutMs: 1000, fetch, clock, random });
 * await client.stamp(body); // => { kind: "failed", cause: "http-status", detail: "503" }
 */
export function createTimestampClient(options: TimestampClientOptions): TimestampAuthority {
  const { url, policy, timeoutMs, fetch, clock, random, trustAnchors } = options;
  return {
    async stamp(bytes, signal) {
      const nonce = nonceFrom(random.uuid());
      const limit = AbortSignal.timeout(timeoutMs);
      const init = {
        method: "POST",
        headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
        body: timestampRequest(bytes, { nonce, ...(policy !== undefined && { policy }) }),
        redirect: "error",
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      } as const;
      let answer: Uint8Array;
      try {
        const response = await fetch(url, init);
        if (!response.ok) return failed("http-status", String(response.status));
        answer = await readUpTo(response, largestAnswer);
      } catch (error) {
        return failed("unreachable", error instanceof Error ? error.message : String(error));
      }
      return readAnswer(answer, { bytes, nonce, policy, trustAnchors, now: new Date(clock.now()) });
    },
  };
}

/** TimeStampReq (section 2.4.1) over the SHA-256 of these bytes; the authority is asked to send its certificates along. */
function timestampRequest(
  bytes: Uint8Array,
  { nonce, policy }: { readonly nonce: Uint8Array; readonly policy?: string },
): Buffer {
  const algorithm = derSequence(derOid(digests.sha256.oid), derNull());
  const imprint = derSequence(algorithm, derOctetString(hash("sha256", bytes, "buffer")));
  return derSequence(
    derSmallInteger(1),
    imprint,
    ...(policy === undefined ? [] : [derOid(policy)]),
    derValue(derTag.integer, nonce),
    derValue(derTag.boolean, Uint8Array.of(0xff)),
  );
}

interface Expected {
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
  readonly policy: string | undefined;
  readonly trustAnchors: readonly X509Certificate[];
  readonly now: Date;
}

/** TimeStampResp (section 2.4.2): granted, over our bytes, with our nonce, under the policy asked for, by who is trusted. */
function readAnswer(answer: Uint8Array, { bytes, nonce, policy, trustAnchors, now }: Expected): StampResult {
  try {
    const response = new DerReader(readDer(answer, derTag.sequence));
    const status = smallInteger(new DerReader(response.take(derTag.sequence)).take(derTag.integer));
    // granted, or granted with modifications, which the checks below judge.
    if (status > 1) return failed("refused", `status ${status}`);
    const token = response.take(derTag.sequence).bytes;
    response.end();
    const { at } = verifyTimestampToken({ token, over: bytes }, { trustAnchors: [], now }, trustAnchors);
    const info = readInfo(token);
    if (info.nonce !== Buffer.from(nonce).toString("hex")) return failed("nonce-mismatch", info.nonce ?? "none");
    if (policy !== undefined && info.policy !== policy) return failed("policy-mismatch", info.policy);
    return { kind: "stamped", token, at };
  } catch (error) {
    if (error instanceof SignatureRefused) return failed(error.reason, error.message);
    if (error instanceof NotDer) return failed("answer-malformed", error.message);
    throw error;
  }
}

/** Policy and nonce of a token's TSTInfo (section 2.4.2). */
function readInfo(token: Uint8Array): { readonly policy: string; readonly nonce: string | undefined } {
  const { content } = readSignedData(token);
  if (content === undefined) throw new NotDer("no content");
  const info = new DerReader(readDer(content, derTag.sequence));
  info.take(derTag.integer);
  const policy = oidOf(info.take(derTag.oid));
  info.take(derTag.sequence);
  info.take(derTag.integer);
  info.take(derTag.generalizedTime);
  info.maybe(derTag.sequence); // accuracy
  info.maybe(derTag.boolean); // ordering
  const nonce = info.maybe(derTag.integer);
  info.maybe(contextTag(0)); // name of the authority
  info.maybe(contextTag(1)); // extensions
  info.end();
  return { policy, nonce: nonce && integerHex(nonce) };
}

/** Content of a positive INTEGER of eight bytes, in its shortest form: never zero, never with a sign. */
function nonceFrom(uuid: string): Uint8Array {
  const bytes = Buffer.from(uuid.replaceAll("-", "").slice(0, 16), "hex");
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

async function readUpTo(response: Response, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  for await (const chunk of body) {
    length += chunk.length;
    if (length > largest) throw new RangeError(`more than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function failed(cause: string, detail: string): StampResult {
  return { kind: "failed", cause, detail };
}
