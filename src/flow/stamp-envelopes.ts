import { hash } from "node:crypto";
import type { Events } from "#core/ports/events.ts";
import { hashTree } from "#core/proof/hash-tree.ts";
import type { Random } from "#core/ports/ports.ts";
import {
  leafOf,
  type TimestampAuthority,
  type TimestampStore,
  type UnstampedEnvelope,
} from "#core/proof/timestamps.ts";

export interface StampDependencies {
  readonly store: TimestampStore;
  readonly authority: TimestampAuthority;
  readonly random: Random;
  readonly events: Pick<Events, "envelopesStamped" | "timestampFailed">;
  /** Envelopes under one token. */
  readonly mostEnvelopes: number;
}

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * Has the oldest envelopes without a timestamp covered by one token over the root of their hash tree. Nobody waits for
 * this: while the authority is away, they stay what they are, the next round's work. True when there may be more.
 */
export async function stampEnvelopes(deps: StampDependencies, signal?: AbortSignal): Promise<boolean> {
  const { store, authority, random, events, mostEnvelopes } = deps;
  const envelopes = await store.unstamped(mostEnvelopes);
  if (envelopes.length === 0) return false;
  const { root, paths } = hashTree(envelopes.map(leaf), digest);
  const stamped = await authority.stamp(root, signal);
  if (stamped.kind === "failed") {
    // Being told to stop is no failure of the authority's.
    if (signal?.aborted !== true) events.timestampFailed(stamped);
    return false;
  }
  const kept = await store.keep({
    id: random.uuid(),
    root: hexOf(root),
    token: stamped.token,
    stampedAt: stamped.at,
    leaves: envelopes.map(({ id }, index) => ({ envelopeId: id, path: (paths[index] ?? []).map(hexOf) })),
  });
  events.envelopesStamped(kept);
  return envelopes.length === mostEnvelopes;
}

function leaf({ bodySha256, signatureValue }: UnstampedEnvelope): Uint8Array {
  return leafOf({
    bodySha256: Buffer.from(bodySha256, "hex"),
    signatureSha256: digest(Buffer.from(signatureValue)),
  });
}
