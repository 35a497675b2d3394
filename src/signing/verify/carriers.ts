import type { X509Certificate } from "node:crypto";

import { CMS_HEADER } from "../cms/cms.ts";
import { JWS_HEADER } from "../jws.ts";
import { BODY_URI, XML_SIGNATURE_HEADER } from "../xml/detached-xml.ts";
import { Refused } from "./refused.ts";
import { strictBase64 } from "./strict-base64.ts";
import { openSignature, type SignatureInput } from "./verify-signature.ts";

/** The HTTP headers a signature travels in, and how its value is read. A new container is one line here. */
export const signatureCarriers: ReadonlyMap<string, (value: string, body: Uint8Array) => SignatureInput> = new Map([
  [JWS_HEADER, (value, body): SignatureInput => ({ profile: "jws", value, body })],
  [
    XML_SIGNATURE_HEADER,
    (value, body): SignatureInput => ({
      profile: "xml",
      document: base64(value),
      detached: new Map([[BODY_URI, body]]),
    }),
  ],
  [CMS_HEADER, (value, body): SignatureInput => ({ profile: "cms", signature: base64(value), content: body })],
]);

/** What is not Base64 is read as nothing, which every container refuses. */
const base64 = (value: string): Uint8Array => strictBase64(value) ?? new Uint8Array();

/** The certificates that travel with a signature, the signer's first; none where it cannot be read. Nothing is proven. */
export function certificatesWith(input: SignatureInput, now: Date): readonly X509Certificate[] {
  try {
    const { certificate, bag } = openSignature(input, { trustAnchors: [], now });
    return [certificate, ...bag];
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}
