import { createHash } from "node:crypto";

import { BoundedMap } from "./bounded-map.ts";
import { certificateDetails, crlUrlsOf, ocspUrlsOf } from "./certificate-details.ts";
import { answerOfCrl, type RevocationAnswer } from "./crl.ts";
import { NotDer } from "../der/read-der.ts";
import { createTurns } from "./in-turn.ts";
import { answerOfOcsp, ocspRequest } from "./ocsp.ts";
import { Refused } from "../verify/refused.ts";
import { hostRule } from "./revocation-hosts.ts";
import type { RevocationQuestion, RevocationSource } from "./revocation.ts";

export type RevocationFetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RevocationSourceOptions {
  readonly fetch: RevocationFetch;
  /** Hosts at which the addresses in certificates are asked, see {@link hostRule}. Default: none, so no address is. */
  readonly hosts?: readonly string[];
  /** Addresses that are asked about every certificate, before its own. */
  readonly ocspUrls?: readonly string[];
  readonly crlUrls?: readonly string[];
  /** Lists at hand, read each time they are needed; DER. What cannot be read is not there. */
  readonly lists?: readonly (() => Promise<Uint8Array>)[];
  /** Answers of responders at hand, DER. */
  readonly answers?: readonly Uint8Array[];
  readonly limits?: Partial<RevocationLimits>;
}

/** Bounds of what is asked for and remembered. */
export interface RevocationLimits {
  /** For one question. Milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer or list read. */
  readonly largestBytes: number;
  /** Answers remembered, one for each certificate. */
  readonly answers: number;
  /** Lists remembered, and their bytes together. */
  readonly lists: number;
  readonly listBytes: number;
  /** What was got longer ago is not relied on, however long its CA says that it holds. Milliseconds. */
  readonly maxAgeMs: number;
  /** The same for when a responder gave its answer: others could play an old one again. Milliseconds. */
  readonly ocspMaxAgeMs: number;
}

export const defaultRevocationLimits: RevocationLimits = {
  timeoutMs: 5000,
  largestBytes: 10 * 1024 * 1024,
  answers: 1000,
  lists: 64,
  listBytes: 64 * 1024 * 1024,
  maxAgeMs: 24 * 60 * 60 * 1000,
  ocspMaxAgeMs: 7 * 24 * 60 * 60 * 1000,
};

/** An answer is asked for again after this, though it may claim to last for days. */
const askAgainMs = 60 * 60 * 1000;
/** After a failure nobody is asked for this long, so that a dead responder does not hold every message up. */
const pauseMs = 60 * 1000;

/** An answer that could be relied on, and when it came into the house. */
interface Got {
  readonly answer: RevocationAnswer;
  readonly gotAt: Date;
}

interface KnownAnswer {
  readonly last: Got | undefined;
  /** When it was last asked for, with or without success. */
  readonly askedAt: Date;
}

interface HeldList {
  readonly bytes: Uint8Array;
  readonly since: Date;
  readonly gotAt: Date;
}

/**
 * Asks responders (OCSP) first, then for the lists of the CA; one question at a time to one address, and each thing once
 * for all who wait for it. Keeps answers and lists within bounds; what it keeps bridges an outage of the CA until it ends or
 * grows too old. A revocation once learnt stays until the CA says something newer.
 */
export function createRevocationSource(options: RevocationSourceOptions): RevocationSource {
  const limits = { ...defaultRevocationLimits, ...options.limits };
  const { ocspUrls = [], crlUrls = [], lists: files = [], answers: given = [] } = options;
  const mayAsk = hostRule(options.hosts ?? []);
  const known = new BoundedMap<KnownAnswer>({ entries: limits.answers });
  const lists = new BoundedMap<HeldList>({
    entries: limits.lists,
    size: limits.listBytes,
    sizeOf: ({ bytes }) => bytes.length,
  });
  const failures = new BoundedMap<Date>({ entries: limits.answers });
  const inTurn = createTurns();

  return {
    answerFor(question) {
      const key = keyOf(question);
      return inTurn(key, async () => {
        const { now } = question;
        const before = known.get(key);
        const held = before?.last !== undefined && isUsable(before.last, now) ? before.last : undefined;
        const waitMs = held === undefined ? pauseMs : Math.min(askAgainMs, limits.maxAgeMs);
        if (before !== undefined && since(before.askedAt, now) < waitMs) return held?.answer;
        const last = newerOf(await ask(question), held) ?? held;
        known.set(key, { last, askedAt: now });
        return last?.answer;
      });
    },
  };

  function isUsable({ answer, gotAt }: Got, now: Date): boolean {
    return answer.status === "revoked" || (now <= answer.until && since(gotAt, now) <= limits.maxAgeMs);
  }

  async function ask(question: RevocationQuestion): Promise<Got | undefined> {
    const details = certificateDetails(question.certificate);
    for (const bytes of given) {
      const answer = understandOcsp(bytes, question);
      if (answer !== undefined) return { answer, gotAt: question.now };
    }
    for (const url of [...ocspUrls, ...addressesIn(() => ocspUrlsOf(details)).filter(mayAsk)]) {
      const got = await inTurn(url, () => askResponder(url, question));
      if (got !== undefined) return got;
    }
    for (const url of [...crlUrls, ...addressesIn(() => crlUrlsOf(details)).filter(mayAsk)]) {
      const got = await inTurn(url, () => askList(url, question));
      if (got !== undefined) return got;
    }
    for (const read of files) {
      const bytes = await read().catch(() => undefined); // not there: the policy says what that means
      const answer = bytes && understandList(bytes, question);
      if (answer !== undefined) return { answer, gotAt: question.now };
    }
    return undefined;
  }

  async function askResponder(url: string, question: RevocationQuestion): Promise<Got | undefined> {
    const headers = { "content-type": "application/ocsp-request" };
    const bytes = await load(url, { method: "POST", body: ocspRequest(question), headers }, question.now);
    const answer = bytes && understandOcsp(bytes, question);
    return answer && { answer, gotAt: question.now };
  }

  async function askList(url: string, question: RevocationQuestion): Promise<Got | undefined> {
    const { now } = question;
    const held = lists.get(url);
    const age = held === undefined ? Number.POSITIVE_INFINITY : since(held.gotAt, now);
    if (held !== undefined && age < Math.min(askAgainMs, limits.maxAgeMs)) return fromHeld(held, question);
    const bytes = await load(url, {}, now);
    const answer = bytes && understandList(bytes, question);
    // An older list than the one held could only hide what was revoked since.
    if (bytes !== undefined && answer !== undefined && !(held !== undefined && held.since > answer.since)) {
      lists.set(url, { bytes, since: answer.since, gotAt: now });
      return { answer, gotAt: now };
    }
    return held !== undefined && age <= limits.maxAgeMs ? fromHeld(held, question) : undefined;
  }

  function fromHeld({ bytes, gotAt }: HeldList, question: RevocationQuestion): Got | undefined {
    const answer = understandList(bytes, question);
    return answer && { answer, gotAt };
  }

  function understandOcsp(bytes: Uint8Array, question: RevocationQuestion): RevocationAnswer | undefined {
    return understood(() => answerOfOcsp(bytes, { ...question, maxAgeMs: limits.ocspMaxAgeMs }));
  }

  function understandList(bytes: Uint8Array, question: RevocationQuestion): RevocationAnswer | undefined {
    return understood(() => answerOfCrl(bytes, question));
  }

  /** The body of an answer; undefined where there is none, or nobody is to be asked because that failed just now. */
  async function load(url: string, init: RequestInit, now: Date): Promise<Uint8Array | undefined> {
    const failedAt = failures.get(url);
    if (failedAt !== undefined && since(failedAt, now) < pauseMs) return undefined;
    try {
      const signal = AbortSignal.timeout(limits.timeoutMs);
      const response = await options.fetch(url, { ...init, redirect: "error", signal });
      if (response.ok && response.body !== null) return await readUpTo(response.body, limits.largestBytes);
    } catch {
      // the network fails as it likes; the policy says what that means
    }
    failures.set(url, now);
    return undefined;
  }
}

/** A certificate by its issuer and number. */
function keyOf({ certificate, issuer, allowSha1 }: RevocationQuestion): string {
  const { serialHex } = certificateDetails(certificate);
  return `${createHash("sha256").update(issuer.raw).digest("base64url")}.${serialHex}.${allowSha1}`;
}

/** What was said before a revocation became known does not undo it. */
function newerOf(got: Got | undefined, held: Got | undefined): Got | undefined {
  const isUndone =
    held?.answer.status === "revoked" &&
    got !== undefined &&
    got.answer.status !== "revoked" &&
    got.answer.since <= held.answer.since;
  return isUndone ? undefined : got;
}

function since(time: Date, now: Date): number {
  return now.getTime() - time.getTime();
}

/** Addresses that cannot be read are addresses that are not there: then nobody can be asked, and the policy decides. */
function addressesIn(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDer) return [];
    throw error;
  }
}

function understood(read: () => RevocationAnswer | undefined): RevocationAnswer | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDer || error instanceof Refused || isUnreadable(error)) return undefined;
    throw error;
  }
}

async function readUpTo(body: ReadableStream<Uint8Array>, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > largest) throw new RangeError(`more than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What node:crypto throws for a certificate or key it cannot read. */
function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_OSSL") || code.startsWith("ERR_CRYPTO");
}
