import type { Try } from "#core/access/guess-limit.ts";
import type { AuditEntry } from "#core/ports/audit-entry.ts";
import type { Events, RefusedKey } from "#core/ports/events.ts";
import type { Clock } from "#core/ports/ports.ts";

export interface RefusedKeyReports {
  readonly clock: Clock;
  readonly events: Pick<Events, "keyRefused">;
  readonly audit: (entry: AuditEntry) => Promise<void>;
}

/**
 * Tells of a key that was refused: in log and metric each, and in the audit log once for each time that an address reaches
 * the limit, so that whoever guesses cannot fill it.
 */
export async function reportRefusedKey(
  { clock, events, audit }: RefusedKeyReports,
  { address, account }: Try,
  refused: Pick<RefusedKey, "door" | "count">,
): Promise<void> {
  events.keyRefused({ ...refused, address, account });
  if (refused.count !== "last") return;
  await audit({
    at: new Date(clock.now()),
    actor: `address:${address}`,
    action: "keys.guessed",
    subject: refused.door,
    detail: { account },
  });
}
