import type { ChangeDependencies } from "./delivery-dependencies.ts";
import { isRemembered } from "./change-after-sending.ts";
import type { Batch } from "./lanes.ts";
import type { Sent } from "./send-envelope.ts";
import { auditOfStopped, type SettlementResult } from "./settle.ts";

/** What is committed of a batch that was sent. */
export function settlementOf(
  deps: ChangeDependencies,
  batch: Batch,
  { outcome, attempts }: Sent,
  changes: SettlementResult["changes"],
): SettlementResult {
  const taken = changes.filter(({ change }) => batch.kind === "dossier" && change.state === "delivered");
  return {
    attempts,
    changes,
    portalKnown: taken.map(({ message }) => message.dossierCode),
    ...askAbout(deps, batch, changes),
    ...lookAgain(deps, taken),
    ...remembered(deps, batch, taken),
    audit: auditOfStopped(deps, changes, outcome.items === undefined ? outcome : undefined),
  };
}

function remembered(
  { clock }: ChangeDependencies,
  batch: Batch,
  taken: SettlementResult["changes"],
): Pick<SettlementResult, "remembered"> {
  const known = taken.filter(
    ({ message, change }) => isRemembered(batch, message) && change.outcome?.kind === "already-exists",
  );
  if (known.length === 0) return {};
  return { remembered: { dossierCodes: known.map(({ message }) => message.dossierCode), at: new Date(clock.now()) } };
}

/** Dossiers that were sent again after a lost answer are looked at once more, when what was lost would have been applied. */
function lookAgain(
  { clock, random, policy }: ChangeDependencies,
  taken: SettlementResult["changes"],
): Pick<SettlementResult, "lookAgain"> {
  const doubted = taken.filter(({ message }) => message.spent > 0);
  if (doubted.length === 0) return {};
  const dossierCodes = doubted.map(({ message }) => message.dossierCode);
  return { lookAgain: { dossierCodes, runId: random.uuid(), from: new Date(clock.now() + policy.settlingMs) } };
}

/** Whoever took a sector's message is asked from now on where the dossier stands, if it can be asked. */
function askAbout(
  { clock, policy }: ChangeDependencies,
  { destination, service }: Batch,
  changes: SettlementResult["changes"],
): Pick<SettlementResult, "askAbout"> {
  const { asking } = policy;
  if (asking === null || !asking.services.includes(service)) return {};
  const taken = changes.filter(({ change }) => change.state === "delivered");
  if (taken.length === 0) return {};
  const dossierCodes = taken.map(({ message }) => message.dossierCode);
  return { askAbout: { destination, dossierCodes, from: new Date(clock.now() + asking.everyMs) } };
}
