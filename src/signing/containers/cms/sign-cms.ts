import { hash, type X509Certificate } from "node:crypto";

import type { Signer } from "#core/ports/ports.ts";

import type { JwsAlgorithmName } from "../../algorithms/jws-algorithms.ts";
import {
  chainToSend,
  createContainerSigner,
  requireAlgorithm,
  requireChainFits,
  type TimestampTokenSource,
} from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import { contextTag } from "../../der/der-tags.ts";
import { derChildren, readDer } from "../../der/read-der.ts";
import {
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derSetOf,
  derSmallInteger,
  derTime,
  derValue,
} from "../../der/write-der.ts";
import { digests } from "../../algorithms/digests.ts";
import { CMS_HEADER } from "../signature-headers.ts";

/** Characters left for attributes and the signature of the largest usual key (RSA 4096). */
const reserve = 1400;

const data = derOid("1.2.840.113549.1.7.1");
const signedData = derOid("1.2.840.113549.1.7.2");
const contentType = derOid("1.2.840.113549.1.9.3");
const messageDigest = derOid("1.2.840.113549.1.9.4");
const signingTime = derOid("1.2.840.113549.1.9.5");
const signatureTimestamp = derOid("1.2.840.113549.1.9.16.2.14");
const signingCertificateV2 = derOid("1.2.840.113549.1.9.16.2.47");
/** Without parameters (RFC 5754, section 2). */
const sha256 = derSequence(derOid(digests.sha256.oid));

/** Names of signature algorithms (RFC 5754, section 3; RFC 3370, section 3.2). */
const signatureAlgorithms: Readonly<Record<JwsAlgorithmName, Buffer>> = {
  RS256: derSequence(derOid("1.2.840.113549.1.1.1"), derNull()),
  ES256: derSequence(derOid("1.2.840.10045.4.3.2")),
};

/**
 * Signs the exact bytes of a body as detached CMS SignedData (RFC 5652) with the attributes of a CAdES baseline
 * signature, level B-B (ETSI EN 319 122-1): content type, message digest, time of signing and the digest of the signing
 * certificate; with a time-stamp, level B-T.
 *
 * @throws Fault `key-unreadable` when the key fits no algorithm or the chain does not fit into an HTTP header
 */
export function createCmsSigner(
  signingKey: SigningKey,
  options: { readonly timestamp?: TimestampTokenSource } = {},
): Signer {
  const algorithm = requireAlgorithm(signingKey, "cms");
  const [certificate] = signingKey.chain;
  const certificates = withTag(contextTag(0), derSetOf(...chainToSend(signingKey.chain).map(({ raw }) => raw)));
  requireChainFits(signingKey, (certificates.length * 4) / 3, reserve);

  const beforeSigners = [derSmallInteger(1), derSetOf(sha256), derSequence(data), certificates];
  const beforeAttributes = [derSmallInteger(1), issuerAndSerialNumber(certificate), sha256];
  const fixedAttributes = [
    attribute(contentType, data),
    // ESSCertIDv2 with its default hash, SHA-256 (RFC 5035, section 4).
    attribute(signingCertificateV2, derSequence(derSequence(derSequence(derOctetString(sha256Of(certificate.raw)))))),
  ];

  return createContainerSigner(signingKey, {
    profile: "cms",
    header: CMS_HEADER,
    async seal(bytes, now) {
      const attributes = derSetOf(
        ...fixedAttributes,
        attribute(messageDigest, derOctetString(sha256Of(bytes))),
        attribute(signingTime, derTime(now)),
      );
      const signature = await signingKey.sign(attributes, "der");
      const signerInfo = derSequence(
        ...beforeAttributes,
        withTag(contextTag(0), attributes),
        signatureAlgorithms[algorithm.name],
        derOctetString(signature),
        ...(await unsignedAttributes(signature, options.timestamp)),
      );
      const content = derValue(contextTag(0), derSequence(...beforeSigners, derSetOf(signerInfo)));
      return derSequence(signedData, content).toString("base64");
    },
  });
}

async function unsignedAttributes(signature: Buffer, timestamp: TimestampTokenSource | undefined): Promise<Buffer[]> {
  if (timestamp === undefined) return [];
  const token = await timestamp(sha256Of(signature));
  return [withTag(contextTag(1), derSetOf(attribute(signatureTimestamp, token)))];
}

function attribute(type: Buffer, value: Uint8Array): Buffer {
  return derSequence(type, derSetOf(value));
}

/** The same value under another tag: signed attributes are signed as SET, but sent as `[0]` (RFC 5652, section 5.4). */
function withTag(tagByte: number, value: Buffer): Buffer {
  const changed = Buffer.from(value);
  changed[0] = tagByte;
  return changed;
}

/** Issuer and serial number as they stand in the certificate (RFC 5280, section 4.1). */
function issuerAndSerialNumber(certificate: X509Certificate): Buffer {
  const [toBeSigned] = derChildren(readDer(certificate.raw));
  const fields = toBeSigned === undefined ? [] : derChildren(toBeSigned);
  const hasVersion = fields[0]?.tag === contextTag(0);
  const [serialNumber, , issuer] = hasVersion ? fields.slice(1) : fields;
  if (serialNumber === undefined || issuer === undefined) throw new RangeError("certificate without issuer");
  return derSequence(issuer.bytes, serialNumber.bytes);
}

function sha256Of(bytes: Uint8Array): Buffer {
  return hash("sha256", bytes, "buffer");
}
