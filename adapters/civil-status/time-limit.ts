import type { TimeLimit } from "#core/dossier/time-limit.ts";
import type { CivilStatusRecord } from "./record.ts";

/**
 * The time limit a case has of its own: a supplement of civil status is entered at once (Luật Hộ tịch 60/2014/QH13,
 * Điều 29); for everything else the procedure's limits hold.
 */
export function limitOf({ record }: { readonly record: CivilStatusRecord }): TimeLimit | null {
  return record.module === "TDCC" && record.kind === "BO_SUNG" ? { kind: "same-day", cutOff: "15:00" } : null;
}
