import { rootFrom } from "#core/proof/hash-tree.ts";

import {
  BATCH_ENDING,
  batchDigest,
  batchStatement,
  type BatchContainer,
  type BatchValue,
  readBatchValue,
} from "./batch-value.ts";
import { CMS_HEADER } from "../cms/sign-cms.ts";
import { JWS_HEADER } from "../jws/sign-jws.ts";
import { headerLimit } from "../container-signer.ts";
import { XML_SIGNATURE_HEADER } from "../xml/detached-xml.ts";
import { singleCarriers } from "../../verify/carried.ts";
import { limitsOf, type VerificationPolicy } from "../../verify/policy.ts";
import { demand, Refused } from "../../verify/refused.ts";
import type { Sealed } from "../../verify/sealed.ts";
import type { SingleInput, SingleProfile } from "../../verify/signature-input.ts";

/** One envelope of a batch, and the value that came with it. */
export interface BatchInput {
  /** Value of the HTTP header. */
  readonly value: string;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
}

/** E.g. `jws-batch`. */
export type BatchProfile = `${SingleProfile}${typeof BATCH_ENDING}`;

const headers: Readonly<Record<BatchContainer, string>> = {
  jws: JWS_HEADER,
  xml: XML_SIGNATURE_HEADER,
  cms: CMS_HEADER,
};

/**
 * Opens a signature over many envelopes for one of them: its form, the path from the body to the root, and the signature
 * over root and size. The path has exactly the length that size and position demand; leaves and nodes are hashed apart, so
 * no node passes for an envelope.
 *
 * @param openSingle opens the signature over the batch
 * @throws Refused
 */
export function openBatch(
  { value, body }: BatchInput,
  policy: VerificationPolicy,
  openSingle: (input: SingleInput) => Sealed & { readonly profile: SingleProfile },
): Sealed & { readonly profile: BatchProfile } {
  const limits = limitsOf(policy);
  demand(value.length <= headerLimit, "header-too-large");
  demand(body.length <= limits.bytes, "too-large");
  const batch = readBatchValue(value);
  if (batch === undefined) throw new Refused("batch-malformed");
  const { by, size, position, signature } = batch;
  demand(size >= 1 && size <= limits.batch, "batch-size", String(size));
  demand(position < size, "batch-position", `${position} of ${size}`);
  requireInTree(batch, body);
  const read = singleCarriers.get(headers[by]);
  if (read === undefined) throw new Refused("batch-malformed", by);
  const { profile, ...sealed } = openSingle(read(signature, batchStatement(batch)));
  return {
    ...sealed,
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
