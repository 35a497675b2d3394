import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { limitsOf } from "../../src/signing/verify/policy.ts";
import { Refused } from "../../src/signing/verify/refused.ts";
import { isSignedBy } from "../../src/signing/verify/signature-algorithms.ts";
import { readSignedInfo } from "../../src/signing/containers/xml/signed-info.ts";
import { followReferences, type TargetOptions } from "../../src/signing/containers/xml/signed-targets.ts";
import { verifySignature } from "../../src/signing/verify/verify-signature.ts";
import { dsigNamespace, onlyBase64 } from "../../src/signing/canonical-xml/reading/xml-children.ts";
import { readXml } from "../../src/signing/canonical-xml/reading/read-xml.ts";
import { certificatesIn } from "../../src/signing/containers/xml/read-signature.ts";
import { attributeOf, elementsIn, type XmlElement } from "../../src/signing/canonical-xml/reading/xml-tree.ts";
import { Tally } from "./tally.ts";

const policy = { trustAnchors: [], now: new Date("2027-05-18T01:30:15Z"), allowSha1: true };
const limits = { ...limitsOf(policy), references: 100 };
const options = { limits, allowSha1: true };

/** Files the suites themselves call wrong. */
const isSpoilt = (name: string): boolean => /bad|invalid|forged|fake|trunc|wrap/i.test(name);

interface Suites {
  readonly references: Tally;
  readonly signatures: Tally;
}

/**
 * Every XML signature below a folder, as other people's interoperability suites have them: the digest of each reference,
 * whatever the signature's algorithm, then the signature by the key it carries. SHA-1 and short keys are allowed here,
 * for most of them are old. Whether anybody trusts the key is not asked, but with nobody trusted our verifier has to
 * refuse them all.
 */
export async function xmlSignatures(folder: string): Promise<Record<string, Tally>> {
  const suites: Suites = { references: new Tally(), signatures: new Tally() };
  for (const path of xmlFilesIn(folder)) {
    const bytes = readFileSync(path);
    if (!/<([\w-]+:)?SignedInfo[>\s]/.test(bytes.toString("latin1"))) continue;
    const name = relative(folder, path);
    const { valid } = await verifySignature({ profile: "xml", document: bytes }, policy);
    if (valid) suites.signatures.differing.push(`${name}: accepted with nobody trusted`);
    orSetAside(suites.signatures, name, () => {
      const document = readXml(bytes, limits);
      signaturesIn(document.root).forEach((signature, index) => {
        const one = `${name} #${index}`;
        orSetAside(suites.signatures, one, () => judge({ name: one, path, document, signature }, suites));
      });
    });
  }
  return {
    [`XML references in ${folder}`]: suites.references,
    [`XML signatures in ${folder}`]: suites.signatures,
  };
}

function xmlFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xml"))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function signaturesIn(root: XmlElement): XmlElement[] {
  return [...elementsIn(root)].filter(({ local, namespace }) => local === "Signature" && namespace === dsigNamespace);
}

interface Wanted extends Pick<TargetOptions, "document" | "signature"> {
  readonly name: string;
  readonly path: string;
}

/** @throws Refused for what is not accepted here by name */
function judge({ name, path, document, signature }: Wanted, suites: Suites): void {
  const [signedInfo, signatureValue] = [childOf(signature, "SignedInfo"), childOf(signature, "SignatureValue")];
  if (signedInfo === undefined || signatureValue === undefined) return suites.signatures.setAside("no signature");
  const references = signedInfo.children.filter((one) => one.kind === "element" && one.local === "Reference");
  const target = { document, signature, detached: new Map(references.flatMap((one) => outside(path, one))), limits };
  const verdicts = references.map((reference, index) =>
    orSetAside(suites.references, `${name} reference ${index}`, () => {
      const others = references.filter((one) => one !== reference);
      const fits = digestsFit(withoutSome(signedInfo, others), target);
      if (!isSpoilt(name)) suites.references.compare(`${name} reference ${index}`, true, fits);
      return fits;
    }),
  );
  if (verdicts.includes(undefined)) return suites.signatures.setAside("has a reference that is not applicable");

  const { octets, algorithm } = readSignedInfo(signedInfo, options);
  const key = keyIn(childOf(signature, "KeyInfo"));
  if (key === undefined) return suites.signatures.setAside("the key is not in the file");
  const value = { bytes: octets, signature: onlyBase64(signatureValue), ecdsa: "ieee-p1363" as const };
  if (key.asymmetricKeyType === "ec" && value.signature.length !== ecdsaLength(key)) {
    return suites.signatures.setAside("ECDSA value that is not r and s at full length");
  }
  const holds = !verdicts.includes(false) && isSignedBy(algorithm, key, value);
  suites.signatures.compare(name, !isSpoilt(name), holds);
}

function childOf(parent: XmlElement, local: string): XmlElement | undefined {
  return parent.children.find((one): one is XmlElement => one.kind === "element" && one.local === local);
}

/** A SignedInfo with fewer references, as if its algorithm were ours: that says nothing about a digest. */
function withoutSome(signedInfo: XmlElement, left: readonly unknown[]): XmlElement {
  const children = signedInfo.children
    .filter((child) => !left.includes(child))
    .map((child) => {
      if (child.kind !== "element" || child.local !== "SignatureMethod") return child;
      const ours = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
      return { ...child, attributes: child.attributes.map((one) => ({ ...one, value: ours })), children: [] };
    });
  return { ...signedInfo, children };
}

/** A digest that does not fit is an answer; every other refusal is not. */
function digestsFit(signedInfo: XmlElement, target: TargetOptions): boolean {
  try {
    return followReferences(readSignedInfo(signedInfo, options).references, target).length > 0;
  } catch (error) {
    if (error instanceof Refused && error.reason === "digest-mismatch") return false;
    throw error;
  }
}

function orSetAside<T>(suite: Tally, name: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    suite.setAside(error.reason);
    if (process.argv.includes("--verbose")) process.stdout.write(`${name}: ${error.message}\n`);
    return undefined;
  }
}

/** Of r and s side by side, in bytes (RFC 9231, section 2.3.6). */
function ecdsaLength({ asymmetricKeyDetails }: KeyObject): number | undefined {
  return { prime256v1: 64, secp384r1: 96, secp521r1: 132 }[asymmetricKeyDetails?.namedCurve ?? ""];
}

/** A file beside the signature, where a reference names one. */
function outside(path: string, reference: XmlElement["children"][number]): [string, Buffer][] {
  const uri = reference.kind === "element" ? (attributeOf(reference, "URI") ?? "") : "";
  const file = join(dirname(path), decodeURIComponent(uri));
  return uri !== "" && !uri.startsWith("#") && !uri.includes(":") && existsSync(file)
    ? [[uri, readFileSync(file)]]
    : [];
}

const curves: Readonly<Record<string, string>> = {
  "urn:oid:1.2.840.10045.3.1.7": "P-256",
  "urn:oid:1.3.132.0.34": "P-384",
  "urn:oid:1.3.132.0.35": "P-521",
};

/** The key of the signer's certificate, or the bare key that our own verifier never looks at, weak ones too. */
function keyIn(keyInfo: XmlElement | undefined): KeyObject | undefined {
  if (keyInfo === undefined) return undefined;
  const bytesIn = (local: string): Buffer | undefined => {
    const element = [...elementsIn(keyInfo)].find((one) => one.local === local);
    return element?.children.every(({ kind }) => kind === "text") === true ? onlyBase64(element) : undefined;
  };
  const [modulus, exponent, point] = [bytesIn("Modulus"), bytesIn("Exponent"), bytesIn("PublicKey")];
  if (modulus !== undefined && exponent !== undefined) {
    return fromJwk({ kty: "RSA", n: modulus.toString("base64url"), e: exponent.toString("base64url") });
  }
  const crv = curves[[...elementsIn(keyInfo)].find(({ local }) => local === "NamedCurve")?.attributes[0]?.value ?? ""];
  if (point !== undefined && crv !== undefined) {
    const size = (point.length - 1) / 2;
    const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)];
    return fromJwk({ kty: "EC", crv, x: x.toString("base64url"), y: y.toString("base64url") });
  }
  return bytesIn("X509Certificate") && certificatesIn(keyInfo, limits).certificate.publicKey;
}

function fromJwk(key: Readonly<Record<string, string>>): KeyObject {
  return createPublicKey({ key, format: "jwk" });
}
