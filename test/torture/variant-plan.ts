import { FAULT_KINDS, type FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { VARIANTS } from "../../src/simulator/variants/catalogue.ts";

/** How long anything of a portal lags in the suite, milliseconds; the gateway is told to reckon with more. */
export const LAG_MS = 150;

/** Quick, and often enough to strike among few dossiers. What is not here is played by its defaults. */
const SETTINGS: Readonly<Record<string, object>> = {
  "lookup-stale": { lagMs: LAG_MS },
  "late-apply": { delayMs: LAG_MS, every: 3 },
  "item-refusals": { every: 3 },
  "items-left-out": { every: 3 },
  "partial-apply": { every: 2 },
  "unknown-after-create": { lagMs: LAG_MS },
  "restored-backup": { forgetMs: 2 * LAG_MS, afterWrites: 4 },
  "silent-yes": { every: 5 },
  "session-words": { afterCalls: 3 },
  "session-redirect": { afterCalls: 3 },
  "session-403": { afterCalls: 3 },
  "session-login-page": { afterCalls: 3 },
  "data-words": { every: 3 },
  "slow-answers": { delayMs: 100 },
  "adapter-fault": { every: 3 },
  "quota-in-words": { maxCalls: 5, perMs: 1000 },
  "ministry-auth-fault": { forMs: 500 },
  "ministry-run-together": { every: 1 },
  "status-moves-on": { afterMs: 50 },
};

/** Portals that say yes to what they do not hold, or lose it later: nobody outside can know, see docs/torture.md. */
export const DECEIVING: ReadonlySet<string> = new Set(["silent-yes", "restored-backup"]);

const FAULT_SETTINGS: Partial<Record<FaultRule["kind"], Partial<FaultRule>>> = {
  slow: { delayMs: 100 },
  hang: { delayMs: 100 },
  "rate-limit": { retryAfterSeconds: 0 },
  maintenance: { retryAfterSeconds: 0 },
};

/** What goes wrong besides. */
export interface Trouble {
  readonly name: string;
  readonly faults: readonly FaultRule[];
}

const ALONE: Trouble = { name: "alone", faults: [] };
/** Look-ups are made only where an answer was lost. */
const LOST: Trouble = { name: "lost answers", faults: [{ kind: "drop-after-apply", probability: 0.3 }] };
/** All failure modes together strike one call in ten. */
const MIXED: Trouble = {
  name: "10 % faults",
  faults: FAULT_KINDS.map((kind) => ({ kind, ...FAULT_SETTINGS[kind], probability: 0.1 / FAULT_KINDS.length })),
};
const EACH: readonly Trouble[] = FAULT_KINDS.map((kind) => ({
  name: kind,
  faults: [{ kind, ...FAULT_SETTINGS[kind], probability: 0.1 }],
}));

/** What differs only where something is asked after or sent again. */
const AFTER_LOST_ANSWERS: ReadonlySet<string> = new Set([
  ...VARIANTS.map(({ name }) => name).filter((name) => name.startsWith("lookup-")),
  "status-moves-on",
  "create-upserts",
  "progress-deduplicated",
  "update-unknown-yes",
  "exists-other-words",
  "exists-code-zero",
  "ministry-duplicate",
]);

/** One way a portal is played to a gateway. */
export interface VariantPhase {
  readonly variant: { readonly name: string };
  readonly trouble: Trouble;
}

/** Every variant twice in the short form; in the long one with every failure mode. */
export function variantPhases(isLong: boolean): VariantPhase[] {
  return VARIANTS.flatMap(({ name }) => {
    const variant = { name, ...SETTINGS[name] };
    const troubles = isLong ? [ALONE, LOST, MIXED, ...EACH] : [AFTER_LOST_ANSWERS.has(name) ? LOST : ALONE, MIXED];
    return troubles.map((trouble) => ({ variant, trouble }));
  });
}
