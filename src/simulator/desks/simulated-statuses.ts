import type { SimulatedStatus, Stations } from "#core/sector/simulator-desk.ts";

/**
 * Where dossiers stand at the ministries. By itself each goes one station further every time somebody asks, until its
 * last; what was set stays.
 */
export class SimulatedStatuses {
  readonly #set = new Map<string, SimulatedStatus>();
  readonly #asked = new Map<string, number>();

  set(dossierCode: string, status: SimulatedStatus): void {
    this.#set.set(dossierCode, status);
  }

  /** Asks after a dossier: what was set, or the next of the stations. */
  ask(dossierCode: string, stations: Stations): SimulatedStatus {
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
