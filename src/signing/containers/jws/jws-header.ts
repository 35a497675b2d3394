import type { X509Certificate } from "node:crypto";

import { algorithmNamed, type JwsAlgorithm, type JwsAlgorithmName } from "../../algorithms/jws-algorithms.ts";
import type { RefusalReason } from "../../refusals/refusal.ts";
import { longestHeaderValue } from "../signature-headers.ts";
import { readCertificate } from "../../trust/certificate.ts";

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
  if (value.length > longestHeaderValue) return "header-too-large";
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
  const [leaf, ...issuers] = x5c.map(certificateOf);
  if (leaf === undefined) return "certificate-unreadable";
  const readable = issuers.filter((issuer) => issuer !== undefined);
  return readable.length === issuers.length ? [leaf, ...readable] : "certificate-unreadable";
}

function certificateOf(encoded: unknown): X509Certificate | undefined {
  const der = typeof encoded === "string" ? decode(encoded, "base64") : undefined;
  return der && readCertificate(der);
}

/** Only the one canonical spelling, so that no character of a signature can be changed without breaking it. */
function decode(text: string, encoding: "base64" | "base64url"): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.length > 0 && bytes.toString(encoding) === text ? bytes : undefined;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Whether an object anywhere in a text, which is valid JSON, names a member twice; JSON.parse would keep the last. */
function hasMemberTwice(json: string): boolean {
  const open: { readonly members: Set<string>; readonly isObject: boolean }[] = [];
  let awaitsName = false;
  for (const [text] of json.matchAll(token)) {
    const current = open.at(-1);
    if (text === "{" || text === "[") open.push({ members: new Set(), isObject: text === "{" });
    else if (text === "}" || text === "]") open.pop();
    else if (text.startsWith('"') && awaitsName && current?.isObject === true) {
      const name = String(JSON.parse(text));
      if (current.members.has(name)) return true;
      current.members.add(name);
    }
    awaitsName = text === "{" || text === ",";
  }
  return false;
}
