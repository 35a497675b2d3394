import { ethnicCodeFor, type EthnicTables } from "#schemas/codes/ethnic-receivers.ts";
import type { CivilStatusRecord } from "../record.ts";

/** A record whose ethnic groups are numbered as the Ministry of Justice reads them, ready to be written out. */
export function forMinistry(record: CivilStatusRecord, tables: EthnicTables): CivilStatusRecord {
  return renumbered(record, (code) => ethnicCodeFor("ministry-of-justice", tables, code)) as CivilStatusRecord;
}

function renumbered(value: unknown, renumber: (code: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => renumbered(item, renumber));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "ethnicity" && typeof member === "string" ? renumber(member) : renumbered(member, renumber),
    ]),
  );
}
