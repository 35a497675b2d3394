import { X509Certificate } from "node:crypto";

import { BODY_URI } from "../../../src/signing/containers/xml/detached-xml.ts";
import { verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import type { Sample } from "./containers.ts";
import { ca, intermediate } from "./signers.ts";
import { oneByOne, type Verifier } from "./verifier.ts";
import type { SignatureInput } from "../../../src/signing/verify/signature-input.ts";

/** Our own verifier, by the strictest policy a caller can have. @param timestampCa PEM of the authority of level B-T */
export function lienthong(timestampCa: string | undefined): Verifier {
  const common = { trustAnchors: [ca.certificate], intermediates: [intermediate.certificate] };
  const timestampAnchors = timestampCa === undefined ? [] : [new X509Certificate(timestampCa)];
  return {
    name: "lienthong",
    isHere: true,
    speaks: () => true,
    judge: oneByOne(async (sample) => {
      const { valid } = await verifySignature(inputOf(sample), {
        ...common,
        now: new Date(),
        ...(sample.hasTimestamp && { timestampAnchors, requireTimestamp: true }),
      });
      return valid;
    }),
  };
}

function inputOf({ profile, carrier, body }: Sample): SignatureInput {
  if (profile === "jws") return { profile, value: carrier.toString(), body };
  if (profile === "cms") return { profile, signature: carrier, content: body };
  return { profile, document: carrier, detached: new Map([[BODY_URI, body]]) };
}
