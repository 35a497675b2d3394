import type { X509Certificate } from "node:crypto";

import { BATCH_HEADER } from "../containers/batch/batch-value.ts";
import { singleCarriers } from "./carried.ts";
import { Refused } from "./refused.ts";
import { openSignature, type SignatureInput } from "./verify-signature.ts";

/** The HTTP headers a signature travels in, and how its value is read. */
export const signatureCarriers: ReadonlyMap<string, (value: string, body: Uint8Array) => SignatureInput> = new Map<
  string,
  (value: string, body: Uint8Array) => SignatureInput
>([...singleCarriers, [BATCH_HEADER, (value, body) => ({ profile: "batch", value, body })]]);

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
