import type { X509Certificate } from "node:crypto";

import { answerOfCrl, type RevocationAnswer } from "./crl.ts";
import { derTag, DerReader, NotDer, readDer } from "../der/read-der.ts";
import { answerOfOcsp } from "./ocsp.ts";
import { Refused } from "../verify/refused.ts";

/** What a CA said about revocation, kept to be read again later. */
export interface RevocationData {
  readonly kind: "crl" | "ocsp";
  /** DER. */
  readonly bytes: Uint8Array;
}

/** Tells a list (DER or PEM) from a responder's answer (DER); undefined for anything else. Nothing in it is trusted yet. */
export function readRevocationData(file: Uint8Array): RevocationData | undefined {
  const text = Buffer.from(file.subarray(0, 64)).toString("latin1");
  const bytes = text.includes("-----BEGIN X509 CRL-----") ? fromPem(file) : file;
  try {
    const { tag } = new DerReader(readDer(bytes, derTag.sequence)).take();
    if (tag === derTag.enumerated) return { kind: "ocsp", bytes };
    return tag === derTag.sequence ? { kind: "crl", bytes } : undefined;
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

export interface KeptQuestion {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  /** Time at which the data was kept: it must have been fresh then. */
  readonly now: Date;
}

/** What kept data says of a certificate; undefined where none of it can be relied on for this one. */
export function answerOfData(kept: readonly RevocationData[], question: KeptQuestion): RevocationAnswer | undefined {
  const answers = kept.map((one) => answerOfOne(one, question)).filter((answer) => answer !== undefined);
  // Who is revoked in one answer is revoked, whatever an older one says.
  return (
    answers.find(({ status }) => status === "revoked") ?? answers.find(({ status }) => status === "good") ?? answers[0]
  );
}

function answerOfOne({ kind, bytes }: RevocationData, question: KeptQuestion): RevocationAnswer | undefined {
  const read = kind === "crl" ? answerOfCrl : answerOfOcsp;
  try {
    // Kept when the container was made, and judged as of then: how long ago it had been given then is for its CA to bound.
    return read(bytes, { ...question, allowSha1: false, maxAgeMs: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (error instanceof NotDer || error instanceof Refused || isUnreadable(error)) return undefined;
    throw error;
  }
}

/** What node:crypto throws for a certificate or key it cannot read. */
function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_OSSL") || code.startsWith("ERR_CRYPTO");
}

function fromPem(file: Uint8Array): Uint8Array {
  const [, body = ""] =
    /-----BEGIN X509 CRL-----([\s\S]*?)-----END X509 CRL-----/.exec(Buffer.from(file).toString("latin1")) ?? [];
  return Buffer.from(body, "base64");
}
