import { addDays } from "#schemas/common/working-days.ts";
import { Fault } from "../fault.ts";
import type { Procedure, ProcedureTime } from "./procedure.ts";
import type { SectorRegistry } from "./sector-registry.ts";
import type { ProcedureSetting, SectorSettings } from "./sector-settings.ts";
import type { SectorAdapter } from "./sector.ts";

/**
 * The sectors with the province's own data in place.
 * @throws Fault `config-invalid` when a setting names a procedure that no sector has
 */
export function configureSectors(sectors: SectorRegistry, settings: SectorSettings): SectorRegistry {
  const known = new Set(sectors.all.flatMap(({ procedures }) => procedures.map(({ code }) => code)));
  const stray = settings.procedures.find(({ code }) => !known.has(code));
  if (stray !== undefined) {
    throw new Fault("config-invalid", {
      vi: `Cấu hình procedures: không lĩnh vực nào có thủ tục ${stray.code}.`,
      en: `Configuration of procedures: no sector has a procedure ${stray.code}.`,
    });
  }
  const all = sectors.all.map((adapter) => configured(adapter, settings));
  const byName = new Map(all.map((adapter) => [adapter.sector, adapter]));
  return { ...sectors, all, find: (sector) => byName.get(sector) };
}

function configured(adapter: SectorAdapter, settings: SectorSettings): SectorAdapter {
  const procedures = adapter.procedures.map((procedure) =>
    settings.procedures.filter(({ code }) => code === procedure.code).reduce(withLimit, procedure),
  );
  return { ...adapter, ...adapter.settings?.apply(settings.bySector[adapter.sector] ?? {}), procedures };
}

/** The procedure with one limit from a day on; what was known before that day stays. */
function withLimit(procedure: Procedure, setting: ProcedureSetting): Procedure {
  const { from = null, extendedTimeLimit } = setting;
  const before = from === null ? [] : (procedure.timeLimits ?? []).flatMap((time) => endedBefore(time, from));
  const replaced = procedure.timeLimits?.find(({ extended }) => extended !== undefined)?.extended;
  const when = { when: replaced?.when ?? "trường hợp kéo dài", whenEn: replaced?.whenEn ?? "cases that take longer" };
  const own: ProcedureTime = {
    limit: setting.timeLimit,
    ...(extendedTimeLimit === undefined ? {} : { extended: { limit: extendedTimeLimit, ...when } }),
    from,
    to: null,
    source: setting.source,
  };
  return { ...procedure, timeLimits: [...before, own] };
}

function endedBefore(time: ProcedureTime, day: string): ProcedureTime[] {
  if (time.from !== null && time.from >= day) return [];
  return [time.to !== null && time.to < day ? time : { ...time, to: addDays(day, -1) }];
}
