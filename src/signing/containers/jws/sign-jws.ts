import type { SignKeyObjectInput } from "node:crypto";

import type { Signer } from "#core/ports/ports.ts";

import { thumbprintOf } from "../../trust/certificate.ts";
import type { JwsAlgorithm } from "./jws-algorithms.ts";
import {
  chainToSend,
  createContainerSigner,
  headerLimit,
  requireAlgorithm,
  requireChainFits,
} from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";

/** HTTP header the detached JWS travels in; the name open-banking interfaces use for the same construction. */
export const JWS_HEADER = "X-JWS-Signature";

/** Longest value made and accepted, in characters: room for a chain of four, below the 16 KiB Node takes per request. */
export const jwsLimit = headerLimit;

/** Characters left for `iat` and the signature of the largest usual key (RSA 4096). */
const reserve = 800;

/**
 * Signs as a detached JWS in compact form, `header..signature` (RFC 7515, appendix F), over the exact bytes of the
 * body (`b64: false`, RFC 7797). The protected header carries the certificate chain (`x5c`, without a self-signed root,
 * which the verifier has), the thumbprint (`x5t#S256`) and the time of signing (`iat`, seconds since the epoch, as in
 * JAdES, ETSI TS 119 182-1).
 *
 * @throws Fault `key-unreadable` when the key fits no algorithm or the chain does not fit into an HTTP header
 */
export function createJwsSigner(signingKey: SigningKey): Signer {
  const algorithm = requireAlgorithm(signingKey, "jws");
  const headerStart = constantHeader(algorithm, signingKey.chain);
  requireChainFits(signingKey, Math.ceil((headerStart.length * 4) / 3), reserve);

  return createContainerSigner(signingKey, {
    profile: "jws",
    header: JWS_HEADER,
    async seal(bytes, now) {
      const header = `${headerStart}"iat":${Math.floor(now.getTime() / 1000)}}`;
      const protectedHeader = Buffer.from(header, "latin1").toString("base64url");
      const signature = await signingKey.sign(signingInput(protectedHeader, bytes), "ieee-p1363");
      return `${protectedHeader}..${signature.toString("base64url")}`;
    },
  });
}

/** What is signed: the protected header as it travels, a full stop, and the body as it is (RFC 7797, section 3). */
export function signingInput(protectedHeader: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${protectedHeader}.`, "latin1"), body]);
}

/** The option node:crypto wants for this algorithm's signatures. */
export function dsaEncodingOf({ dsaEncoding }: JwsAlgorithm): Pick<SignKeyObjectInput, "dsaEncoding"> {
  return dsaEncoding === undefined ? {} : { dsaEncoding };
}

/** The part of the header that never changes, as JSON text open at its end. All of it is ASCII. */
function constantHeader(algorithm: JwsAlgorithm, chain: SigningKey["chain"]): string {
  const x5c = chainToSend(chain).map((certificate) => certificate.raw.toString("base64"));
  const constant = { alg: algorithm.name, b64: false, crit: ["b64"], x5c, "x5t#S256": thumbprintOf(chain[0]) };
  return `${JSON.stringify(constant).slice(0, -1)},`;
}
