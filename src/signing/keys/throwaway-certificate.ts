import { generateKeyPairSync, sign } from "node:crypto";

import forge from "node-forge";

import type { Random } from "#core/ports/ports.ts";

import { DEMO_ORGANISATION } from "../trust/demo-certificate.ts";

/** A key pair with its certificate, in forge's shapes. */
export interface Identity {
  readonly privateKey: forge.pki.rsa.PrivateKey;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  readonly certificate: forge.pki.Certificate;
  readonly certificatePem: string;
}

export interface IdentityOptions {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Draws the serial number. Keys come from the operating system. */
  readonly random: Random;
  /** Absent: the certificate signs itself and may issue others. */
  readonly issuer?: Identity;
  /** forge's name of the one extended key usage, e.g. `serverAuth`. */
  readonly purpose?: "serverAuth" | "clientAuth" | "emailProtection";
  /** The certificate is for a server on this machine. */
  readonly forLocalhost?: boolean;
}

/** Makes an RSA 2048 key and a certificate that says, in its names, that it is worth nothing. */
export function makeIdentity(options: IdentityOptions): Identity {
  const { publicKey, privateKey: privateKeyPem } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // A leading hexadecimal digit below 8 keeps the serial number positive (RFC 5280, section 4.1.2.2).
  certificate.serialNumber = `4${options.random.uuid().replaceAll("-", "").slice(1)}`;
  certificate.validity = { notBefore: options.notBefore, notAfter: options.notAfter };
  const subject = nameOf(options.commonName);
  certificate.setSubject(subject);
  certificate.setIssuer(options.issuer ? options.issuer.certificate.subject.attributes : subject);
  certificate.setExtensions(extensionsFor(options, certificate));
  signCertificate(certificate, options.issuer?.privateKeyPem ?? privateKeyPem);
  return {
    privateKey: forge.pki.privateKeyFromPem(privateKeyPem),
    privateKeyPem,
    certificate,
    certificatePem: forge.pki.certificateToPem(certificate).replaceAll("\r\n", "\n"),
  };
}

function nameOf(commonName: string): forge.pki.CertificateField[] {
  // The types say Class where forge wants Type.
  const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;
  return [
    { shortName: "C", value: "VN" },
    { shortName: "O", value: DEMO_ORGANISATION },
    { shortName: "CN", value: commonName, valueTagClass: utf8 },
  ];
}

function extensionsFor({ issuer, purpose, forLocalhost }: IdentityOptions, certificate: forge.pki.Certificate) {
  const authority = issuer?.certificate ?? certificate;
  const keyIdentifier = authority.generateSubjectKeyIdentifier().getBytes();
  return [
    { name: "basicConstraints", cA: issuer === undefined, critical: true },
    issuer === undefined
      ? { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true }
      : { name: "keyUsage", digitalSignature: true, critical: true },
    { name: "subjectKeyIdentifier" },
    { name: "authorityKeyIdentifier", keyIdentifier },
    ...(purpose ? [{ name: "extKeyUsage", [purpose]: true }] : []),
    ...(forLocalhost ? [{ name: "subjectAltName", altNames: localhostNames }] : []),
  ];
}

/** Types of GeneralName (RFC 5280, section 4.2.1.6): 2 is a DNS name, 7 an IP address. */
const localhostNames = [
  { type: 2, value: "localhost" },
  { type: 7, ip: "127.0.0.1" },
  { type: 7, ip: "::1" },
];

/** forge builds the structure, node:crypto signs it: here forge's signing key is one that asks node:crypto. */
function signCertificate(certificate: forge.pki.Certificate, privateKeyPem: string): void {
  const key = {
    sign: () => {
      const toBeSigned = Buffer.from(forge.asn1.toDer(certificate.tbsCertificate).getBytes(), "latin1");
      return sign("sha256", toBeSigned, privateKeyPem).toString("latin1");
    },
  };
  certificate.sign(key as unknown as forge.pki.rsa.PrivateKey, forge.md.sha256.create());
}
