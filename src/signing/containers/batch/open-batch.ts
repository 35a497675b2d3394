import { rootFrom } from "#core/proof/hash-tree.ts";

import {
  BATCH_ENDING,
  batchDigest,
  batchStatement,
  type BatchValue,
  containerHeaders,
  readBatchValue,
} from "./batch-value.ts";
import { limitsOf, type VerificationPolicy } from "../verification-policy.ts";
import { demand, SignatureRefused } from "../../refusals/refusal.ts";
import type { OpenedSignature } from "../opened-signature.ts";
import { longestHeaderValue } from "../signature-headers.ts";

/** One envelope of a batch, and the value that came with it. */
export interface BatchInput {
  /** Value of the HTTP header. */
  readonly value: string;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
}

/**
 * Opens a signature over many envelopes for one of them: its form, the path from the body to the root, and the signature
 * over root and size. The path has exactly the length that size and position demand; leaves and nodes are hashed apart, so
 * no node passes for an envelope.
 *
 * @param openInner opens the one signature over the batch, as it would travel in a header of its own
 * @throws SignatureRefused
 */
export function openBatch<Profile extends string>(
  { value, body }: BatchInput,
  policy: VerificationPolicy,
  openInner: (header: string, value: string, body: Uint8Array) => OpenedSignature & { readonly profile: Profile },
): OpenedSignature & { readonly profile: `${Profile}${typeof BATCH_ENDING}` } {
  const limits = limitsOf(policy);
  demand(value.length <= longestHeaderValue, "header-too-large");
  demand(body.length <= limits.bytes, "too-large");
  const batch = readBatchValue(value);
  if (batch === undefined) throw new SignatureRefused("batch-malformed");
  const { by, size, position, signature } = batch;
  demand(size >= 1 && size <= limits.batch, "batch-size", String(size));
  demand(position < size, "batch-position", `${position} of ${size}`);
  requireInTree(batch, body);
  const { profile, ...opened } = openInner(containerHeaders[by], signature, batchStatement(batch));
  return {
    ...opened,
    profile: `${profile}${BATCH_ENDING}`,
    signed: [{ uri: "", bytes: body }],
    batch: { size, position },
  };
}

function requireInTree({ size, position, path, root }: BatchValue, body: Uint8Array): void {
  const hashes = path.map((one) => Buffer.from(one, "hex"));
  const led = rootFrom(body, { position, size, path: hashes }, batchDigest);
  demand(led !== undefined, "batch-path-length", `${path.length} hashes`);
  demand(Buffer.from(led).toString("hex") === root, "batch-path-mismatch");
}
