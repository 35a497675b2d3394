import { createHash } from "node:crypto";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import type { LedgerLine } from "../../src/simulator/ledger.ts";

/** An item the portal has to apply for a dossier, by its digest. */
interface Expected {
  readonly kind: string;
  readonly itemSha256: string;
}

/** Everything the pushed revisions of one dossier make for the portal, in the order it has to arrive. */
export function expectedItems(sectors: SectorRegistry, revisions: readonly object[]): Expected[] {
  const expected = new Map<string, Expected>();
  for (const revision of revisions) {
    const checked = checkDossier(revision, sectors);
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    for (const { kind, payload } of allMessages(checked)) {
      const itemSha256 = createHash("sha256").update(canonicalJson(payload)).digest("hex");
      if (!expected.has(itemSha256)) expected.set(itemSha256, { kind, itemSha256 });
    }
  }
  return [...expected.values()];
}

/** What is wrong with a ledger, and how many progress lines it has more than once. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly repeatedLines: number;
}

/**
 * Judges a ledger: of every dossier everything expected and nothing else, dossier items exactly once, all of it in order
 * of first appearance, every signature valid. Progress lines may repeat, which is counted.
 */
export function judge(ledger: readonly LedgerLine[], dossiers: ReadonlyMap<string, readonly Expected[]>): Verdict {
  const faults: string[] = [];
  let repeatedLines = 0;
  const byDossier = Map.groupBy(ledger, ({ dossierCode }) => dossierCode);
  for (const code of byDossier.keys()) if (!dossiers.has(code)) faults.push(`${code}: nobody pushed it`);
  for (const [code, expected] of dossiers) {
    const applied = (byDossier.get(code) ?? []).map(({ itemSha256 }) => itemSha256);
    const first = [...new Set(applied)];
    if (first.join() !== expected.map(({ itemSha256 }) => itemSha256).join())
      faults.push(`${code}: applied ${names(first, expected)} instead of ${names(undefined, expected)}`);
    for (const { kind, itemSha256 } of expected) {
      const times = applied.filter((item) => item === itemSha256).length;
      if (kind === "progress") repeatedLines += Math.max(0, times - 1);
      else if (times !== 1) faults.push(`${code}: a ${kind} item was applied ${times} times`);
    }
  }
  const unsigned = ledger.filter(({ signature }) => !signature.valid).length;
  if (unsigned > 0) faults.push(`${unsigned} items without a valid signature`);
  return { faults, repeatedLines };
}

function names(items: readonly string[] | undefined, expected: readonly Expected[]): string {
  const shown = items ?? expected.map(({ itemSha256 }) => itemSha256);
  return `[${shown.map((item) => expected.find(({ itemSha256 }) => itemSha256 === item)?.kind ?? "foreign").join(" ")}]`;
}
