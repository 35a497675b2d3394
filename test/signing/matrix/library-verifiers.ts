import { X509Certificate } from "node:crypto";

import { flattenedVerify } from "jose";
import { Certificate, ContentInfo, SignedData } from "pkijs";

import { xadesjs } from "../../bench/xml-peers.ts";
import { BODY_URI } from "../../../src/signing/containers/xml/detached-xml.ts";
import type { Sample } from "./containers.ts";
import { ca } from "./signers.ts";
import { isXml, oneByOne, type Verifier } from "./verifier.ts";

/** With the certificate of the header: whether it is trusted is not asked of it. */
async function acceptedByJose({ carrier, body }: Sample): Promise<boolean> {
  const [header = "", payload = "", signature = ""] = carrier.toString().split(".");
  const { x5c } = JSON.parse(Buffer.from(header, "base64url").toString()) as { x5c: [string] };
  const { publicKey } = new X509Certificate(Buffer.from(x5c[0], "base64"));
  const options = { algorithms: ["RS256", "ES256"], crit: { b64: true } };
  await flattenedVerify({ protected: header, payload: payload || body, signature }, publicKey, options);
  return true;
}

/** Form, digest, attributes, signature and chain. */
function acceptedByPkijs({ carrier, body }: Sample): Promise<boolean> {
  const signed = new SignedData({ schema: ContentInfo.fromBER(copy(carrier)).content });
  const trustedCerts = [Certificate.fromBER(copy(ca.certificate.raw))];
  return signed.verify({ signer: 0, data: copy(body), checkChain: true, trustedCerts });
}

/** It reads from an ArrayBuffer of its own. */
function copy(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** With any certificate of the signature. */
export function acceptedByXadesjs({ carrier, body }: Pick<Sample, "carrier" | "body">): Promise<boolean> {
  const document = xadesjs.Parse(carrier.toString());
  const signed = new xadesjs.SignedXml(document);
  signed.contentHandler = async ({ Uri }) => (Uri === BODY_URI ? body : null);
  signed.LoadXml(document.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature")[0]);
  return signed.Verify();
}

/** Verifiers in this process. */
export const libraries: readonly Verifier[] = [
  { name: "jose", isHere: true, speaks: ({ profile }) => profile === "jws", judge: oneByOne(acceptedByJose) },
  { name: "pkijs", isHere: true, speaks: ({ profile }) => profile === "cms", judge: oneByOne(acceptedByPkijs) },
  { name: "xadesjs", isHere: true, speaks: isXml, judge: oneByOne(acceptedByXadesjs) },
];
