import type { SaidToExist } from "./causes.ts";
import type { JsonObject } from "../message/message.ts";
import { parseJson } from "../message/canonical-json.ts";
import { compareHeld, proveHeld } from "../reconciliation/compare-held.ts";

/** What went out about a dossier, as far as the portal's answer to a look-up has to be judged by it. */
export interface SentHistory {
  /** Contents of this dossier that went out before the one asked after, oldest first; canonical JSON. */
  readonly earlier: readonly { readonly payload: string; readonly confirmed: boolean }[];
  /** When an answer to one of them, or to the one asked after, was last lost; null: none was. */
  readonly lostAt: Date | null;
  /** When the portal last confirmed one of them; null: never. */
  readonly confirmedAt: Date | null;
}

/** What was asked after. */
interface Asked {
  /** Canonical JSON. */
  readonly payload: string;
  /**
   * The portal refused to create it, or one of several, because it has the dossier already, which may be somebody else's.
   */
  readonly saidToExist: SaidToExist | null;
}

/** What the portal holds, as it says. */
type Held = { readonly kind: "found"; readonly record: JsonObject } | { readonly kind: "absent" };

/**
 * What a look-up tells of a content whose fate is not known.
 *
 * `applied`: the record proves it; `not-applied`: it was not; `not-provable`: the portal holds the dossier, and what it shows
 * would agree with what was there before, too; `forgotten`: the portal does not know a dossier that it confirmed; `wait`: what the portal shows
 * may be older than what it holds, so it is asked again at `until`.
 */
export type Judgement =
  | { readonly kind: "applied" | "not-applied" | "not-provable" | "forgotten" }
  | { readonly kind: "wait"; readonly until: Date };

/**
 * Judges a look-up. A portal may answer from a copy that lags behind, and may apply late what it did not answer: until
 * `settlingMs` have passed since an answer was lost, only what the portal cannot have shown before proves anything.
 */
export function judgeLookup(
  { payload, saidToExist }: Asked,
  held: Held,
  { earlier, lostAt, confirmedAt }: SentHistory,
  { now, settlingMs }: { readonly now: number; readonly settlingMs: number },
): Judgement {
  const lastConfirmed = earlier.findLastIndex(({ confirmed }) => confirmed);
  const settledAt = (since: Date | null): number => (since === null ? 0 : since.getTime() + settlingMs);
  const unlessBefore = (until: number, kind: "not-applied" | "forgotten"): Judgement =>
    now < until ? { kind: "wait", until: new Date(until) } : { kind };

  const settled = settledAt(lostAt);
  if (held.kind === "absent") {
    // It denies what it says itself: whatever it holds, an update is taken where it holds something.
    if (lastConfirmed === -1 && saidToExist === "alone" && now >= settled) return { kind: "not-provable" };
    if (lastConfirmed === -1) return unlessBefore(settled, "not-applied");
    return unlessBefore(Math.max(settled, settledAt(confirmedAt)), "forgotten");
  }
  const mayBeElsewhere = lastConfirmed === -1 && (saidToExist !== null || isFiledAtPortal(payload));
  const prove = (others: readonly string[]) =>
    proveHeld(payload, held.record, others, { anythingElse: mayBeElsewhere });
  if (now < settled) {
    // An old look shows something held before, be it the same as what is asked after.
    const before = earlier.map((one) => one.payload);
    return prove(before) === "shown" ? { kind: "applied" } : { kind: "wait", until: new Date(settled) };
  }
  const possible = earlier.slice(Math.max(lastConfirmed, 0)).map((one) => one.payload);
  const proof = prove(possible.filter((other) => other !== payload));
  if (proof === "different") {
    // It holds what was there before, or what nobody here sent: then nothing shows whether this was applied, too.
    const isFormer = possible.some((other) => compareHeld(other, held.record).differing.length === 0);
    return { kind: isFormer || lostAt === null ? "not-applied" : "not-provable" };
  }
  return { kind: proof === "shown" ? "applied" : "not-provable" };
}

/** A dossier that was filed at the portal itself (`NoiNopHoSo` 1) may stand there without any call of ours. */
function isFiledAtPortal(payload: string): boolean {
  const fields = parseJson(payload);
  return typeof fields === "object" && fields !== null && "NoiNopHoSo" in fields && fields["NoiNopHoSo"] === "1";
}
