import type { X509Certificate } from "node:crypto";

import { NotDer } from "../der/read-der.ts";
import { SignatureRefused } from "../refusals/refusal.ts";
import { clockSkewMs } from "./certificate.ts";

/** What a CA is asked: whether a certificate it issued is revoked. */
export interface RevocationQuestion {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  /** Time at which the answer has to be fresh. */
  readonly now: Date;
  readonly allowSha1: boolean;
}

/** What a CA says of one certificate, and from when to when it says this. */
export type RevocationAnswer = (
  | { readonly status: "good" | "unknown" }
  | { readonly status: "revoked"; readonly at: Date }
) & { readonly since: Date; readonly until: Date };

/** Made later than any clock that goes wrong a little explains. */
export function isFromFuture({ thisUpdate }: { readonly thisUpdate: Date }, now: Date): boolean {
  return thisUpdate.getTime() > now.getTime() + clockSkewMs;
}

/** What is read from a list or a responder's answer; undefined where it cannot be read or its signature not be judged. */
export function readableAnswer(read: () => RevocationAnswer | undefined): RevocationAnswer | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotDer || error instanceof SignatureRefused || isUnreadable(error)) return undefined;
    throw error;
  }
}

/** What node:crypto throws for a certificate or key it cannot read. */
function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("ERR_OSSL") || code.startsWith("ERR_CRYPTO");
}
