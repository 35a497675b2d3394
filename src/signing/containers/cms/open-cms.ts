import type { X509Certificate } from "node:crypto";

import { certificateDetails, extensionOid } from "../../trust/certificate-details.ts";
import { readSignedData, type SignedData, type SignerInfo } from "./read-signed-data.ts";
import { algorithmIdentifierOf, oidOf, timeOf } from "../../der/read-der-values.ts";
import { type Der, derChildren, DerReader, derTag, readDer } from "../../der/read-der.ts";
import { digestNamed, type DigestName, digestOf } from "../../verify/digests.ts";
import { limitsOf, type VerificationPolicy } from "../../verify/policy.ts";
import { demand, Refused, strictly } from "../../verify/refused.ts";
import type { Sealed } from "../../verify/sealed.ts";
import {
  algorithmName,
  algorithmOfIdentifier,
  isSignedBy,
  requireFittingKey,
} from "../../verify/signature-algorithms.ts";
import { readCertificates } from "../xml/read-signature.ts";

/** A detached CMS signature in DER, and the bytes it is for. */
export interface CmsInput {
  readonly signature: Uint8Array;
  readonly content: Uint8Array;
}

const dataType = "1.2.840.113549.1.7.1";
const attributeOid = {
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timestampToken: "1.2.840.113549.1.9.16.2.14",
} as const;

/**
 * Opens a detached CAdES baseline signature (ETSI EN 319 122-1, level B-B or B-T).
 *
 * @throws Refused
 */
export function openCms({ signature, content }: CmsInput, policy: VerificationPolicy): Sealed {
  demand(signature.length <= limitsOf(policy).bytes && content.length <= limitsOf(policy).bytes, "too-large");
  return strictly("cms-malformed", () => {
    const data = readSignedData(signature);
    demand(data.content === undefined, "payload-not-detached");
    const opened = openSigner(data, { content, contentType: dataType, policy, certificateDigest: "sha2" });
    const time = data.signer.signed.get(attributeOid.signingTime);
    if (time === undefined) throw new Refused("time-missing");
    const token = data.signer.unsigned.get(attributeOid.timestampToken);
    return {
      ...opened,
      signedAt: timeOf(time),
      signed: [{ uri: "", bytes: content }],
      timestamp: token && { token: token.bytes, over: data.signer.signature },
    };
  });
}

interface SignerOptions {
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly policy: VerificationPolicy;
  /** Timestamp authorities still name their certificate by SHA-1, which only has to tell it from its own others. */
  readonly certificateDigest: "sha2" | "any";
}

/** The signer's key signed the attributes, the attributes name this content, and they name this certificate. */
export function openSigner(
  { certificates, contentType: statedType, signer }: SignedData,
  { content, contentType, policy, certificateDigest }: SignerOptions,
): Pick<Sealed, "certificate" | "bag" | "algorithm"> {
  const allowSha1 = policy.allowSha1 ?? false;
  const digest = digestNamed(signer.digestAlgorithm.oid, allowSha1);
  if (digest === undefined) throw new Refused("digest-refused", signer.digestAlgorithm.oid);
  const algorithm = algorithmOfIdentifier(signer.signatureAlgorithm, allowSha1, digest);
  demand(algorithm.digest === digest, "algorithm-refused", "two digests");
  const bag = readCertificates(certificates, limitsOf(policy));
  const certificate = namedCertificate(signer, bag);
  requireFittingKey(algorithm, certificate.publicKey);

  const stated = signer.signed.get(attributeOid.contentType);
  demand(statedType === contentType && stated !== undefined && oidOf(stated) === contentType, "content-type-mismatch");
  const { signature, signedBytes: bytes } = signer;
  demand(isSignedBy(algorithm, certificate.publicKey, { bytes, signature, ecdsa: "der" }), "signature-mismatch");
  const expected = signer.signed.get(attributeOid.messageDigest);
  demand(expected?.tag === derTag.octetString && digestOf(digest, content).equals(expected.content), "digest-mismatch");
  requireNamedDigest(signer, certificate, certificateDigest === "any" || allowSha1);
  return { certificate, bag: bag.filter((one) => one !== certificate), algorithm: algorithmName(algorithm) };
}

function namedCertificate(
  { issuerAndSerial, keyIdentifier }: SignerInfo,
  bag: readonly X509Certificate[],
): X509Certificate {
  demand(bag.length > 0, "certificate-missing");
  const found = bag.filter((certificate) => {
    const { issuer, serialHex, extensions } = certificateDetails(certificate);
    if (issuerAndSerial !== undefined) {
      const serial = Buffer.from(issuerAndSerial.serial.content).toString("hex");
      return Buffer.from(issuerAndSerial.issuer).equals(issuer) && serial === serialHex;
    }
    const own = extensions.get(extensionOid.subjectKeyIdentifier);
    const identifier = own && readDer(own.value, derTag.octetString).content;
    return identifier !== undefined && keyIdentifier !== undefined && Buffer.from(identifier).equals(keyIdentifier);
  });
  const [certificate] = found;
  if (certificate === undefined) throw new Refused("certificate-missing");
  demand(
    found.every(({ raw }) => raw.equals(certificate.raw)),
    "certificate-ambiguous",
  );
  return certificate;
}

/** ESSCertIDv2 (RFC 5035), or its SHA-1 ancestor (RFC 2634) where that is allowed. The first one names the signer. */
function requireNamedDigest({ signed }: SignerInfo, certificate: X509Certificate, allowSha1: boolean): void {
  const v2 = signed.get(attributeOid.signingCertificateV2);
  const v1 = allowSha1 ? signed.get(attributeOid.signingCertificate) : undefined;
  const attribute = v2 ?? v1;
  if (attribute === undefined) throw new Refused("signing-certificate-missing");
  const [first] = derChildren(new DerReader(attribute).take(derTag.sequence), derTag.sequence);
  if (first === undefined) throw new Refused("signing-certificate-missing");
  const { name, hash } =
    v2 === undefined ? { name: "sha1" as const, hash: new DerReader(first).take() } : readCertIdV2(first, allowSha1);
  const fits = hash.tag === derTag.octetString && digestOf(name, certificate.raw).equals(hash.content);
  demand(fits, "signing-certificate-mismatch");
}

function readCertIdV2(der: Der, allowSha1: boolean): { name: DigestName; hash: Der } {
  const reader = new DerReader(der);
  const stated = reader.maybe(derTag.sequence);
  if (stated === undefined) return { name: "sha256", hash: reader.take() };
  const { oid } = algorithmIdentifierOf(stated);
  const name = digestNamed(oid, allowSha1);
  if (name === undefined) throw new Refused("digest-refused", oid);
  return { name, hash: reader.take() };
}
