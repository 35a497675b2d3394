import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { LedgerLine } from "../../src/simulator/ledger.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { ContentBooks, Contents } from "./check-contents.ts";
import type { AppliedItem, Item } from "./ledgers.ts";
import type { Vendor } from "./vendor.ts";
import { contentsExpected, itemsOwed } from "./workload.ts";

/** What the vendor's book says of each dossier: everything the portal has to hear. */
export function owedBy(sectors: SectorRegistry, { answered }: Vendor): Map<string, readonly Item[]> {
  return new Map([...answered].map(([code, pushes]) => [code, itemsOwed(sectors, pushes)]));
}

/** What the vendor's book says of each dossier, or of some: what the portal has to hold in the end. */
export function expectedBy(
  sectors: SectorRegistry,
  { answered }: Vendor,
  codes: Iterable<string> = answered.keys(),
): Map<string, Contents> {
  return new Map([...codes].map((code) => [code, contentsExpected(sectors, answered.get(code) ?? [])]));
}

/** The portal's book. */
export function appliedAt({ ledger }: Simulator): (AppliedItem & Pick<LedgerLine, "late">)[] {
  return ledger.lines().map((line) => ({ ...line, signed: line.signature.valid, undone: line.undoneAt !== undefined }));
}

/** What the portal holds now. */
export function heldAt({ portalRecords }: Simulator): ContentBooks["held"] {
  return (dossierCode) => {
    const kept = portalRecords.get(dossierCode);
    if (kept === undefined) return null;
    return { record: kept.record, progress: kept.progress, sector: [...kept.sector.values()] };
  };
}
