import { hash } from "node:crypto";

import { canonicalJson } from "#core/message/canonical-json.ts";
import type { Digest } from "#core/proof/hash-tree.ts";

/** HTTP header a batch signature travels in. */
export const BATCH_HEADER = "X-Batch-Signature";

/** End of the names of batch profiles: `jws-batch` signs many envelopes at once with profile `jws`. */
export const BATCH_ENDING = "-batch";

export const batchDigest: Digest = (bytes) => hash("sha256", bytes, "buffer");

/** How the one signature over the batch is laid out: as in the header of that container. */
export type BatchContainer = "jws" | "xml" | "cms";

/**
 * What travels with one envelope of a batch: its place in the hash tree (RFC 9162, section 2.1) whose leaves are the
 * exact bytes of the envelopes, and the signature over the tree.
 */
export interface BatchValue {
  readonly by: BatchContainer;
  /** Envelopes in the batch. */
  readonly size: number;
  /** From 0. */
  readonly position: number;
  /** Hex. */
  readonly root: string;
  /** Hashes (hex) beside the way up, lowest first. */
  readonly path: readonly string[];
  /** As in the container's own header. */
  readonly signature: string;
}

/** What is signed for a batch. The size is part of it, so that no other tree can have the same root. */
export function batchStatement({ root, size }: Pick<BatchValue, "root" | "size">): Buffer {
  return Buffer.from(canonicalJson({ batch: "lienthong-batch", root, size }));
}

/** The header's value. */
export function writeBatchValue({ by, size, position, root, path, signature }: BatchValue): string {
  return `by=${by};size=${size};position=${position};root=${root};path=${path.join(".")};signature=${signature}`;
}

const form =
  /^by=(?<by>jws|xml|cms);size=(?<size>0|[1-9]\d{0,8});position=(?<position>0|[1-9]\d{0,8});root=(?<root>[0-9a-f]{64});path=(?<path>(?:[0-9a-f]{64}(?:\.[0-9a-f]{64})*)?);signature=(?<signature>[\w.+/=-]+)$/;

/** Reads a value; undefined where it is not in the one form there is. Nothing in it is trusted yet. */
export function readBatchValue(value: string): BatchValue | undefined {
  const groups = form.exec(value)?.groups;
  if (groups === undefined) return undefined;
  const { by = "", size, position, root = "", path = "", signature = "" } = groups;
  return {
    by: by as BatchContainer,
    size: Number(size),
    position: Number(position),
    root,
    path: path === "" ? [] : path.split("."),
    signature,
  };
}
