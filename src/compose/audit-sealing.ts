import { setTimeout as sleep } from "node:timers/promises";
import type { AuditChainStore } from "#core/proof/audit-chain.ts";
import type { Events } from "#core/ports/events.ts";
import type { Clock, Signer } from "#core/ports/ports.ts";
import { coverAudit, sealAudit } from "../flow/seal-audit.ts";
import { startRounds } from "../worker/rounds.ts";

const SEAL_EVERY_MS = 1000;
const CHECKPOINT_EVERY_MS = 60_000;
const ENTRIES_AT_ONCE = 1000;
/** How long an evidence container waits for the entries of its story to be sealed. */
const COVER_WITHIN_MS = 3000;

/** The chain over the audit log. Disposing ends the round under way. */
export interface AuditSealing extends AsyncDisposable {
  /** Seals what the log holds now. Rejects when that takes longer than an evidence container can wait. */
  cover(): Promise<void>;
}

/** Starts chaining the entries of the audit log and signing checkpoints over them. */
export function startAuditSealing(parts: {
  readonly store: AuditChainStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly events: Events;
}): AuditSealing {
  const sealing = { ...parts, limit: ENTRIES_AT_ONCE };
  const rounds = startRounds({
    name: "seal-audit",
    everyMs: SEAL_EVERY_MS,
    events: parts.events,
    round: (signal) => sealAudit({ ...sealing, checkpointEveryMs: CHECKPOINT_EVERY_MS }, signal),
  });
  return {
    cover: () => coverAudit({ ...sealing, wait: sleep }, AbortSignal.timeout(COVER_WITHIN_MS)),
    [Symbol.asyncDispose]: () => rounds[Symbol.asyncDispose](),
  };
}
