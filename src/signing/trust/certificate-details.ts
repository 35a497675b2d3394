import type { X509Certificate } from "node:crypto";

import {
  type AlgorithmIdentifier,
  algorithmIdentifierOf,
  bitStringBytes,
  booleanOf,
  hasBit,
  integerHex,
  oidOf,
  smallInteger,
} from "../der/read-der-values.ts";
import {
  contextTag,
  type Der,
  DerReader,
  derTag,
  derChildren,
  NotDer,
  primitiveContextTag,
  readDer,
} from "../der/read-der.ts";

/** An extension of a certificate, CRL or OCSP answer (RFC 5280, section 4.2). */
export interface Extension {
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

/** What path validation has to know of a certificate beyond what node:crypto tells. */
export interface CertificateDetails {
  readonly serialHex: string;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** Issuer, subject (as DER) and the bits of the public key. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** The extensions read here, by object identifier. */
export const extensionOid = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAlternativeName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  distributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  extendedKeyUsage: "2.5.29.37",
  authorityInformation: "1.3.6.1.5.5.7.1.1",
} as const;

const ocspAccess = "1.3.6.1.5.5.7.48.1";

/** @throws NotDer where the certificate is not strict DER, or says an extension twice */
export function certificateDetails(certificate: X509Certificate): CertificateDetails {
  const outer = new DerReader(readDer(certificate.raw, derTag.sequence));
  const tbs = new DerReader(outer.take(derTag.sequence));
  const signatureAlgorithm = outer.take(derTag.sequence);
  tbs.maybe(contextTag(0));
  const serialHex = integerHex(tbs.take(derTag.integer));
  // RFC 5280, section 4.1.1.2: the algorithm stands inside and outside of what is signed, and must be the same.
  if (!Buffer.from(tbs.take(derTag.sequence).bytes).equals(signatureAlgorithm.bytes))
    throw new NotDer("two algorithms");
  const issuer = tbs.take(derTag.sequence).bytes;
  tbs.take(derTag.sequence);
  const subject = tbs.take(derTag.sequence).bytes;
  const [, key] = derChildren(tbs.take(derTag.sequence));
  if (key === undefined) throw new NotDer("no public key");
  tbs.maybe(primitiveContextTag(1));
  tbs.maybe(primitiveContextTag(2));
  const extensions = extensionsOf(tbs.maybe(contextTag(3)));
  tbs.end();
  return {
    serialHex,
    signatureAlgorithm: algorithmIdentifierOf(signatureAlgorithm),
    issuer,
    subject,
    publicKey: bitStringBytes(key),
    extensions,
  };
}

/** The extensions inside their explicit tag, by object identifier. */
export function extensionsOf(tagged: Der | undefined): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  if (tagged === undefined) return extensions;
  const holder = new DerReader(tagged);
  for (const extension of derChildren(holder.take(derTag.sequence), derTag.sequence)) {
    const reader = new DerReader(extension);
    const oid = oidOf(reader.take());
    const critical = reader.maybe(derTag.boolean);
    const value = reader.take(derTag.octetString).content;
    reader.end();
    if (extensions.has(oid)) throw new NotDer("an extension twice");
    extensions.set(oid, { isCritical: critical !== undefined && booleanOf(critical), value });
  }
  holder.end();
  return extensions;
}

/** Bits of the key usage (RFC 5280, section 4.2.1.3). */
export const keyUsageBit = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

/** Whether the key may be used for one of these; a certificate that says nothing may be used for anything. */
export function allowsUsage({ extensions }: CertificateDetails, ...bits: readonly number[]): boolean {
  const extension = extensions.get(extensionOid.keyUsage);
  if (extension === undefined) return true;
  const usage = readDer(extension.value, derTag.bitString);
  return bits.some((bit) => hasBit(usage, bit));
}

/** Purposes in the extended key usage, undefined where there is none. */
export function purposesOf({ extensions }: CertificateDetails): readonly string[] | undefined {
  const extension = extensions.get(extensionOid.extendedKeyUsage);
  return extension === undefined ? undefined : derChildren(readDer(extension.value, derTag.sequence)).map(oidOf);
}

/** Whether this is a CA, and how many CAs may stand below it. */
export function basicConstraintsOf({ extensions }: CertificateDetails): { isCa: boolean; pathLength: number } {
  const extension = extensions.get(extensionOid.basicConstraints);
  if (extension === undefined) return { isCa: false, pathLength: 0 };
  const reader = new DerReader(readDer(extension.value, derTag.sequence));
  const ca = reader.maybe(derTag.boolean);
  const length = reader.maybe(derTag.integer);
  reader.end();
  return {
    isCa: ca !== undefined && booleanOf(ca),
    pathLength: length === undefined ? Number.POSITIVE_INFINITY : smallInteger(length),
  };
}

const uriName = primitiveContextTag(6);
const urisIn = (names: readonly Der[]): string[] =>
  names.filter(({ tag }) => tag === uriName).map(({ content }) => Buffer.from(content).toString("latin1"));
const isHttp = (url: string): boolean => /^https?:\/\//i.test(url);

/** Where the CA says its OCSP responders are. */
export function ocspUrlsOf({ extensions }: CertificateDetails): string[] {
  const extension = extensions.get(extensionOid.authorityInformation);
  if (extension === undefined) return [];
  const descriptions = derChildren(readDer(extension.value, derTag.sequence), derTag.sequence).map((one) =>
    derChildren(one),
  );
  const names = descriptions.flatMap(([method, name]) =>
    method !== undefined && name !== undefined && oidOf(method) === ocspAccess ? [name] : [],
  );
  return urisIn(names).filter(isHttp);
}

/** Where the CA says its revocation lists are: full lists of its own only. */
export function crlUrlsOf({ extensions }: CertificateDetails): string[] {
  const extension = extensions.get(extensionOid.distributionPoints);
  if (extension === undefined) return [];
  const points = derChildren(readDer(extension.value, derTag.sequence), derTag.sequence);
  return points
    .flatMap((point) => {
      const fields = derChildren(point);
      // With reasons ([1]) or another issuer ([2]) it is not the whole list of this CA.
      if (fields.length !== 1 || fields[0]?.tag !== contextTag(0)) return [];
      const [name] = derChildren(fields[0]);
      return name?.tag === contextTag(0) ? urisIn(derChildren(name)) : [];
    })
    .filter(isHttp);
}
