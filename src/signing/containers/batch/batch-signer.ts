import { hashTree } from "#core/proof/hash-tree.ts";
import type { DetachedSignature, Signer } from "#core/ports/ports.ts";

import { CMS_HEADER } from "../cms/sign-cms.ts";
import { JWS_HEADER } from "../jws/sign-jws.ts";
import { requireValueFits } from "../container-signer.ts";
import { XML_SIGNATURE_HEADER } from "../xml/detached-xml.ts";
import {
  BATCH_ENDING,
  BATCH_HEADER,
  batchDigest,
  batchStatement,
  type BatchContainer,
  writeBatchValue,
} from "./batch-value.ts";

export interface BatchOptions {
  /** Most envelopes under one signature. */
  readonly maxSize: number;
  /** How long the first envelope of a batch waits for others while the key is free; 0: not at all. */
  readonly maxWaitMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Told after each signature how many envelopes it is for. */
  readonly onSigned?: (envelopes: number) => void;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly now: Date;
  readonly signed: PromiseWithResolvers<DetachedSignature>;
}

/** Envelopes that are to get one signature. */
interface Batch {
  readonly waiting: Waiting[];
  /** The first of them has waited long enough. */
  readonly due: Promise<unknown>;
  readonly full: PromiseWithResolvers<void>;
}

const containers: Readonly<Record<string, BatchContainer>> = {
  [JWS_HEADER]: "jws",
  [XML_SIGNATURE_HEADER]: "xml",
  [CMS_HEADER]: "cms",
};

/**
 * Signs many envelopes with one signature of `inner`: calls that come within the window, or while the key is at work, are
 * gathered into one hash tree. Each gets the signature over the root and its own path, and is verifiable alone. The key
 * is asked for one signature at a time: a slow one then gets larger batches, not a longer queue.
 *
 * A signature that fails fails for all that were to have it.
 */
export function createBatchSigner(inner: Signer, options: BatchOptions): Signer {
  const { maxSize, maxWaitMs, wait, onSigned } = options;
  const batches: Batch[] = [];
  let isWorking = false;

  function join(one: Waiting): void {
    let batch = batches.at(-1);
    if (batch === undefined || batch.waiting.length >= maxSize) {
      batch = {
        waiting: [],
        due: maxWaitMs === 0 ? Promise.resolve() : wait(maxWaitMs),
        full: Promise.withResolvers(),
      };
      batches.push(batch);
    }
    batch.waiting.push(one);
    if (batch.waiting.length >= maxSize) batch.full.resolve();
  }

  async function work(): Promise<void> {
    isWorking = true;
    for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
      await Promise.race([batch.due, batch.full.promise]);
      batches.shift();
      await signTogether(batch.waiting);
    }
    isWorking = false;
  }

  async function signTogether(waiting: readonly Waiting[]): Promise<void> {
    try {
      const signatures = await signAll(inner, waiting);
      onSigned?.(waiting.length);
      waiting.forEach(({ signed }, index) => {
        const signature = signatures[index];
        if (signature !== undefined) signed.resolve(signature);
      });
    } catch (error) {
      for (const { signed } of waiting) signed.reject(error);
    }
  }

  return {
    profile: `${inner.profile}${BATCH_ENDING}`,
    subject: inner.subject,
    notBefore: inner.notBefore,
    notAfter: inner.notAfter,
    sign(bytes, now) {
      const signed = Promise.withResolvers<DetachedSignature>();
      join({ bytes, now, signed });
      if (!isWorking) void work();
      return signed.promise;
    },
  };
}

async function signAll(inner: Signer, waiting: readonly Waiting[]): Promise<readonly DetachedSignature[]> {
  const size = waiting.length;
  const tree = hashTree(
    waiting.map(({ bytes }) => bytes),
    batchDigest,
  );
  const root = hexOf(tree.root);
  // Signed when the last of them came: never before any of them was there.
  const now = new Date(Math.max(...waiting.map((one) => one.now.getTime())));
  const { header, value: signature, certificateThumbprint } = await inner.sign(batchStatement({ root, size }), now);
  const by = containers[header];
  if (by === undefined) throw new RangeError(`no batch can be signed in ${header}`);
  const profile = `${inner.profile}${BATCH_ENDING}`;
  return tree.paths.map((path, position) => {
    const value = writeBatchValue({ by, size, position, root, path: path.map(hexOf), signature });
    requireValueFits(profile, value);
    return { profile, header: BATCH_HEADER, value, certificateThumbprint };
  });
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
