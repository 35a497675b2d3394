import { sign, type SignKeyObjectInput } from "node:crypto";

import { Fault } from "#core/fault.ts";
import type { DetachedSignature, Signer } from "#core/ports.ts";

import { requireInForce, subjectOf, thumbprintOf } from "./certificate.ts";
import { algorithmFor, type JwsAlgorithm } from "./jws-algorithms.ts";
import type { SigningKey } from "./signing-key.ts";

/** HTTP header the detached JWS travels in; the name open-banking interfaces use for the same construction. */
export const JWS_HEADER = "X-JWS-Signature";

/** Longest value made and accepted, in characters: room for a chain of four, below the 16 KiB Node takes per request. */
export const jwsLimit = 12 * 1024;

/** Characters left for `iat` and the signature of the largest usual key (RSA 4096). */
const reserve = 800;

/**
 * Signs as a detached JWS in compact form, `header..signature` (RFC 7515, appendix F), over the exact bytes of the
 * body (`b64: false`, RFC 7797). The protected header carries the certificate chain (`x5c`, without a self-signed root,
 * which the verifier has), the thumbprint (`x5t#S256`) and the time of signing (`iat`, seconds since the epoch, as in
 * JAdES, ETSI TS 119 182-1).
 *
 * Signing runs in the thread pool, so many envelopes are sealed at once without holding the event loop.
 *
 * @throws Fault `key-unreadable` when the key fits no algorithm or the chain does not fit into an HTTP header
 */
export function createJwsSigner({ path, privateKey, chain }: SigningKey): Signer {
  const algorithm = algorithmFor(privateKey);
  if (algorithm === undefined) {
    throw new Fault("key-unreadable", {
      vi: `Loại khóa trong «${path}» không dùng được với kiểu ký jws. Hãy dùng khóa RSA hoặc ECDSA P-256.`,
      en: `The kind of key in "${path}" cannot be used with profile jws. Use RSA or ECDSA P-256.`,
    });
  }
  const [certificate] = chain;
  const certificateThumbprint = thumbprintOf(certificate);
  const headerStart = constantHeader(algorithm, chain, certificateThumbprint);
  if (Math.ceil((headerStart.length * 4) / 3) + reserve > jwsLimit) {
    throw new Fault("key-unreadable", {
      vi: `Chuỗi chứng thư trong «${path}» quá dài để gửi kèm chữ ký. Hãy bỏ bớt chứng thư không cần thiết trong tệp.`,
      en: `The certificate chain in "${path}" is too long to travel with a signature. Remove certificates that are not needed.`,
    });
  }
  const key: SignKeyObjectInput = { key: privateKey, ...dsaEncodingOf(algorithm) };

  return {
    profile: "jws",
    subject: subjectOf(certificate),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    async sign(bytes: Uint8Array, now: Date): Promise<DetachedSignature> {
      requireInForce(certificate, now, path);
      const header = `${headerStart}"iat":${Math.floor(now.getTime() / 1000)}}`;
      const protectedHeader = Buffer.from(header, "latin1").toString("base64url");
      const signature = await signInPool(algorithm, signingInput(protectedHeader, bytes), key);
      const value = `${protectedHeader}..${signature.toString("base64url")}`;
      return { profile: "jws", header: JWS_HEADER, value, certificateThumbprint };
    },
  };
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
function constantHeader(algorithm: JwsAlgorithm, chain: SigningKey["chain"], thumbprint: string): string {
  const [leaf, ...issuers] = chain;
  const sent = [leaf, ...issuers.filter((issuer) => !issuer.checkIssued(issuer))];
  const x5c = sent.map((certificate) => certificate.raw.toString("base64"));
  const constant = { alg: algorithm.name, b64: false, crit: ["b64"], x5c, "x5t#S256": thumbprint };
  return `${JSON.stringify(constant).slice(0, -1)},`;
}

function signInPool(algorithm: JwsAlgorithm, input: Buffer, key: SignKeyObjectInput): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign(algorithm.digest, input, key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}
