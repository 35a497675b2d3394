import type { Random } from "#core/ports/ports.ts";
import { Chance } from "../chance.ts";
import type { FaultKind, FaultRule } from "./fault-rule.ts";

/** What a fault has to know about a call to decide whether it is meant. */
export interface FaultTarget {
  /** Name of the service, or `login`. */
  readonly service: string;
  readonly dossierCodes: readonly string[];
  /** `create` is a `DongBoHoSoMC` that creates; every other service that changes something is a `write`. */
  readonly effect: "login" | "read" | "create" | "write";
}

/** These speak of applying, so without a `service` they leave reads alone instead of being spent on them. */
const ABOUT_WRITES: ReadonlySet<FaultKind> = new Set(["drop-after-apply", "drop-before-apply"]);

/**
 * The faults in force. Deterministic by seed: whether a rule with a probability fires is drawn by the rule's place in the
 * list and the call's service and dossiers.
 */
export class Faults {
  readonly #chance: Chance;
  #rules: readonly FaultRule[] = [];
  #fired: number[] = [];

  constructor(random: Random) {
    this.#chance = new Chance(random.uuid());
  }

  /** Puts a new list in force; all counts start again. */
  set(rules: readonly FaultRule[]): void {
    this.#rules = rules;
    this.#fired = rules.map(() => 0);
    this.#chance.restart();
  }

  /** The list in force, with how often each rule has fired. */
  list(): FaultRule[] {
    return this.#rules.map((rule, index) => ({ ...rule, fired: this.#fired[index] ?? 0 }));
  }

  /** The first rule that strikes this call, counted as fired; null when the call is spared. */
  take(target: FaultTarget): FaultRule | null {
    for (const [index, rule] of this.#rules.entries()) {
      const fired = this.#fired[index] ?? 0;
      if (rule.times !== undefined && fired >= rule.times) continue;
      if (!isMeant(rule, target) || !this.#strikes(rule, index, target)) continue;
      this.#fired[index] = fired + 1;
      return rule;
    }
    return null;
  }

  #strikes({ probability = 1 }: FaultRule, index: number, { service, dossierCodes }: FaultTarget): boolean {
    return this.#chance.strikes([index, service, ...dossierCodes].join("\n"), probability);
  }
}

function isMeant(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.kind === "already-exists" && target.effect !== "create") return false;
  if (rule.dossierCode !== undefined && !target.dossierCodes.includes(rule.dossierCode)) return false;
  if (rule.service !== undefined) return rule.service === target.service;
  return target.effect !== "login" && !(ABOUT_WRITES.has(rule.kind) && target.effect === "read");
}
