import { execFileSync } from "node:child_process";
import { type KeyObject, type X509Certificate, webcrypto } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ObjectIdentifier, OctetString, UTCTime } from "asn1js";
import { FlattenedSign, flattenedVerify } from "jose";
import forge from "node-forge";
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from "pkijs";
import { BODY_URI } from "../../src/signing/containers/xml/detached-xml.ts";
import { xadesjs } from "./xml-peers.ts";

/** The key everybody signs with, RSA, in the form each library takes. */
export interface PeerKey {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

/** A library that signs. */
export interface SigningPeer {
  readonly name: string;
  /** Signs once; text of XML and JWS, DER of CMS. */
  readonly sign: () => Promise<string | Uint8Array>;
}

const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const xmldsig = "http://www.w3.org/2000/09/xmldsig#";
const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** Every peer, set up to sign this body, which none of them puts into its signature. */
export async function signingPeers(key: PeerKey, body: Uint8Array): Promise<readonly SigningPeer[]> {
  const pem = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const webKey = await webcrypto.subtle.importKey("pkcs8", pkcs8(key), rsa, false, ["sign"]);
  const certificate = key.certificate.raw.toString("base64");
  const certificateChain = Certificate.fromBER(Uint8Array.from(key.certificate.raw).buffer);
  return [
    {
      name: "jose: JWS",
      sign: async () => {
        const header = { alg: "RS256", b64: false, crit: ["b64"], x5c: [certificate] };
        const jws = await new FlattenedSign(body).setProtectedHeader(header).sign(key.privateKey);
        return `${jws.protected ?? ""}..${jws.signature}`;
      },
    },
    { name: "pkijs: CMS", sign: () => signByPkijs(webKey, certificateChain, body) },
    { name: "node-forge: CMS", sign: async () => signByForge(pem, key.certificate.toString(), body) },
    {
      name: "xadesjs: XAdES",
      sign: async () => {
        const signer = new xadesjs.SignedXml();
        signer.contentHandler = async () => body;
        const references = [{ hash: "SHA-256", uri: BODY_URI }];
        await signer.Sign({ name: rsa.name }, webKey, xadesjs.Parse("<none/>"), {
          references,
          x509: [certificate],
          signingCertificate: certificate,
        });
        return signer.toString();
      },
    },
  ];
}

/** How each kind of signature is checked. */
export const peerChecks = {
  jose: async (jws: string, body: Uint8Array, { certificate }: PeerKey): Promise<boolean> => {
    const [header = "", , signature = ""] = jws.split(".");
    const options = { crit: { b64: true } };
    await flattenedVerify({ protected: header, payload: body, signature }, certificate.publicKey, options);
    return true;
  },
  pkijs: (der: Uint8Array, body: Uint8Array): Promise<boolean> => {
    const signed = new SignedData({ schema: ContentInfo.fromBER(Uint8Array.from(der).buffer).content });
    return signed.verify({ signer: 0, data: Uint8Array.from(body).buffer });
  },
  xadesjs: async (xml: string, body: Uint8Array, { certificate }: PeerKey): Promise<boolean> => {
    const document = xadesjs.Parse(xml);
    const signed = new xadesjs.SignedXml(document);
    signed.contentHandler = async ({ Uri }) => (Uri === "" || Uri.startsWith("#") ? null : body);
    signed.LoadXml(document.getElementsByTagNameNS(xmldsig, "Signature")[0]);
    const spki = certificate.publicKey.export({ type: "spki", format: "der" });
    return signed.Verify(await webcrypto.subtle.importKey("spki", spki, rsa, true, ["verify"]));
  },
} as const;

/**
 * xmlsec1's own rate on one thread: it repeats one signature and says how long that took.
 *
 * @param program path of xmlsec1
 */
export function rateOfXmlsec1(program: string, key: PeerKey, body: Uint8Array, times: number): number {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-bench-xmlsec-"));
  try {
    writeFileSync(join(folder, "key.pem"), key.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    writeFileSync(join(folder, "template.xml"), xmlsec1Template);
    writeFileSync(join(folder, "body"), body);
    const repeated = ["--repeat", String(times), "--output", "signed.xml", "template.xml"];
    const startedAt = performance.now();
    execFileSync(program, ["--sign", "--privkey-pem", "key.pem", `--url-map:${BODY_URI}`, "body", ...repeated], {
      cwd: folder,
      stdio: "pipe",
    });
    return (times * 1000) / (performance.now() - startedAt);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A signature of the body still to be made. */
const xmlsec1Template =
  `<Signature xmlns="${xmldsig}"><SignedInfo><CanonicalizationMethod Algorithm="${exclusive}"/>` +
  `<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><Reference URI="${BODY_URI}">` +
  '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo>' +
  "<SignatureValue/></Signature>";

function pkcs8({ privateKey }: PeerKey): Buffer {
  return privateKey.export({ type: "pkcs8", format: "der" });
}

async function signByPkijs(key: webcrypto.CryptoKey, certificate: Certificate, body: Uint8Array): Promise<Uint8Array> {
  const digest = await webcrypto.subtle.digest("SHA-256", Uint8Array.from(body));
  const attributes = [
    new Attribute({ type: "1.2.840.113549.1.9.3", values: [new ObjectIdentifier({ value: "1.2.840.113549.1.7.1" })] }),
    new Attribute({ type: "1.2.840.113549.1.9.5", values: [new UTCTime({ valueDate: new Date() })] }),
    new Attribute({ type: "1.2.840.113549.1.9.4", values: [new OctetString({ valueHex: digest })] }),
  ];
  const { issuer, serialNumber } = certificate;
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
  });
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }),
    signerInfos: [signer],
    certificates: [certificate],
  });
  await signed.sign(key, 0, "SHA-256", Uint8Array.from(body).buffer);
  const content = new ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER(false));
}

function signByForge(privateKeyPem: string, certificatePem: string, body: Uint8Array): Uint8Array {
  const { oids } = forge.pki;
  const signed = forge.pkcs7.createSignedData();
  signed.content = forge.util.createBuffer(Buffer.from(body).toString("latin1"));
  signed.addCertificate(certificatePem);
  signed.addSigner({
    key: privateKeyPem,
    certificate: certificatePem,
    digestAlgorithm: oids["sha256"] ?? "",
    authenticatedAttributes: [
      { type: oids["contentType"] ?? "", value: oids["data"] ?? "" },
      { type: oids["messageDigest"] ?? "" },
      { type: oids["signingTime"] ?? "" },
    ],
  });
  signed.sign({ detached: true });
  return Buffer.from(forge.asn1.toDer(signed.toAsn1()).getBytes(), "latin1");
}
