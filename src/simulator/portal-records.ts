import type { JsonObject } from "#core/message/message.ts";
import type { Clock } from "#core/ports/ports.ts";

/** What the portal keeps about one dossier. */
export interface PortalRecord {
  /** The dossier as last created or replaced; null when only a sector message has named it. */
  readonly record: JsonObject | null;
  /** When the dossier was created, milliseconds; null while `record` is. */
  readonly createdAt: number | null;
  /** Progress entries in the order they came. Never de-duplicated. */
  readonly progress: readonly JsonObject[];
  /** The last sector message per service and module. */
  readonly sector: ReadonlyMap<string, JsonObject>;
}

/** What stood before a change. */
interface Change {
  readonly at: number;
  readonly before: PortalRecord | undefined;
}

const NOTHING: PortalRecord = { record: null, createdAt: null, progress: [], sector: new Map() };

/**
 * The portal's memory, by dossier code (`MaHoSo`, compared as it stands), with what stood before each change: a portal may
 * look at a copy of its books that is behind, and may lose its last hour. Moments are milliseconds of the simulator's clock.
 */
export class PortalRecords {
  readonly #clock: Clock;
  readonly #byCode = new Map<string, PortalRecord>();
  readonly #changes = new Map<string, Change[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(dossierCode: string): PortalRecord | undefined {
    return this.#byCode.get(dossierCode);
  }

  /** Whether the dossier itself was created here; a sector message alone does not count. */
  has(dossierCode: string): boolean {
    return (this.#byCode.get(dossierCode)?.record ?? null) !== null;
  }

  /** All dossier codes it knows, in the order in which they came. */
  codes(): Iterable<string> {
    return this.#byCode.keys();
  }

  /** Stores or replaces the whole dossier; its progress entries stay. */
  put(dossierCode: string, record: JsonObject, at = this.#clock.now()): void {
    const known = this.#at(dossierCode);
    this.#change(dossierCode, { ...known, record, createdAt: known.createdAt ?? at }, at);
  }

  appendProgress(dossierCode: string, entry: JsonObject, at = this.#clock.now()): void {
    const known = this.#at(dossierCode);
    this.#change(dossierCode, { ...known, progress: [...known.progress, entry] }, at);
  }

  putSector(dossierCode: string, key: string, item: JsonObject, at = this.#clock.now()): void {
    const known = this.#at(dossierCode);
    this.#change(dossierCode, { ...known, sector: new Map(known.sector).set(key, item) }, at);
  }

  /** What was kept about a dossier at a moment. */
  asOf(dossierCode: string, moment: number): PortalRecord | undefined {
    const later = this.#changes.get(dossierCode)?.find(({ at }) => at > moment);
    return later === undefined ? this.#byCode.get(dossierCode) : later.before;
  }

  /** When the last change was made of what is kept about a dossier; null for one it does not know. */
  changedAt(dossierCode: string): number | null {
    return this.#changes.get(dossierCode)?.at(-1)?.at ?? null;
  }

  /** Takes back every change made after a moment. */
  restore(moment: number): void {
    for (const [dossierCode, changes] of this.#changes) {
      const first = changes.findIndex(({ at }) => at > moment);
      if (first < 0) continue;
      const before = changes[first]?.before;
      if (before === undefined) this.#byCode.delete(dossierCode);
      else this.#byCode.set(dossierCode, before);
      changes.length = first;
    }
  }

  clear(): void {
    this.#byCode.clear();
    this.#changes.clear();
  }

  #at(dossierCode: string): PortalRecord {
    return this.#byCode.get(dossierCode) ?? NOTHING;
  }

  #change(dossierCode: string, now: PortalRecord, at: number): void {
    const changes = this.#changes.get(dossierCode) ?? [];
    changes.push({ at, before: this.#byCode.get(dossierCode) });
    this.#changes.set(dossierCode, changes);
    this.#byCode.set(dossierCode, now);
  }
}
