import { algorithmIdentifierOf, type AlgorithmIdentifier, oidOf, smallInteger } from "../../der/read-der-values.ts";
import {
  contextTag,
  type Der,
  DerReader,
  derChildren,
  derTag,
  NotDer,
  primitiveContextTag,
  readDer,
} from "../../der/read-der.ts";
import { demand } from "../../verify/refused.ts";

/** A CMS SignedData with one signer, taken apart; nothing in it is trusted yet (RFC 5652, section 5). */
export interface SignedData {
  readonly contentType: string;
  /** Undefined where the content is detached. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerInfo;
}

export interface SignerInfo {
  /** Whom it names: issuer and serial number (as DER), or a key identifier. */
  readonly issuerAndSerial: { readonly issuer: Uint8Array; readonly serial: Der } | undefined;
  readonly keyIdentifier: Uint8Array | undefined;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The attributes in the form that is signed: as a SET, not under their own tag (RFC 5652, section 5.4). */
  readonly signedBytes: Uint8Array;
  /** Each attribute's one value, by object identifier. */
  readonly signed: ReadonlyMap<string, Der>;
  readonly unsigned: ReadonlyMap<string, Der>;
  readonly signature: Uint8Array;
}

const signedDataType = "1.2.840.113549.1.7.2";

/** @throws NotDer where it is not strict DER of this shape; Refused `signers-several`, `attributes-missing` */
export function readSignedData(bytes: Uint8Array): SignedData {
  const outer = new DerReader(readDer(bytes, derTag.sequence));
  if (oidOf(outer.take()) !== signedDataType) throw new NotDer("not SignedData");
  const holder = new DerReader(outer.take(contextTag(0)));
  outer.end();
  const data = new DerReader(holder.take(derTag.sequence));
  holder.end();

  smallInteger(data.take(derTag.integer));
  data.take(derTag.set); // repeats the signer's digest algorithm
  const encapsulated = new DerReader(data.take(derTag.sequence));
  const contentType = oidOf(encapsulated.take());
  const wrapped = encapsulated.maybe(contextTag(0));
  encapsulated.end();
  const content = wrapped === undefined ? undefined : new DerReader(wrapped).take(derTag.octetString).content;
  const certificates = data.maybe(contextTag(0));
  data.maybe(contextTag(1)); // revocation lists that came along are not relied on
  const signers = derChildren(data.take(derTag.set), derTag.sequence);
  data.end();
  const [signer] = signers;
  demand(signer !== undefined && signers.length === 1, "signers-several", `${signers.length}`);
  return {
    contentType,
    content,
    certificates: certificates === undefined ? [] : derChildren(certificates).map((one) => one.bytes),
    signer: readSigner(signer),
  };
}

function readSigner(der: Der): SignerInfo {
  const reader = new DerReader(der);
  smallInteger(reader.take(derTag.integer));
  const keyIdentifier = reader.maybe(primitiveContextTag(0));
  const named = keyIdentifier === undefined ? new DerReader(reader.take(derTag.sequence)) : undefined;
  const digestAlgorithm = algorithmIdentifierOf(reader.take(derTag.sequence));
  const signed = reader.maybe(contextTag(0));
  const signatureAlgorithm = algorithmIdentifierOf(reader.take(derTag.sequence));
  const signature = reader.take(derTag.octetString).content;
  const unsigned = reader.maybe(contextTag(1));
  reader.end();
  // Without them the content is signed directly, and a signature could pass for one over attributes.
  demand(signed !== undefined, "attributes-missing");
  return {
    issuerAndSerial: named && { issuer: named.take(derTag.sequence).bytes, serial: named.take(derTag.integer) },
    keyIdentifier: keyIdentifier?.content,
    digestAlgorithm,
    signatureAlgorithm,
    signedBytes: Buffer.concat([Buffer.from([derTag.set]), signed.bytes.subarray(1)]),
    signed: readAttributes(signed, "single"),
    unsigned: unsigned === undefined ? new Map() : readAttributes(unsigned, "first"),
    signature,
  };
}

function readAttributes(set: Der, values: "single" | "first"): Map<string, Der> {
  const attributes = new Map<string, Der>();
  for (const attribute of derChildren(set, derTag.sequence)) {
    const reader = new DerReader(attribute);
    const oid = oidOf(reader.take());
    const [value, another] = derChildren(reader.take(derTag.set));
    reader.end();
    if (value === undefined || attributes.has(oid)) throw new NotDer(`attribute ${oid}`);
    if (values === "single" && another !== undefined) throw new NotDer(`several values of attribute ${oid}`);
    attributes.set(oid, value);
  }
  return attributes;
}
