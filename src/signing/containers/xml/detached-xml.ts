import { hash } from "node:crypto";

import type { Signer } from "#core/ports/ports.ts";

import { createContainerSigner, requireChainFits, type TimestampTokenSource } from "../container-signer.ts";
import type { SigningKey } from "../../keys/signing-key.ts";
import { precomputeLayout, signatureWidth } from "./precomputed-layout.ts";
import { type XmlProfileName, xmlProfiles } from "./xml-profiles.ts";
import { completeSignature, createXmlKey, layOut } from "./lay-out-signature.ts";
import { XML_SIGNATURE_HEADER } from "../signature-headers.ts";

/**
 * URI of the reference to the signed bytes: the file name this project's own tools and pages give them. It names
 * octets beside the signature, so they are digested as they are, with no transform (xmldsig-core, section 4.4.3.2).
 */
export const BODY_URI = "envelope.body";

/** Characters left for the signature of the largest usual key (RSA 4096), in Base64 of Base64. */
const reserve = 1000;

/**
 * Signs the exact bytes of a body with a detached XML signature, a document of its own that travels Base64 in
 * {@link XML_SIGNATURE_HEADER}.
 *
 * @throws Fault `key-unreadable` when the profile does not sign with this kind of key, or the chain is too long
 */
export function createDetachedXmlSigner(
  signingKey: SigningKey,
  profile: XmlProfileName,
  options: { readonly timestamp?: TimestampTokenSource } = {},
): Signer {
  const key = createXmlKey(signingKey, xmlProfiles[profile], options);
  const plain = layOut(key, { uri: BODY_URI, mimeType: "application/octet-stream" });
  requireChainFits(signingKey, (plain.signature("", ["", ""], "").length * 4) / 3, reserve);
  const layout = precomputeLayout(plain, signatureWidth(signingKey));

  return createContainerSigner(signingKey, {
    profile,
    header: XML_SIGNATURE_HEADER,
    async seal(bytes, now) {
      const signature = await completeSignature(key, layout, hash("sha256", bytes, "base64"), now);
      return signature.toString("base64");
    },
  });
}
