import type { JsonObject, JsonValue } from "#core/message/message.ts";

/** Where a dossier stands at a ministry, as a test or a person set it. */
export interface Standing {
  /** The ministry's own number or word. */
  readonly status: string;
  readonly note?: string | undefined;
  /** Until when a supplement must be handed in, as the ministry writes days. */
  readonly supplementDue?: string | undefined;
  readonly result?: JsonValue | undefined;
}

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
  ask(dossierCode: string, stations: readonly [Standing, ...Standing[]]): Standing {
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

/** A register entry as the civil-status software gives it, shortened. */
const REGISTER_ENTRY: JsonObject = {
  soDangKy: "15",
  quyenSo: "01/2026",
  trangSo: "15",
  ngayDangKy: "20/11/2026",
  giayKhaiSinh: "JVBERi0xLjQKJU1hdQo=",
};

/** The usual way of a dossier at each ministry, in its own numbers. */
export const STATIONS = {
  civilStatus: [{ status: "1" }, { status: "3" }, { status: "4", result: REGISTER_ENTRY }],
  criminalRecords: [{ status: "3" }, { status: "4" }, { status: "5" }],
  drivingLicences: [
    { status: "1", note: "Đã tiếp nhận" },
    { status: "2", note: "Đang xử lý" },
    { status: "3", note: "Đã có kết quả" },
  ],
} as const satisfies Record<string, readonly [Standing, ...Standing[]]>;
