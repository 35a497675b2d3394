import { hash, type X509Certificate } from "node:crypto";

import type { Signer } from "#core/ports/ports.ts";

import type { JwsAlgorithmName } from "../jws/jws-algorithms.ts";
import {
  chainToSend,
  createContainerSigner,
  requireAlgorithm,
  requireChainFits,
  type Timestamp,
} from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import {
  contextTag,
  encode,
  membersOf,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  smallInteger,
  time,
} from "../../der/write-der.ts";

/** HTTP header a detached CMS signature travels in, Base64 of DER. */
export const CMS_HEADER = "X-CMS-Signature";

/** Characters left for attributes and the signature of the largest usual key (RSA 4096). */
const reserve = 1400;

const data = objectIdentifier("1.2.840.113549.1.7.1");
const signedData = objectIdentifier("1.2.840.113549.1.7.2");
const contentType = objectIdentifier("1.2.840.113549.1.9.3");
const messageDigest = objectIdentifier("1.2.840.113549.1.9.4");
const signingTime = objectIdentifier("1.2.840.113549.1.9.5");
const signatureTimestamp = objectIdentifier("1.2.840.113549.1.9.16.2.14");
const signingCertificateV2 = objectIdentifier("1.2.840.113549.1.9.16.2.47");
/** Without parameters (RFC 5754, section 2). */
const sha256 = sequence(objectIdentifier("2.16.840.1.101.3.4.2.1"));

/** Names of signature algorithms (RFC 5754, section 3; RFC 3370, section 3.2). */
const signatureAlgorithms: Readonly<Record<JwsAlgorithmName, Buffer>> = {
  RS256: sequence(objectIdentifier("1.2.840.113549.1.1.1"), nullValue()),
  ES256: sequence(objectIdentifier("1.2.840.10045.4.3.2")),
};

/**
 * Signs the exact bytes of a body as detached CMS SignedData (RFC 5652) with the attributes of a CAdES baseline
 * signature, level B-B (ETSI EN 319 122-1): content type, message digest, time of signing and the digest of the signing
 * certificate; with a time-stamp, level B-T.
 *
 * @throws Fault `key-unreadable` when the key fits no algorithm or the chain does not fit into an HTTP header
 */
export function createCmsSigner(signingKey: SigningKey, options: { readonly timestamp?: Timestamp } = {}): Signer {
  const algorithm = requireAlgorithm(signingKey, "cms");
  const [certificate] = signingKey.chain;
  const certificates = withTag(contextTag(0), setOf(...chainToSend(signingKey.chain).map(({ raw }) => raw)));
  requireChainFits(signingKey, (certificates.length * 4) / 3, reserve);

  const beforeSigners = [smallInteger(1), setOf(sha256), sequence(data), certificates];
  const beforeAttributes = [smallInteger(1), issuerAndSerialNumber(certificate), sha256];
  const fixedAttributes = [
    attribute(contentType, data),
    // ESSCertIDv2 with its default hash, SHA-256 (RFC 5035, section 4).
    attribute(signingCertificateV2, sequence(sequence(sequence(octetString(sha256Of(certificate.raw)))))),
  ];

  return createContainerSigner(signingKey, {
    profile: "cms",
    header: CMS_HEADER,
    async seal(bytes, now) {
      const attributes = setOf(
        ...fixedAttributes,
        attribute(messageDigest, octetString(sha256Of(bytes))),
        attribute(signingTime, time(now)),
      );
      const signature = await signingKey.sign(attributes, "der");
      const signerInfo = sequence(
        ...beforeAttributes,
        withTag(contextTag(0), attributes),
        signatureAlgorithms[algorithm.name],
        octetString(signature),
        ...(await unsignedAttributes(signature, options.timestamp)),
      );
      const content = encode(contextTag(0), sequence(...beforeSigners, setOf(signerInfo)));
      return sequence(signedData, content).toString("base64");
    },
  });
}

async function unsignedAttributes(signature: Buffer, timestamp: Timestamp | undefined): Promise<Buffer[]> {
  if (timestamp === undefined) return [];
  const token = await timestamp(sha256Of(signature));
  return [withTag(contextTag(1), setOf(attribute(signatureTimestamp, token)))];
}

function attribute(type: Buffer, value: Uint8Array): Buffer {
  return sequence(type, setOf(value));
}

/** The same value under another tag: signed attributes are signed as SET, but sent as `[0]` (RFC 5652, section 5.4). */
function withTag(tagByte: number, value: Buffer): Buffer {
  const changed = Buffer.from(value);
  changed[0] = tagByte;
  return changed;
}

/** Issuer and serial number as they stand in the certificate (RFC 5280, section 4.1). */
function issuerAndSerialNumber(certificate: X509Certificate): Buffer {
  const [toBeSigned = Buffer.alloc(0)] = membersOf(certificate.raw);
  const fields = membersOf(toBeSigned);
  const hasVersion = fields[0]?.[0] === contextTag(0);
  const [serialNumber, , issuer] = hasVersion ? fields.slice(1) : fields;
  if (serialNumber === undefined || issuer === undefined) throw new RangeError("certificate without issuer");
  return sequence(issuer, serialNumber);
}

function sha256Of(bytes: Uint8Array): Buffer {
  return hash("sha256", bytes, "buffer");
}
