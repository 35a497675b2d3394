import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { pushedDossier, type Dossier } from "#core/dossier/pushed-dossier.ts";
import type { ProcedureNames } from "#core/message/portal-mapping.ts";
import { defineSector, type SectorAdapter } from "#core/sector/sector.ts";

/** A birth registration as one-stop software pushes it; the smallest that breaks no rule. */
export function push(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    dossierCode: "H26.107-260518-0123",
    sector: "births",
    procedureCode: "1.001193",
    agencyCode: "H26.107",
    agencyName: "UBND phường Mẫu",
    status: 2,
    channel: "online",
    returnMethod: "direct",
    summary: "Đăng ký khai sinh cho Nguyễn Minh Mẫu",
    applicant: { type: "citizen", name: "Nguyễn Văn Mẫu" },
    receivedAt: "2026-05-18T08:30:15+07:00",
    dueAt: "2026-05-18T17:00:00+07:00",
    ...changes,
  };
}

/** {@link push} as the gateway reads it. */
export function dossier(changes: Readonly<Record<string, unknown>> = {}): Dossier {
  return pushedDossier.parse(push(changes));
}

export function progressLine(id: string, at: string, changes: Readonly<Record<string, unknown>> = {}) {
  return { id, at, actor: "Trần Thị Mẫu", note: `Bước ${id}`, status: 2, ...changes };
}

/** A sector with one procedure and nothing else. */
export function sector<R = never>(changes: Partial<SectorAdapter<R>> = {}): SectorAdapter {
  return defineSector<R>({
    sector: "births",
    title: "Khai sinh",
    titleEn: "Births",
    version: "1",
    rules: [],
    procedures: [
      {
        code: "1.001193",
        name: "Thủ tục đăng ký khai sinh",
        nameEn: "Birth registration",
        field: { code: "G15-HT06", name: "Hộ tịch" },
        from: null,
        to: null,
        source: "test",
      },
    ],
    ...changes,
  });
}

export function registryOf(...all: readonly SectorAdapter[]): SectorRegistry {
  return { all, find: (name) => all.find((adapter) => adapter.sector === name) };
}

export const NAMES: ProcedureNames = {
  name: "Thủ tục đăng ký khai sinh",
  fieldCode: "G15-HT06",
  fieldName: "Hộ tịch",
};

/** A dossier that passed every check. */
export function checked(changes: Readonly<Record<string, unknown>> = {}, adapter = sector()): CheckedDossier {
  const read = dossier(changes);
  return { ok: true, dossier: read, record: read.record, adapter, procedure: NAMES, warnings: [] };
}
