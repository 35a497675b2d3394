import { checkpointInput, type AuditChainStore } from "#core/audit-chain.ts";
import type { Clock, Signer } from "#core/ports.ts";
import type { Events } from "#core/events.ts";
import { sha256 } from "./sha256.ts";

export interface SealAuditDependencies {
  readonly clock: Clock;
  readonly store: AuditChainStore;
  readonly signer: Signer;
  readonly events: Events;
  /** Entries linked in one transaction. */
  readonly limit: number;
  /** A checkpoint is signed when this long has passed since the last one and something was added. Milliseconds. */
  readonly checkpointEveryMs: number;
}

/**
 * Links what the audit log has got since last time, and signs a checkpoint when one is due. Runs beside everything else:
 * no writer of the log ever waits for it.
 */
export async function sealAudit(deps: SealAuditDependencies, signal: AbortSignal): Promise<void> {
  const { store, limit } = deps;
  for (let more = true; more && !signal.aborted;) {
    const extended = await store.extend({ limit, sha256 });
    more = extended !== null && extended.linked === limit;
  }
  const head = await store.head();
  if (head === null || head.position === (head.checkpoint?.position ?? 0)) return;
  const now = new Date(deps.clock.now());
  if (head.checkpoint !== null && now.getTime() - Date.parse(head.checkpoint.at) < deps.checkpointEveryMs) return;
  const point = { position: head.position, link: head.link, at: now.toISOString() };
  const { profile, header, value } = await deps.signer.sign(Buffer.from(checkpointInput(point)), now);
  await store.addCheckpoint({ ...point, signature: { profile, header, value } });
  // The log is the one place outside the database where a later truncation can be told by.
  deps.events.auditSealed({ position: head.position, link: head.link });
}
