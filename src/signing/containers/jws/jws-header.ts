import { X509Certificate } from "node:crypto";

import { jwsLimit } from "./sign-jws.ts";
import { algorithmNamed, type JwsAlgorithm, type JwsAlgorithmName } from "./jws-algorithms.ts";
import type { RefusalReason } from "../../verify/refusal.ts";
import { hasMemberTwice } from "./json-members.ts";

/** A detached JWS taken apart; nothing in it is trusted yet. */
export interface ParsedJws {
  /** As it travels; part of what is signed. */
  readonly protectedHeader: string;
  readonly algorithm: JwsAlgorithm;
  /** The signing certificate first. */
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
  readonly thumbprint: string;
  readonly signedAt: Date;
  readonly signature: Buffer;
}

/** Takes a detached JWS apart, or says the first thing wrong with its form. */
export function parseDetachedJws(
  value: string,
  allowedAlgorithms: readonly JwsAlgorithmName[],
): ParsedJws | RefusalReason {
  if (value.length > jwsLimit) return "header-too-large";
  const [protectedHeader = "", payload, encodedSignature, ...more] = value.split(".");
  if (payload === undefined || encodedSignature === undefined || more.length > 0) return "malformed";
  if (payload !== "") return "payload-not-detached";
  const header = readHeader(protectedHeader);
  if (typeof header === "string") return header;

  const { alg, b64, crit, x5c, iat, "x5t#S256": thumbprint } = header;
  const algorithm = typeof alg === "string" ? algorithmNamed(alg) : undefined;
  if (algorithm === undefined || !allowedAlgorithms.includes(algorithm.name)) return "algorithm-refused";
  if (!Array.isArray(crit) || crit.length !== 1 || crit[0] !== "b64") return "crit-unknown";
  if (b64 !== false) return "b64-not-false";
  const chain = readChain(x5c);
  if (typeof chain === "string") return chain;
  if (typeof iat !== "number" || !Number.isSafeInteger(iat) || iat < 0) return "time-missing";
  if (typeof thumbprint !== "string") return "thumbprint-mismatch";
  const signature = decode(encodedSignature, "base64url");
  if (signature === undefined) return "malformed";
  return { protectedHeader, algorithm, chain, thumbprint, signedAt: new Date(iat * 1000), signature };
}

function readHeader(encoded: string): Partial<Record<string, unknown>> | RefusalReason {
  const text = decode(encoded, "base64url")?.toString("utf8") ?? "";
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header !== "object" || header === null) return "malformed";
    // RFC 7515, section 4: names must be unique. Of two, another reader might take the other one.
    return hasMemberTwice(text) ? "header-member-twice" : { ...header };
  } catch {
    return "malformed"; // not JSON
  }
}

function readChain(x5c: unknown): ParsedJws["chain"] | RefusalReason {
  if (!Array.isArray(x5c) || x5c.length === 0) return "certificate-missing";
  const [leaf, ...issuers] = x5c.map(readCertificate);
  if (leaf === undefined) return "certificate-unreadable";
  const readable = issuers.filter((issuer) => issuer !== undefined);
  return readable.length === issuers.length ? [leaf, ...readable] : "certificate-unreadable";
}

function readCertificate(encoded: unknown): X509Certificate | undefined {
  const der = typeof encoded === "string" ? decode(encoded, "base64") : undefined;
  if (der === undefined) return undefined;
  try {
    const certificate = new X509Certificate(der);
    // Asking for the key throws where its kind is unknown.
    return certificate.raw.equals(der) && certificate.publicKey.type === "public" ? certificate : undefined;
  } catch {
    return undefined; // not a certificate we can use: the caller refuses it
  }
}

/** Only the one canonical spelling, so that no character of a signature can be changed without breaking it. */
function decode(text: string, encoding: "base64" | "base64url"): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.length > 0 && bytes.toString(encoding) === text ? bytes : undefined;
}
