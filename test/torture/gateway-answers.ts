import { setTimeout as sleep } from "node:timers/promises";
import type { Stop } from "./check-stops.ts";
import type { World } from "./world.ts";

/** Most of anything that is asked for at once. */
const PAGE = 200;

/** Tries of one call: a line that stood idle may be closed at the moment it is used, and a busy machine says «later». */
const TRIES = 10;

/**
 * What the gateway says to a call, which may be made more than once.
 * @throws Error when it does not answer, or with anything but a yes
 */
export async function ask(world: World, path: string, init?: RequestInit): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    try {
      const response = await world.call(path, init);
      if (response.ok) return await response.json();
      if (response.status === 503 && tried < TRIES) {
        await response.body?.cancel();
        await sleep(Number(response.headers.get("Retry-After") ?? "1") * 1000);
        continue;
      }
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    } catch (error) {
      if (!(error instanceof TypeError) || tried === TRIES) throw error;
    }
  }
}

/**
 * Where the dossiers with these codes stand, by code; they are the ones that changed last. One answer, so that none is
 * overlooked that goes from one state to another between two.
 */
export async function statesOf(world: World, codes: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const page = (await ask(world, `/v1/dossiers?limit=${Math.min(PAGE, 4 * codes.size)}`)) as {
    readonly dossiers: readonly { readonly dossierCode: string; readonly syncState: string }[];
  };
  const own = page.dossiers.filter(({ dossierCode }) => codes.has(dossierCode));
  return new Map(own.map(({ dossierCode, syncState }) => [dossierCode, syncState]));
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
    const page = (await ask(world, `${path}&limit=${PAGE}${cursor}`)) as Readonly<Record<string, unknown>>;
    rows.push(...(page[name] as Row[]));
    if (typeof page["nextCursor"] !== "string") return rows;
    cursor = `&cursor=${encodeURIComponent(page["nextCursor"])}`;
  }
}
