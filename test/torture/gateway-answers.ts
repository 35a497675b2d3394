import type { Stop } from "./check-stops.ts";
import type { World } from "./world.ts";

/** Most of anything that is asked for at once. */
const PAGE = 200;

/** Dossiers in one of the states, of those with these codes. */
export async function dossiersThatAre(
  world: World,
  states: readonly string[],
  codes: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const state of states) {
    const rows = await all<{ readonly dossierCode: string }>(world, `/v1/dossiers?state=${state}`, "dossiers");
    for (const { dossierCode } of rows) if (codes.has(dossierCode)) found.add(dossierCode);
  }
  return found;
}

/** What waits for a person, of the dossiers with these codes, first of each dossier first. */
export async function stopsOf(world: World, codes: ReadonlySet<string>): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (const state of ["parked", "refused"]) {
    stops.push(...(await all<Stop>(world, `/v1/messages?state=${state}`, "messages")));
  }
  return stops.filter(({ dossierCode }) => codes.has(dossierCode)).toSorted((a, b) => a.number - b.number);
}

/** Everything of a list that comes in pages. */
async function all<Row>(world: World, path: string, name: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = "";
  for (;;) {
    const response = await world.call(`${path}&limit=${PAGE}${cursor}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const page = (await response.json()) as Readonly<Record<string, unknown>>;
    rows.push(...(page[name] as Row[]));
    if (typeof page["nextCursor"] !== "string") return rows;
    cursor = `&cursor=${encodeURIComponent(page["nextCursor"])}`;
  }
}
