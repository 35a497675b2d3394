import { renderTable } from "../../src/cli/table.ts";
import type { Finished } from "./run-scenario.ts";

/** The table at the end of a run: a line for each scenario. */
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
    "parked",
    "left",
    "repeated",
    "answers lost",
    "s",
    "",
  ];
  const rows = finished.map(({ scenario, pushes, figures, seconds, violations, torment }) => [
    scenario,
    pushes.pushed,
    pushes.answered,
    figures.owed,
    figures.applied,
    figures.lost,
    figures.twice,
    figures.outOfOrder,
    figures.parked,
    figures.left,
    figures.repeated,
    figures.answersLost,
    seconds,
    [
      violations.length === 0 ? "✓" : `✗ ${violations.length}`,
      ...Object.entries(torment).map(([name, count]) => `${name} ${count}`),
    ].join(", "),
  ]);
  return renderTable(header, rows);
}
