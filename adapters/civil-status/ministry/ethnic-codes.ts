import type { EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { toEthnicTable } from "#schemas/codes/ethnic-tables.ts";
import type { CivilStatusRecord } from "../record.ts";

/** A record whose ethnic groups are numbered as the Ministry of Justice reads them, ready to be written out. */
export function forMinistry(record: CivilStatusRecord, table: EthnicTable): CivilStatusRecord {
  return renumbered(record, (code) => toEthnicTable(table, code)) as CivilStatusRecord;
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
