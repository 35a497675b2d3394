import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { appliedAt, expectedBy, heldAt, owedBy } from "./books.ts";
import { checkContents } from "./check-contents.ts";
import { checkLedgers } from "./check-ledgers.ts";
import { checkStops } from "./check-stops.ts";
import { statesOf, stopsOf } from "./gateway-answers.ts";
import { until } from "./gateway-process.ts";
import { createPerson } from "./person.ts";
import { readGatewayBook } from "./read-gateway-database.ts";
import type { MoreFigures, Part, Stage } from "./scenario.ts";
import { DECEIVING, LAG_MS, MUTE, TAKING_PART, type VariantPhase } from "./variant-plan.ts";
import type { PushCounts } from "./vendor.ts";
import { codeOf, revisionsOf } from "./workload.ts";
import type { World } from "./world.ts";

/** One dossier in so many is filed at the portal before it is pushed. */
const BORN_ELSEWHERE = 4;
/** Rounds in which a person does what is advised, before it counts as not healed. */
const ROUNDS = 12;

/** Long enough for everything that does not hang on a question. */
const MUTE_MS = 10_000;

/** A person who did not help at once comes back no sooner. */
const PERSON_MS = 1000;

/** A phase that was played, before the books are compared. */
interface Played {
  readonly name: string;
  readonly portalDeceives: boolean;
  readonly portalTakesPart: boolean;
  readonly codes: ReadonlySet<string>;
  readonly pushes: PushCounts;
  readonly figures: MoreFigures;
  readonly violations: readonly string[];
  /** Calls that were struck by a fault. */
  readonly fired: number;
}

/** One gateway's share of the phases, each with dossiers of its own, one after the other. */
export class VariantLane {
  readonly #stage: Stage;
  readonly #world: World;
  readonly #sectors: SectorRegistry;
  readonly #limitMs: number;
  readonly #played: Played[] = [];
  #next = 0;

  constructor(parts: { stage: Stage; world: World; sectors: SectorRegistry; limitMs: number }) {
    this.#stage = parts.stage;
    this.#world = parts.world;
    this.#sectors = parts.sectors;
    this.#limitMs = parts.limitMs;
  }

  /** Pushes dossiers to a portal of this kind, waits, looks, follows the advice, and looks again; gives what is wrong. */
  async play({ variant, trouble }: VariantPhase, dossiers: number, house: string): Promise<readonly string[]> {
    const { simulator, vendor } = this.#world;
    const indices = Array.from({ length: dossiers }, () => (this.#next += 1) - 1);
    const codes = new Set(indices.map(codeOf));
    const before = { ...vendor.counts };
    const chosen = simulator.variant.choose(variant);
    if (!chosen.ok) throw new Error(JSON.stringify(chosen.issues));
    simulator.faults.set(trouble.faults);
    for (const index of indices) if (index % BORN_ELSEWHERE === 0) this.#bearElsewhere(codeOf(index));
    await vendor.pushAll(indices.map(revisionsOf));
    const muted = await this.#settled(codes);
    const isMute = MUTE.has(variant.name);
    const fired = simulator.faults.list().reduce((sum, rule) => sum + (rule.fired ?? 0), 0);
    simulator.faults.set([]);
    // What it left unknown is known once it answers.
    if (isMute) simulator.variant.choose({ name: "usual" });
    const states = isMute ? await this.#settled(codes) : muted;
    const stops = await stopsOf(this.#world, codes);
    const told = checkStops(stops);
    const first = await this.#contents(codes);
    const stopped = new Set(stops.map(({ dossierCode }) => dossierCode));
    if (stopped.size > 0) await this.#heal(codes);
    const last = stopped.size > 0 ? await this.#contents(codes) : first;
    const inSync = await this.#inSync(stopped);
    const unhealed = [...stopped].filter((code) => !inSync.has(code));
    const falseOnes = new Set([...first.violations, ...last.violations]);
    simulator.variant.choose({ name: "usual" });
    const portalDeceives = DECEIVING.has(variant.name);
    const name = `${variant.name}, ${trouble.name}${house}`;
    const violations = [
      ...(portalDeceives ? [] : falseOnes),
      ...told.violations,
      ...[...states].filter(isRestless).map(([code, state]) => `${code} is still ${state} when all should be done`),
      ...unhealed.map((code) => `${code} had stopped, and nothing that was advised helped`),
    ];
    this.#played.push({
      name,
      portalDeceives,
      portalTakesPart: TAKING_PART.has(variant.name),
      codes,
      pushes: difference(vendor.counts, before),
      figures: { falseInSync: falseOnes.size, unreasoned: told.unreasoned, healed: inSync.size },
      violations,
      fired,
    });
    return violations.map((violation) => `${name}: ${violation}`);
  }

  /** Ends the gateway and compares the books, phase by phase. */
  async judge(batch: number): Promise<Part[]> {
    const { world, sectors } = { world: this.#world, sectors: this.#sectors };
    await world.end();
    const { messages } = await readGatewayBook(world.house);
    const owed = owedBy(sectors, world.vendor);
    const applied = appliedAt(world.simulator);
    return this.#played.map((played) => {
      const { name, portalDeceives, portalTakesPart, codes, pushes, figures, violations, fired } = played;
      const isOwn = ({ dossierCode }: { readonly dossierCode: string }): boolean => codes.has(dossierCode);
      const books = checkLedgers(
        {
          owed: new Map([...owed].filter(([code]) => codes.has(code))),
          held: messages.filter(isOwn),
          applied: applied.filter(isOwn),
        },
        { portalDeceives, portalTakesPart },
      );
      const { repeated, parked } = books.figures;
      // An answer was lost where a fault struck, and where the portal cut the line itself and applied late.
      const mayRepeat = fired * batch + applied.filter((line) => isOwn(line) && line.late === true).length;
      const tooMany = repeated > mayRepeat ? [`${repeated} progress lines repeated, at most ${mayRepeat} lost`] : [];
      const stopped = parked > 0 ? [`${parked} messages still wait for a person`] : [];
      const all = [...books.violations, ...violations, ...tooMany, ...stopped].map((said) => `${name}: ${said}`);
      return { name, portalDeceives, pushes, figures: { ...books.figures, ...figures }, violations: all };
    });
  }

  async #heal(codes: ReadonlySet<string>): Promise<void> {
    const person = createPerson(this.#world);
    for (let round = 0; round < ROUNDS; round += 1) {
      const stops = await stopsOf(this.#world, codes);
      // Of each dossier the first: what comes after it waits for that.
      const firsts = new Map(stops.toReversed().map((stop) => [stop.dossierCode, stop]));
      if (firsts.size === 0) return;
      const followed = await Promise.all([...firsts.values()].map((stop) => person.follow(stop)));
      if (!followed.includes(true)) return;
      await this.#settled(codes);
      const back = performance.now() + PERSON_MS;
      if (round > 0) await until(() => performance.now() >= back, this.#stage.signal, { everyMs: 50 });
    }
  }

  /** Waits until nothing goes on by itself any more, and what the portal does late is done, too. */
  async #settled(codes: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    let states: ReadonlyMap<string, string> = new Map();
    const rests = async (): Promise<boolean> => {
      states = await statesOf(this.#world, codes);
      return states.size === codes.size && ![...states].some(isRestless);
    };
    const { name: chosen } = this.#world.simulator.variant.chosen;
    // What a mute portal leaves unknown stays so, however long it is waited for.
    const options = {
      withinMs: typeof chosen === "string" && MUTE.has(chosen) ? MUTE_MS : this.#limitMs,
      everyMs: 200,
    };
    if (!(await until(rests, this.#stage.signal, options))) return states;
    const over = chosen === "late-apply" ? performance.now() + 2 * LAG_MS : 0;
    await until(() => performance.now() >= over, this.#stage.signal, { everyMs: 20 });
    await until(rests, this.#stage.signal, options);
    return states;
  }

  /** Someone filed the dossier at the portal itself: the first that is told of it is an update. */
  #bearElsewhere(code: string): void {
    this.#world.simulator.portalRecords.put(code, {
      MaHoSo: code,
      MaTTHC: "",
      ChuHoSo: "",
      TrangThaiHoSo: String(dossierStatus.newlyRegistered),
    });
  }

  async #inSync(codes: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    if (codes.size === 0) return codes;
    const states = await statesOf(this.#world, codes);
    return new Set([...codes].filter((code) => states.get(code) === "in-sync"));
  }

  async #contents(codes: ReadonlySet<string>) {
    const expected = expectedBy(this.#sectors, this.#world.vendor, codes);
    const inSync = await this.#inSync(codes);
    return checkContents({ inSync, expected, held: heldAt(this.#world.simulator) });
  }
}

function isRestless([, state]: readonly [string, string]): boolean {
  return state === "pending" || state === "unknown";
}

function difference(now: PushCounts, before: PushCounts): PushCounts {
  return {
    pushed: now.pushed - before.pushed,
    answered: now.answered - before.answered,
    repeated: now.repeated - before.repeated,
  };
}
