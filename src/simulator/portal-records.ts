import type { JsonObject } from "#core/message/message.ts";

/** What the portal keeps about one dossier. */
export interface PortalRecord {
  /** The dossier as last created or replaced; null when only a sector message has named it. */
  readonly record: JsonObject | null;
  /** Progress entries in the order they came. Never de-duplicated. */
  readonly progress: readonly JsonObject[];
  /** The last sector message per service and module. */
  readonly sector: ReadonlyMap<string, JsonObject>;
}

const NOTHING: PortalRecord = { record: null, progress: [], sector: new Map() };

/** The portal's memory, by dossier code (`MaHoSo`, compared as it stands). */
export class PortalRecords {
  readonly #byCode = new Map<string, PortalRecord>();

  get(dossierCode: string): PortalRecord | undefined {
    return this.#byCode.get(dossierCode);
  }

  /** Whether the dossier itself was created here; a sector message alone does not count. */
  has(dossierCode: string): boolean {
    return (this.#byCode.get(dossierCode)?.record ?? null) !== null;
  }

  /** Stores or replaces the whole dossier; its progress entries stay. */
  put(dossierCode: string, record: JsonObject): void {
    this.#byCode.set(dossierCode, { ...this.#at(dossierCode), record });
  }

  appendProgress(dossierCode: string, entry: JsonObject): void {
    const known = this.#at(dossierCode);
    this.#byCode.set(dossierCode, { ...known, progress: [...known.progress, entry] });
  }

  putSector(dossierCode: string, key: string, item: JsonObject): void {
    const known = this.#at(dossierCode);
    this.#byCode.set(dossierCode, { ...known, sector: new Map(known.sector).set(key, item) });
  }

  clear(): void {
    this.#byCode.clear();
  }

  #at(dossierCode: string): PortalRecord {
    return this.#byCode.get(dossierCode) ?? NOTHING;
  }
}
