import type { Standing, Stations } from "#core/sector/simulator-desk.ts";

/**
 * Where dossiers stand at the ministries. By itself each goes one station further every time somebody asks, until its
 * last; what was set stays.
 */
export class MinistryStandings {
  readonly #set = new Map<string, Standing>();
  readonly #asked = new Map<string, number>();

  set(dossierCode: string, standing: Standing): void {
    this.#set.set(dossierCode, standing);
  }

  /** Asks after a dossier: what was set, or the next of the stations. */
  ask(dossierCode: string, stations: Stations): Standing {
    const set = this.#set.get(dossierCode);
    if (set !== undefined) return set;
    const asked = this.#asked.get(dossierCode) ?? 0;
    this.#asked.set(dossierCode, asked + 1);
    return stations[Math.min(asked, stations.length - 1)] ?? stations[0];
  }

  clear(): void {
    this.#set.clear();
    this.#asked.clear();
  }
}
