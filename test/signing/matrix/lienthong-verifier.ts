import { X509Certificate } from "node:crypto";

import { BODY_URI } from "../../../src/signing/containers/xml/detached-xml.ts";
import { type SignatureInput, verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import { type Sample, signedPaths } from "./containers.ts";
import { ca, intermediate } from "./signers.ts";
import { oneByOne, type Verifier } from "./verifier.ts";

/** Our own verifier, by the strictest policy a caller can have. @param timestampCa PEM of the authority of level B-T */
export function lienthong(timestampCa: string | undefined): Verifier {
  const common = { trustAnchors: [ca.certificate], intermediates: [intermediate.certificate] };
  const timestampAnchors = timestampCa === undefined ? [] : [new X509Certificate(timestampCa)];
  return {
    name: "lienthong",
    isHere: true,
    speaks: () => true,
    judge: oneByOne(async (sample) => {
      const byId = sample.container.includes("by Id");
      const { valid } = await verifySignature(inputOf(sample), {
        ...common,
        now: new Date(),
        ...(sample.hasTimestamp && { timestampAnchors, requireTimestamp: true }),
        ...(byId && { expectedElements: signedPaths }),
      });
      return valid;
    }),
  };
}

function inputOf({ profile, carrier, body }: Sample): SignatureInput {
  if (profile === "jws") return { profile, value: carrier.toString(), body: body ?? Buffer.alloc(0) };
  if (profile === "cms") return { profile, signature: carrier, content: body ?? Buffer.alloc(0) };
  return { profile, document: carrier, ...(body !== undefined && { detached: new Map([[BODY_URI, body]]) }) };
}
