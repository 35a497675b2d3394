import { loadSectors } from "../../../src/compose/load-sectors.ts";
import type { Part, Report, Scenario, Stage } from "../scenario.ts";
import { VariantLane } from "../variant-lane.ts";
import { LAG_MS, variantPhases, type VariantPhase } from "../variant-plan.ts";
import { openWorld, type WorldOptions } from "../world.ts";

const BATCH = 3;
/** Gateways side by side at most, each with a portal and a database of its own: most of the time they wait. */
const GATEWAYS = 6;

interface House extends Pick<WorldOptions, "database" | "processes"> {
  readonly name: string;
  /** Said behind the name of a phase where there are several. */
  readonly title: string;
}

const HOUSES: readonly House[] = [
  { database: "server", processes: 1, name: "postgres", title: ", PostgreSQL" },
  { database: "server", processes: 3, name: "processes", title: ", 3 processes" },
  { database: "embedded", processes: 1, name: "pglite", title: ", PGlite" },
];

/** What `--house` takes. */
export const HOUSE_NAMES: readonly string[] = HOUSES.map(({ name }) => name);

/** Every portal that is plausible, alone and with faults; the gateway may lie about none of them. */
export const portalVariants: Scenario = {
  name: "portal-variants",
  title: { vi: "mọi Cổng có thể có, một mình và kèm sự cố", en: "every plausible portal, alone and with faults" },
  async run(stage) {
    const houses = stage.isLong ? HOUSES : [{ ...HOUSES[0], title: "" } as House];
    const phasesOf = (at: number): VariantPhase[] =>
      stage.houses?.includes(houses[at]?.name ?? "") === false
        ? []
        : variantPhases(stage.isLong, { at, of: houses.length }).filter(
            ({ variant }) => stage.variants === undefined || stage.variants.includes(variant.name),
          );
    const total = houses.reduce((sum, _house, at) => sum + phasesOf(at).length, 0);
    const parts: Part[] = [];
    let done = 0;
    const played = (wrong: readonly string[]): void => stage.progress((done += 1), total, wrong);
    for (const [at, house] of houses.entries()) {
      const phases = phasesOf(at);
      if (phases.length === 0) continue;
      // Dealt out, so that a slow portal's phases do not all meet in one lane.
      const count = Math.ceil(GATEWAYS / house.processes);
      const lanes = Array.from({ length: count }, (_, lane) =>
        phases.filter((_phase, place) => place % count === lane),
      );
      const ended = await Promise.allSettled(lanes.map((own, lane) => playLane({ stage, house, lane, played }, own)));
      // Only now, when no lane needs the server any more.
      for (const lane of ended) {
        if (lane.status === "rejected") throw lane.reason;
        parts.push(...lane.value);
      }
    }
    return sumUp(stage, parts);
  },
};

async function playLane(
  {
    stage,
    house,
    lane,
    played,
  }: { stage: Stage; house: House; lane: number; played: (wrong: readonly string[]) => void },
  phases: readonly VariantPhase[],
): Promise<Part[]> {
  await using world = await openWorld(
    { ...stage, seed: `${stage.seed} ${lane}` },
    { ...house, batch: BATCH, delivery },
  );
  await world.startAll();
  const sectors = await loadSectors();
  const variants = new VariantLane({ stage, world, sectors, limitMs: 180_000 });
  for (const phase of phases) {
    if (stage.signal.aborted) break;
    let wrong: readonly string[] = [];
    try {
      wrong = await variants.play(phase, stage.dossiers ?? (stage.isLong ? 12 : 4), house.title);
    } catch (error) {
      // What is cut short by whoever runs this says so in the report.
      if (!stage.signal.aborted) throw error;
    }
    played(wrong);
  }
  // What a portal that answers no question left unknown is known once it answers.
  world.simulator.faults.set([]);
  world.simulator.variant.choose({ name: "usual" });
  await world.settled();
  // Awaited here: the world is gone when this function is.
  return await variants.judge(BATCH);
}

/** The gateway reckons with portals that lag; here they lag less than it is told. */
const delivery = {
  askAfterMs: 2 * LAG_MS,
  // Nobody is killed here, and one that only gets no turn must not lose its dossiers to itself.
  leaseSeconds: 30,
  // Gateways that look every 50 ms would keep two cores busy with looking.
  pollMs: 200,
  settlingMs: 4 * LAG_MS,
};

function sumUp(stage: Stage, parts: readonly Part[]): Report {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const of = <Names extends string>(rows: readonly Readonly<Record<Names, number>>[], names: readonly Names[]) =>
    Object.fromEntries(names.map((name) => [name, sum(rows.map((row) => row[name]))])) as Record<Names, number>;
  return {
    parts,
    figures: of(
      parts.map(({ figures, portalDeceives }) => (portalDeceives ? { ...figures, lost: 0, falseInSync: 0 } : figures)),
      FIGURES,
    ),
    pushes: of(
      parts.map(({ pushes }) => pushes),
      ["pushed", "answered", "repeated"],
    ),
    violations: [
      ...parts.flatMap(({ violations }) => violations),
      ...(stage.signal.aborted ? ["ended before its time"] : []),
    ],
    torment: { portals: parts.length },
  };
}

const FIGURES = [
  "owed",
  "applied",
  "lost",
  "twice",
  "outOfOrder",
  "parked",
  "heldBack",
  "left",
  "repeated",
  "answersLost",
  "falseInSync",
  "unreasoned",
  "healed",
] as const;
