import { verify } from "node:crypto";

import { isIssuedBy, thumbprintOf } from "../../trust/certificate.ts";
import { dsaEncodingOf, signingInput } from "./sign-jws.ts";
import { type JwsAlgorithmName, jwsAlgorithmNames } from "./jws-algorithms.ts";
import { parseDetachedJws, type ParsedJws } from "./jws-header.ts";
import { Refused, demand } from "../../verify/refused.ts";
import type { Sealed } from "../../verify/sealed.ts";

/** A detached JWS and the bytes it is for. */
export interface JwsInput {
  /** Value of the HTTP header. */
  readonly value: string;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  /** Default: all of ours. */
  readonly allowedAlgorithms?: readonly JwsAlgorithmName[] | undefined;
}

/** A JWS always says when it was made. */
export interface SealedJws extends Sealed {
  readonly algorithm: JwsAlgorithmName;
  readonly signedAt: Date;
}

/**
 * Opens a detached JWS over a body: its form, algorithm, certificate and signature.
 *
 * @throws Refused
 */
export function openJws({ value, body, allowedAlgorithms = jwsAlgorithmNames }: JwsInput): SealedJws {
  const jws = parseDetachedJws(value, allowedAlgorithms);
  if (typeof jws === "string") throw new Refused(jws);
  const { algorithm, signedAt } = jws;
  const [certificate] = jws.chain;
  const { publicKey } = certificate;
  demand(algorithm.fits(publicKey), "algorithm-key-mismatch");
  demand(algorithm.isStrong(publicKey), "key-too-weak");
  demand(thumbprintOf(certificate) === jws.thumbprint, "thumbprint-mismatch");
  const key = { key: publicKey, ...dsaEncodingOf(algorithm) };
  const holds = verify(algorithm.digest, signingInput(jws.protectedHeader, body), key, jws.signature);
  demand(holds, "signature-mismatch");
  const signed = [{ uri: "", bytes: body }];
  return {
    certificate,
    bag: orderedIssuers(jws.chain),
    algorithm: algorithm.name,
    signedAt,
    signed,
    timestamp: undefined,
  };
}

/** RFC 7515, section 4.1.6: each certificate certifies the one before it. What breaks the order is not looked at. */
function orderedIssuers(chain: ParsedJws["chain"]): ParsedJws["chain"][number][] {
  const [leaf, ...issuers] = chain;
  let below = leaf;
  const end = issuers.findIndex((issuer) => {
    const breaks = !isIssuedBy(below, issuer);
    below = issuer;
    return breaks;
  });
  return end < 0 ? issuers : issuers.slice(0, end);
}
