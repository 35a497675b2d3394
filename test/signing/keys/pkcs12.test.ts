import { X509Certificate } from "node:crypto";

import forge from "node-forge";
import { describe, expect, it } from "vitest";

import { readPkcs12 } from "../../../src/signing/keys/pkcs12.ts";
import { root } from "../sample-keys.ts";

const { asn1, pki } = forge;
const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
const sequence = (...items: forge.asn1.Asn1[]) => asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, items);
const octets = (bytes: string) => asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, bytes);
const explicit = (item: forge.asn1.Asn1) => asn1.create(CONTEXT_SPECIFIC, asn1.Type.NONE, true, [item]);
const oid = (name: string) =>
  asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(pki.oids[name] ?? "").getBytes());
const toDer = (item: forge.asn1.Asn1): string => asn1.toDer(item).getBytes();
const data = (content: forge.asn1.Asn1) => sequence(oid("data"), explicit(octets(toDer(content))));

/** A PKCS#12 file without encryption and integrity check, holding one certificate as it is. */
function pkcs12Of(certificate: string): Buffer {
  const bag = sequence(oid("certBag"), explicit(sequence(oid("x509Certificate"), explicit(octets(certificate)))));
  const version = asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, asn1.integerToDer(3).getBytes());
  return Buffer.from(toDer(sequence(version, data(sequence(data(sequence(bag)))))), "latin1");
}

describe("readPkcs12", () => {
  it("keeps a certificate byte for byte where forge would write its signature algorithm another way", () => {
    // Some CAs leave out the NULL after sha256WithRSAEncryption, in both places where the algorithm stands.
    const withNull = Buffer.from("300d06092a864886f70d01010b0500", "hex");
    const certificate = asn1.fromDer(root.raw.toString("latin1"));
    const [signed, outer] = certificate.value as [forge.asn1.Asn1, forge.asn1.Asn1];
    const [, , inner] = signed.value as [unknown, unknown, forge.asn1.Asn1];
    for (const algorithm of [inner, outer]) {
      expect(Buffer.from(toDer(algorithm), "latin1")).toEqual(withNull);
      (algorithm.value as forge.asn1.Asn1[]).pop();
    }
    const der = toDer(certificate);
    const [read] = readPkcs12(pkcs12Of(der), undefined).certificates;
    expect(read?.raw.toString("hex")).toBe(Buffer.from(der, "latin1").toString("hex"));
    expect(read).toBeInstanceOf(X509Certificate);
  });
});
