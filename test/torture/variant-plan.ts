import { FAULT_KINDS, type FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { VARIANTS } from "../../src/simulator/variants/catalogue.ts";

/** How long anything of a portal lags in the suite, milliseconds; the gateway is told to reckon with more. */
export const LAG_MS = 150;

/** Quick, and often enough to strike among few dossiers. What is not here is played by its defaults. */
const SETTINGS: Readonly<Record<string, object>> = {
  "lookup-stale": { lagMs: LAG_MS },
  "late-apply": { delayMs: LAG_MS, every: 3 },
  "item-refusals": { every: 3 },
  // Not three: a corrected dossier is told in three calls, and the last of them would be left out for ever.
  "items-left-out": { every: 4 },
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

/** Portals that take a part of a call: a progress line they left out reaches them after those behind it, by a person. */
export const TAKING_PART: ReadonlySet<string> = new Set(["items-left-out", "item-refusals", "partial-apply"]);

/** Portals that answer no question: what was lost there stays unknown, visibly, until they do. */
export const MUTE: ReadonlySet<string> = new Set(["lookup-broken", "message-only"]);

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

/**
 * Every variant once in the short form: with lost answers where it differs only then, otherwise alone and with a mix of
 * faults by turns. In the long one in each house alone, with lost answers and with the mix; and with each failure mode by
 * itself in one of the houses, dealt out so that every pair of a variant and a fault is played.
 *
 * @param house which of so many houses the phases are for
 */
export function variantPhases(isLong: boolean, house: { readonly at: number; readonly of: number }): VariantPhase[] {
  return VARIANTS.flatMap(({ name }, place) => {
    const variant = { name, ...SETTINGS[name] };
    const short = AFTER_LOST_ANSWERS.has(name) ? LOST : place % 2 === 0 ? ALONE : MIXED;
    const dealt = EACH.filter((_, at) => (place + at) % house.of === house.at);
    const troubles = isLong ? [ALONE, LOST, MIXED, ...dealt] : [short];
    return troubles.map((trouble) => ({ variant, trouble }));
  });
}
