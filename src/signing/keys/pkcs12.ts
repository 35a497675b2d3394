import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";

import forge from "node-forge";

import { WrongPassword } from "./pem-keys.ts";
import type { KeyFileContent } from "./signing-key.ts";

/**
 * Reads private keys and certificates from PKCS#12 (RFC 7292), with the old ciphers (RC2, 3DES) as with PBES2/AES.
 * The encrypted container is forge's work; keys and certificates are then given to node:crypto, EC keys included.
 *
 * @throws WrongPassword when the file's integrity check does not hold under `password`
 */
export function readPkcs12(bytes: Buffer, password: string | undefined): KeyFileContent {
  const bags = openPfx(bytes, password ?? "").safeContents.flatMap(({ safeBags }) => safeBags);
  const { oids } = forge.pki;
  return {
    privateKeys: bags
      .filter(({ type }) => type === oids["keyBag"] || type === oids["pkcs8ShroudedKeyBag"])
      .map(privateKeyOf),
    certificates: bags.filter(({ type }) => type === oids["certBag"]).map(certificateOf),
  };
}

function openPfx(bytes: Buffer, password: string): forge.pkcs12.Pkcs12Pfx {
  const parse = (): forge.asn1.Asn1 => forge.asn1.fromDer(bytes.toString("latin1"), false);
  try {
    return forge.pkcs12.pkcs12FromAsn1(parse(), false, password);
  } catch (cause) {
    if (cause instanceof Error && cause.message.includes("MAC could not be verified")) {
      throw new WrongPassword("the integrity check of the PKCS#12 file does not hold", { cause });
    }
    if (/^[\x20-\x7e]*$/.test(password)) throw cause;
    // A password with diacritics is UTF-16 for the integrity check, which held, but UTF-8 for PBES2.
    const pfx = parse();
    if (Array.isArray(pfx.value)) pfx.value.splice(2);
    return forge.pkcs12.pkcs12FromAsn1(pfx, false, forge.util.encodeUtf8(password));
  }
}

/** forge knows RSA keys; of any other it leaves the PKCS#8 structure. */
function privateKeyOf(bag: forge.pkcs12.Bag): KeyObject {
  return bag.key
    ? createPrivateKey({ key: derOf(forge.pki.privateKeyToAsn1(bag.key)), format: "der", type: "pkcs1" })
    : createPrivateKey({ key: derOf(bag.asn1), format: "der", type: "pkcs8" });
}

function certificateOf(bag: forge.pkcs12.Bag): X509Certificate {
  return new X509Certificate(derOf(bag.cert ? asn1Of(bag.cert) : bag.asn1));
}

/**
 * The certificate as it was. forge would write the signature algorithm anew; inside the signed part stands the same
 * one untouched (RFC 5280, section 4.1.1.2), so the signature stays valid whatever its parameters.
 */
function asn1Of(certificate: forge.pki.Certificate): forge.asn1.Asn1 {
  const { Class, Type, create } = forge.asn1;
  const fields = certificate.tbsCertificate.value as forge.asn1.Asn1[];
  const hasVersion = fields[0]?.tagClass === Class.CONTEXT_SPECIFIC;
  const algorithm = fields[hasVersion ? 2 : 1];
  if (algorithm === undefined) throw new Error("certificate without signature algorithm");
  return create(Class.UNIVERSAL, Type.SEQUENCE, true, [
    certificate.tbsCertificate,
    algorithm,
    create(Class.UNIVERSAL, Type.BITSTRING, false, `\0${certificate.signature as string}`),
  ]);
}

function derOf(value: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(value).getBytes(), "latin1");
}
