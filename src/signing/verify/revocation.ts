import { createHash, type X509Certificate } from "node:crypto";

import { subjectOf } from "../certificate.ts";
import { certificateDetails, crlUrlsOf, ocspUrlsOf } from "./certificate-details.ts";
import type { CertificatePath } from "./certificate-path.ts";
import { answerOfCrl, type RevocationAnswer } from "./crl.ts";
import { NotDer } from "./der.ts";
import { answerOfOcsp, ocspRequest } from "./ocsp.ts";
import { Refused } from "./refused.ts";

/** How revocation is asked for. Addresses come from certificates that already lead to a trust anchor. */
export interface RevocationPolicy {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly cache: RevocationCache;
  /** What happens when no responder and no list can be had, or none that can be relied on. */
  readonly whenUnreachable: "refuse" | "accept-with-warning";
  /** For one question. Default 5,000. */
  readonly timeoutMs?: number;
  /** Largest answer read. Default 10 MiB. */
  readonly largestBytes?: number;
}

/** Remembers answers and failures; share one between verifications. */
export interface RevocationCache {
  get(key: string): CachedAnswer | undefined;
  set(key: string, value: CachedAnswer): void;
}

interface CachedAnswer {
  /** The last answer that could be relied on. */
  readonly answer: RevocationAnswer | undefined;
  /** When it was last asked for, with or without success. */
  readonly askedAt: Date;
}

/** A good answer is asked for again after this, though it may claim to last for days. */
const askAgainMs = 60 * 60 * 1000;
/** After a failure nobody is asked for this long, so that a dead responder does not hold every message up. */
const pauseMs = 60 * 1000;

/** A cache in memory that forgets the oldest entries. */
export function createRevocationCache(mostEntries = 1000): RevocationCache {
  const entries = new Map<string, CachedAnswer>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}

export interface RevocationQuestion {
  readonly policy: RevocationPolicy;
  readonly now: Date;
  /** Time at which the signature was there for certain: a revocation after it does not count. Default: now. */
  readonly provenAt: Date | undefined;
  readonly allowSha1: boolean;
}

/**
 * Asks for every certificate of a path but its anchor: OCSP first, then the list of the CA.
 *
 * @returns subjects of the certificates nobody could tell about, where the policy accepts that
 * @throws Refused `certificate-revoked`, `revocation-unknown`, `revocation-unreachable`
 */
export async function requireNotRevoked(path: CertificatePath, question: RevocationQuestion): Promise<string[]> {
  const untold: string[] = [];
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    const who = subjectOf(certificate);
    const answer = await cachedAnswer(certificate, issuer, question);
    if (answer === undefined) {
      if (question.policy.whenUnreachable === "refuse") throw new Refused("revocation-unreachable", who);
      untold.push(who);
    } else if (answer.status === "unknown") {
      throw new Refused("revocation-unknown", who);
    } else if (answer.status === "revoked" && !(question.provenAt !== undefined && question.provenAt < answer.at)) {
      throw new Refused("certificate-revoked", `${answer.at.toISOString()}, ${who}`);
    }
  }
  return untold;
}

async function cachedAnswer(
  certificate: X509Certificate,
  issuer: X509Certificate,
  question: RevocationQuestion,
): Promise<RevocationAnswer | undefined> {
  const { policy, now } = question;
  const { serialHex } = certificateDetails(certificate);
  const key = `${createHash("sha256").update(issuer.raw).digest("base64url")}.${serialHex}`;
  const cached = policy.cache.get(key);
  const held = cached?.answer !== undefined && now <= cached.answer.until ? cached.answer : undefined;
  const pause = held === undefined ? pauseMs : askAgainMs;
  if (cached !== undefined && now.getTime() - cached.askedAt.getTime() < pause) return held;
  const answer = (await ask(certificate, issuer, question)) ?? held;
  policy.cache.set(key, { answer, askedAt: now });
  return answer;
}

async function ask(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { policy, now, allowSha1 }: RevocationQuestion,
): Promise<RevocationAnswer | undefined> {
  const details = certificateDetails(certificate);
  const common = { certificate, issuer, now, allowSha1 };
  const request = ocspRequest(common);
  const post = { method: "POST", body: request, headers: { "content-type": "application/ocsp-request" } };
  for (const url of addressesIn(() => ocspUrlsOf(details))) {
    const answer = await read(policy, url, post, (bytes) => answerOfOcsp(bytes, common));
    if (answer !== undefined) return answer;
  }
  for (const url of addressesIn(() => crlUrlsOf(details))) {
    const answer = await read(policy, url, {}, (bytes) => answerOfCrl(bytes, common));
    if (answer !== undefined) return answer;
  }
  return undefined;
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

async function read(
  { fetch, timeoutMs = 5_000, largestBytes = 10 * 1024 * 1024 }: RevocationPolicy,
  url: string,
  init: RequestInit,
  understand: (bytes: Uint8Array) => RevocationAnswer | undefined,
): Promise<RevocationAnswer | undefined> {
  let bytes: Uint8Array;
  try {
    const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok || response.body === null) return undefined;
    bytes = await readUpTo(response.body, largestBytes);
  } catch {
    return undefined; // the network fails as it likes; the policy says what that means
  }
  try {
    return understand(bytes);
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
