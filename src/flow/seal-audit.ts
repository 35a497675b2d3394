import { checkpointInput, type AuditChainStore } from "#core/proof/audit-chain.ts";
import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";
import type { Clock, Signer } from "#core/ports/ports.ts";
import type { Events } from "#core/ports/events.ts";
import { sha256 } from "./sha256.ts";

export interface SealAuditDependencies {
  readonly clock: Clock;
  readonly store: AuditChainStore;
  readonly signer: Signer;
  readonly events: Pick<Events, "auditSealed">;
  /** Entries linked in one transaction. */
  readonly limit: number;
}

/** Tiles of the hash tree that are made in one go: some 25,000 links of a log that had no tree yet. */
const TILES_AT_ONCE = 100;

/**
 * Links what the audit log has got since last time, and signs a checkpoint when one is due. Runs beside everything else:
 * no writer of the log ever waits for it.
 *
 * @param checkpointEveryMs a checkpoint is signed when this long has passed since the last one and something was added
 */
export async function sealAudit(
  deps: SealAuditDependencies & { readonly checkpointEveryMs: number },
  signal: AbortSignal,
): Promise<void> {
  await linkEntries(deps, signal);
  await signCheckpoint(deps, deps.checkpointEveryMs, signal);
}

/** How long evidence waits for the newest entries to become final, at most: so many looks, so far apart. */
const LOOKS = 20;
const LOOK_EVERY_MS = 50;

/**
 * Puts all there is in the log by now under a signed checkpoint, so that evidence proves what has just happened too. What
 * a transaction that does not end holds back stays for the next checkpoint.
 */
export async function coverAudit(
  deps: SealAuditDependencies & { readonly wait: (ms: number) => Promise<unknown> },
  signal: AbortSignal,
): Promise<void> {
  const newest = await deps.store.newest();
  for (let look = 0; look < LOOKS && !signal.aborted && !(await deps.store.isLinked(newest)); look += 1) {
    if (look > 1) await deps.wait(LOOK_EVERY_MS);
    await linkEntries(deps, signal);
  }
  await signCheckpoint(deps, 0, signal);
}

async function linkEntries({ store, limit }: SealAuditDependencies, signal: AbortSignal): Promise<void> {
  for (let more = true; more && !signal.aborted;) {
    const extended = await store.extend({ limit, sha256 });
    more = extended !== null && extended.linked === limit;
  }
}

async function signCheckpoint(deps: SealAuditDependencies, everyMs: number, signal: AbortSignal): Promise<void> {
  const { store } = deps;
  const head = await store.head();
  // The tree is brought up to this head at least, whatever others link meanwhile.
  while (!signal.aborted && (await store.grow(TILES_AT_ONCE)));
  if (head === null || signal.aborted) return;
  const { position, link, checkpoint } = head;
  if (checkpoint !== null && position === checkpoint.position && checkpoint.root !== null) return;
  const now = new Date(deps.clock.now());
  if (checkpoint !== null && now.getTime() - Date.parse(checkpoint.at) < everyMs) return;
  const point = { position, link, root: await store.root(position), at: now.toISOString() };
  const signature = await deps.signer.sign(Buffer.from(checkpointInput(point)), now).catch((error: unknown) => {
    if (error instanceof KeyUnavailable) return null;
    throw error;
  });
  // The loss of the token was told when it happened; the next round that finds it back signs.
  if (signature === null) return;
  const { profile, header, value } = signature;
  await store.addCheckpoint({ ...point, signature: { profile, header, value } });
  // The log is the one place outside the database where a later truncation can be told by.
  deps.events.auditSealed({ position, link });
}
