import { createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";

import { derOid, derSequence, derValue } from "../../../src/signing/der/write-der-values.ts";

/** Inside the validity of every certificate made here. */
export const now = new Date("2027-05-18T01:30:15Z");

export interface TestIdentity {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

export interface Wanted {
  readonly name: string;
  /** Absent: signed by itself. */
  readonly issuer?: TestIdentity;
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Bits of the key usage as one byte, e.g. 0x80 for digitalSignature; undefined leaves the extension out. */
  readonly keyUsage?: number | undefined;
  readonly purposes?: readonly string[];
  readonly purposesCritical?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Further extensions: object identifier, content, critical. */
  readonly extensions?: readonly (readonly [oid: string, value: Buffer, critical: boolean])[];
  readonly key?: KeyObject;
  readonly serial?: number;
  readonly digest?: "sha256" | "sha1";
}

const keys = new Map<string, KeyObject>();

/** A key per name, made once in a test file. */
export function keyOf(name: string, kind: "rsa" | "ec" = "rsa"): KeyObject {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
      : generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  keys.set(name, key);
  return key;
}

let serials = 1;

/** A certificate exactly as wanted, rule-breaking ones included: written byte by byte, which no library would do. */
export function issue(wanted: Wanted): TestIdentity {
  const { name, issuer, digest = "sha256", key = keyOf(name) } = wanted;
  serials += 1;
  const signingKey = issuer?.key ?? key;
  const algorithm = algorithmOf(signingKey, digest);
  const tbs = derSequence(
    derValue(0xa0, derValue(0x02, Buffer.from([2]))),
    derValue(0x02, Buffer.from([0x40, wanted.serial ?? serials])),
    algorithm,
    nameOf(issuer?.name ?? name),
    derSequence(timeOf(wanted.notBefore ?? new Date("2026-01-01")), timeOf(wanted.notAfter ?? new Date("2036-01-01"))),
    nameOf(name),
    spkiOf(key),
    derValue(0xa3, derSequence(...extensionsOf(wanted))),
  );
  const signature = sign(digest, tbs, signingKey);
  const der = derSequence(tbs, algorithm, derValue(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return { name, key, certificate: new X509Certificate(der) };
}

function extensionsOf(wanted: Wanted): Buffer[] {
  const { ca = false, pathLength, keyUsage = ca ? 0x06 : 0xc0, purposes, purposesCritical = false } = wanted;
  const length = pathLength === undefined ? [] : [derValue(0x02, Buffer.from([pathLength]))];
  const constraints = derSequence(...(ca ? [derValue(0x01, Buffer.from([0xff])), ...length] : []));
  return [
    extension("2.5.29.19", constraints, true),
    ...("keyUsage" in wanted && wanted.keyUsage === undefined
      ? []
      : [extension("2.5.29.15", derValue(0x03, Buffer.from([0, keyUsage])), true)]),
    ...(purposes === undefined ? [] : [extension("2.5.29.37", derSequence(...purposes.map(derOid)), purposesCritical)]),
    ...(wanted.extensions ?? []).map(([oid, value, critical]) => extension(oid, value, critical)),
  ];
}

function extension(oid: string, value: Buffer, critical: boolean): Buffer {
  return derSequence(derOid(oid), ...(critical ? [derValue(0x01, Buffer.from([0xff]))] : []), derValue(0x04, value));
}

function algorithmOf(key: KeyObject, digest: "sha256" | "sha1"): Buffer {
  const isRsa = key.asymmetricKeyType === "rsa";
  const oid = { sha256: isRsa ? "1.2.840.113549.1.1.11" : "1.2.840.10045.4.3.2", sha1: "1.2.840.113549.1.1.5" }[digest];
  return derSequence(derOid(oid), ...(isRsa ? [derValue(0x05, Buffer.alloc(0))] : []));
}

function spkiOf(key: KeyObject): Buffer {
  const publicKey = createPublicKey(key);
  return publicKey.export({ type: "spki", format: "der" });
}

function nameOf(name: string): Buffer {
  return derSequence(derValue(0x31, derSequence(derOid("2.5.4.3"), derValue(0x0c, Buffer.from(name)))));
}

function timeOf(date: Date): Buffer {
  return derValue(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "")}Z`));
}
