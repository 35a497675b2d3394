import { renderTable } from "../../src/cli/table.ts";
import type { Finished } from "./run-scenario.ts";
import type { Report } from "./scenario.ts";

/** The table at the end of a run: a line for each scenario, and for each of its parts. */
export function renderReport(finished: readonly Finished[]): string {
  const header = [
    "kịch bản / scenario",
    "pushed",
    "2xx",
    "owed",
    "applied",
    "lost",
    "twice",
    "disorder",
    "false in-sync",
    "parked",
    "no reason",
    "healed",
    "left",
    "repeated",
    "answers lost",
    "s",
    "",
  ];
  const rows = finished.flatMap((one) => [
    row(one.scenario, one, one.seconds),
    ...(one.parts ?? []).map((part) => row(`  ${part.name}`, { ...part, torment: {} }, "")),
  ]);
  return renderTable(header, rows);
}

function row(
  name: string,
  { pushes, figures, violations, torment }: Pick<Report, "pushes" | "figures" | "violations" | "torment">,
  seconds: number | "",
): (string | number)[] {
  return [
    name,
    pushes.pushed,
    pushes.answered,
    figures.owed,
    figures.applied,
    figures.lost,
    figures.twice,
    figures.outOfOrder,
    figures.falseInSync,
    figures.parked,
    figures.unreasoned,
    figures.healed,
    figures.left,
    figures.repeated,
    figures.answersLost,
    seconds,
    [
      violations.length === 0 ? "✓" : `✗ ${violations.length}`,
      ...Object.entries(torment).map(([what, count]) => `${what} ${count}`),
    ].join(", "),
  ];
}
