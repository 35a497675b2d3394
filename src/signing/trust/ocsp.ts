import { createHash, X509Certificate } from "node:crypto";

import { isInForce, isIssuedBy } from "./certificate.ts";
import {
  allowsUsage,
  type CertificateDetails,
  certificateDetails,
  extensionsOf,
  keyUsageBit,
  purposesOf,
} from "./certificate-details.ts";
import { isFromFuture, type RevocationAnswer } from "./crl.ts";
import { algorithmIdentifierOf, bitStringBytes, integerHex, oidOf, timeOf } from "../der/read-der-values.ts";
import {
  contextTag,
  type Der,
  DerReader,
  derChildren,
  derTag,
  NotDer,
  primitiveContextTag,
  readDer,
} from "../der/read-der.ts";
import { algorithmOfIdentifier, isSignedBy, requireFittingKey } from "../verify/signature-algorithms.ts";
import { derOid, derSequence, derValue } from "../der/write-der-values.ts";

/** Whom a responder is asked about. */
interface Question {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
}

const sha1Oid = "1.3.14.3.2.26";
const sha256Oid = "2.16.840.1.101.3.4.2.1";
const basicResponse = "1.3.6.1.5.5.7.48.1.1";
const ocspSigning = "1.3.6.1.5.5.7.3.9";

/**
 * A request for one certificate (RFC 6960, section 4.1). It names the issuer by SHA-1, which every responder knows and
 * nothing depends on; without a nonce, since large responders answer with prepared, signed answers.
 */
export function ocspRequest({ certificate, issuer }: Question): Uint8Array {
  const authority = certificateDetails(issuer);
  const serial = Buffer.from(certificateDetails(certificate).serialHex, "hex");
  const certId = derSequence(
    derSequence(derOid(sha1Oid), derValue(derTag.null, Buffer.alloc(0))),
    derValue(derTag.octetString, hash("sha1", authority.subject)),
    derValue(derTag.octetString, hash("sha1", authority.publicKey)),
    derValue(derTag.integer, serial),
  );
  return derSequence(derSequence(derSequence(derSequence(certId))));
}

/**
 * Reads a responder's answer (RFC 6960, section 4.2). Without a nonce a good answer can be played again until its end, so
 * `maxAgeMs` bounds how long ago it may have been given; that a certificate is revoked counts however old it is.
 *
 * @returns undefined where it cannot be relied on: an error, about another certificate, not fresh, or signed by neither
 * the issuer nor a responder the issuer appointed
 */
export function answerOfOcsp(
  bytes: Uint8Array,
  {
    now,
    allowSha1,
    maxAgeMs,
    ...question
  }: Question & { readonly now: Date; readonly allowSha1: boolean; readonly maxAgeMs: number },
): RevocationAnswer | undefined {
  const basic = readResponse(bytes);
  if (basic === undefined) return undefined;
  const signer = signerOf(basic, question.issuer, now);
  if (signer === undefined) return undefined;
  const algorithm = algorithmOfIdentifier(basic.algorithm, allowSha1);
  requireFittingKey(algorithm, signer.publicKey);
  if (!isSignedBy(algorithm, signer.publicKey, { ...basic, ecdsa: "der" })) return undefined;

  const subject = certificateDetails(question.certificate);
  const issuer = certificateDetails(question.issuer);
  for (const single of basic.answers) {
    const answer = readSingle(single, { serialHex: subject.serialHex, issuer });
    if (answer === undefined || isFromFuture(answer, now)) continue;
    const { status, at, thisUpdate: since, nextUpdate: until } = answer;
    if (status === "revoked") return { status, at, since, until };
    const isOld = now > until || now.getTime() - since.getTime() > maxAgeMs;
    if (!isOld) return { status, since, until };
  }
  return undefined;
}

interface BasicResponse {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: ReturnType<typeof algorithmIdentifierOf>;
  readonly answers: readonly Der[];
  readonly certificates: readonly Uint8Array[];
}

function readResponse(bytes: Uint8Array): BasicResponse | undefined {
  const outer = new DerReader(readDer(bytes, derTag.sequence));
  const [status] = outer.take(derTag.enumerated).content;
  if (status !== 0) return undefined;
  const holder = new DerReader(derChildren(outer.take(contextTag(0)), derTag.sequence)[0] ?? outer.take());
  if (oidOf(holder.take()) !== basicResponse) return undefined;
  const basic = new DerReader(readDer(holder.take(derTag.octetString).content, derTag.sequence));
  const signed = basic.take(derTag.sequence);
  const algorithm = algorithmIdentifierOf(basic.take(derTag.sequence));
  const signature = bitStringBytes(basic.take(derTag.bitString));
  const certificates = basic.maybe(contextTag(0));

  const data = new DerReader(signed);
  data.maybe(contextTag(0));
  data.take(); // the responder's own name: its certificate is what counts
  timeOf(data.take(derTag.generalizedTime));
  const answers = derChildren(data.take(derTag.sequence), derTag.sequence);
  const extensions = extensionsOf(data.maybe(contextTag(1)));
  if ([...extensions.values()].some(({ isCritical }) => isCritical)) throw new NotDer("a critical extension");
  return {
    bytes: signed.bytes,
    signature,
    algorithm,
    answers,
    certificates:
      certificates === undefined
        ? []
        : derChildren(new DerReader(certificates).take(derTag.sequence)).map((one) => one.bytes),
  };
}

/** The issuer itself, or one it appointed: issued by it, for this purpose, and in force (RFC 6960, section 4.2.2.2). */
function signerOf(
  { certificates, algorithm, ...response }: BasicResponse,
  issuer: X509Certificate,
  now: Date,
): X509Certificate | undefined {
  const appointed = certificates
    .slice(0, 4)
    .map((raw) => new X509Certificate(raw))
    .filter((one) => isIssuedBy(one, issuer) && isInForce(one, now) && isResponder(certificateDetails(one)));
  return [issuer, ...appointed].find((candidate) => {
    const kind = candidate.publicKey.asymmetricKeyType;
    const tried = algorithmOfIdentifier(algorithm, true);
    const fits = tried.kind === "ecdsa" ? kind === "ec" : kind === "rsa";
    return fits && isSignedBy(tried, candidate.publicKey, { ...response, ecdsa: "der" });
  });
}

function isResponder(details: CertificateDetails): boolean {
  return (purposesOf(details)?.includes(ocspSigning) ?? false) && allowsUsage(details, keyUsageBit.digitalSignature);
}

interface SingleAnswer {
  readonly status: RevocationAnswer["status"];
  readonly at: Date;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

/** Without a next update, newer information is available all the time (RFC 6960, section 2.4): good for an hour. */
const unstatedLifeMs = 60 * 60 * 1000;

function readSingle(single: Der, wanted: { serialHex: string; issuer: CertificateDetails }): SingleAnswer | undefined {
  const reader = new DerReader(single);
  if (!isAbout(reader.take(derTag.sequence), wanted)) return undefined;
  const certStatus = reader.take();
  const thisUpdate = timeOf(reader.take(derTag.generalizedTime));
  const next = reader.maybe(contextTag(0));
  const nextUpdate =
    next === undefined ? new Date(thisUpdate.getTime() + unstatedLifeMs) : timeOf(new DerReader(next).take());
  const common = { thisUpdate, nextUpdate };
  switch (certStatus.tag) {
    case primitiveContextTag(0):
      return { status: "good", at: thisUpdate, ...common };
    case contextTag(1):
      return { status: "revoked", at: timeOf(new DerReader(certStatus).take()), ...common };
    case primitiveContextTag(2):
      return { status: "unknown", at: thisUpdate, ...common };
    default:
      throw new NotDer("a status unknown");
  }
}

function isAbout(certId: Der, { serialHex, issuer }: { serialHex: string; issuer: CertificateDetails }): boolean {
  const reader = new DerReader(certId);
  const { oid } = algorithmIdentifierOf(reader.take(derTag.sequence));
  const name = reader.take(derTag.octetString).content;
  const key = reader.take(derTag.octetString).content;
  const algorithm = oid === sha1Oid ? "sha1" : oid === sha256Oid ? "sha256" : undefined;
  return (
    algorithm !== undefined &&
    hash(algorithm, issuer.subject).equals(name) &&
    hash(algorithm, issuer.publicKey).equals(key) &&
    integerHex(reader.take(derTag.integer)) === serialHex
  );
}

function hash(algorithm: string, bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}
