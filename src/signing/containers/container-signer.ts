import { Fault } from "#core/fault.ts";
import type { DetachedSignature, Signer } from "#core/ports/ports.ts";

import { requireInForce, subjectOf, thumbprintOf } from "../trust/certificate.ts";
import { algorithmFor, type JwsAlgorithm } from "./jws/jws-algorithms.ts";
import type { SigningKey } from "../keys/signing-key.ts";

/** Longest value of a signature header made and accepted, in characters; Node takes 16 KiB of headers per request. */
export const headerLimit = 12 * 1024;

/** Gives a time-stamp token (RFC 3161, DER of the ContentInfo) over a SHA-256 digest. */
export type Timestamp = (digest: Buffer) => Promise<Uint8Array>;

/** A container: how a signature over bytes is laid out. */
export interface Container {
  readonly profile: string;
  /** HTTP header its values travel in. */
  readonly header: string;
  /** The header's value. @param now time of signing, which the signature states */
  seal(bytes: Uint8Array, now: Date): Promise<string>;
}

/**
 * The signer every container shares: only while the certificate is in force, never longer than a header may be.
 */
export function createContainerSigner({ path, chain }: SigningKey, { profile, header, seal }: Container): Signer {
  const [certificate] = chain;
  const certificateThumbprint = thumbprintOf(certificate);
  return {
    profile,
    subject: subjectOf(certificate),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    async sign(bytes: Uint8Array, now: Date): Promise<DetachedSignature> {
      requireInForce(certificate, now, path);
      const value = await seal(bytes, now);
      requireValueFits(profile, value);
      return { profile, header, value, certificateThumbprint };
    },
  };
}

/** @throws Fault `key-unreadable` when the key is of a kind the profile does not sign with */
export function requireAlgorithm(
  { path, publicKey }: SigningKey,
  profile: string,
  accepted: readonly string[] = ["RS256", "ES256"],
): JwsAlgorithm {
  const algorithm = algorithmFor(publicKey);
  if (algorithm !== undefined && accepted.includes(algorithm.name)) return algorithm;
  const [vi, en] = accepted.includes("ES256") ? ["RSA hoặc ECDSA P-256", "RSA or ECDSA P-256"] : ["RSA", "RSA"];
  throw new Fault("key-unreadable", {
    vi: `Loại khóa trong «${path}» không dùng được với kiểu ký ${profile}. Hãy dùng khóa ${vi}.`,
    en: `The kind of key in "${path}" cannot be used with profile ${profile}. Use ${en}.`,
  });
}

/**
 * @param length characters that the part of a header's value that never changes takes
 * @param reserve characters the rest takes with the largest usual key (RSA 4096)
 * @throws Fault `key-unreadable` when no signature with this chain could travel in a header
 */
export function requireChainFits({ path }: SigningKey, length: number, reserve: number): void {
  if (length + reserve <= headerLimit) return;
  throw new Fault("key-unreadable", {
    vi: `Chuỗi chứng thư trong «${path}» quá dài để gửi kèm chữ ký. Hãy bỏ bớt chứng thư không cần thiết trong tệp.`,
    en: `The certificate chain in "${path}" is too long to travel with a signature. Remove certificates that are not needed.`,
  });
}

/** The certificates that travel with a signature: without a self-signed root, which the verifier has. */
export function chainToSend([leaf, ...issuers]: SigningKey["chain"]): SigningKey["chain"] {
  return [leaf, ...issuers.filter((issuer) => !issuer.checkIssued(issuer))];
}

/** @throws Fault `signature-too-long` when a value is longer than a header may be */
export function requireValueFits(profile: string, value: string): void {
  if (value.length > headerLimit) throw tooLong(profile, value.length);
}

function tooLong(profile: string, length: number): Fault {
  return new Fault("signature-too-long", {
    vi: `Chữ ký kiểu ${profile} dài ${length} ký tự, quá ${headerLimit} ký tự một tiêu đề HTTP mang được. Hãy bớt chứng thư trong tệp khóa hoặc không kèm dấu thời gian.`,
    en: `A signature of profile ${profile} takes ${length} characters, more than the ${headerLimit} an HTTP header carries. Send fewer certificates or no time-stamp.`,
  });
}
