import forge from "node-forge";

import type { Random } from "#core/ports/ports.ts";

import { DEMO_KEY_PASSWORD } from "../trust/demo-certificate.ts";
import { type Identity, makeIdentity } from "./throwaway-certificate.ts";

export interface ThrowawayKeysOptions {
  /** Start of the validity. */
  readonly now: Date;
  /** Length of the validity, in days. */
  readonly days: number;
  readonly random: Random;
}

/** Content of the files of a throwaway set. PEM is text in UTF-8. */
export interface ThrowawayKeys {
  /** Certificate of the CA, PEM. Its private key is not kept. */
  readonly ca: Buffer;
  /** Signing key, certificate and CA, PKCS#12 under `DEMO_KEY_PASSWORD`. */
  readonly signingP12: Buffer;
  /** The same signing key (PKCS#8, not encrypted), certificate and CA, PEM. */
  readonly signingPem: Buffer;
  /** Certificate and key of a TLS server on localhost, 127.0.0.1 and ::1, PEM. */
  readonly tlsServerCertificate: Buffer;
  readonly tlsServerKey: Buffer;
  /** Certificate and key of a TLS client, PEM. */
  readonly tlsClientCertificate: Buffer;
  readonly tlsClientKey: Buffer;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Makes a CA, a signing key and TLS keys for demos and tests, all named as worth nothing. */
export function makeThrowawayKeys({ now, days, random }: ThrowawayKeysOptions): ThrowawayKeys {
  const period = { notBefore: now, notAfter: new Date(now.getTime() + days * dayMs), random };
  const ca = makeIdentity({ ...period, commonName: "Liên Thông DEMO CA - KHÔNG DÙNG THẬT" });
  const issued = { ...period, issuer: ca };
  const signing = makeIdentity({
    ...issued,
    commonName: "Liên Thông DEMO - KHÔNG DÙNG THẬT",
    purpose: "emailProtection",
  });
  const server = makeIdentity({
    ...issued,
    commonName: "Liên Thông DEMO máy chủ - KHÔNG DÙNG THẬT",
    purpose: "serverAuth",
    forLocalhost: true,
  });
  const client = makeIdentity({
    ...issued,
    commonName: "Liên Thông DEMO máy khách - KHÔNG DÙNG THẬT",
    purpose: "clientAuth",
  });
  return {
    ca: Buffer.from(ca.certificatePem),
    signingP12: pkcs12Of(signing, ca),
    signingPem: Buffer.from(signing.privateKeyPem + signing.certificatePem + ca.certificatePem),
    tlsServerCertificate: Buffer.from(server.certificatePem + ca.certificatePem),
    tlsServerKey: Buffer.from(server.privateKeyPem),
    tlsClientCertificate: Buffer.from(client.certificatePem + ca.certificatePem),
    tlsClientKey: Buffer.from(client.privateKeyPem),
  };
}

function pkcs12Of({ privateKey, certificate }: Identity, ca: Identity): Buffer {
  const pfx = forge.pkcs12.toPkcs12Asn1(privateKey, [certificate, ca.certificate], DEMO_KEY_PASSWORD, {
    algorithm: "aes256",
    friendlyName: "lienthong-demo",
  });
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), "latin1");
}
