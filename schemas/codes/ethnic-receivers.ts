import { ethnicGroupByCode, type EthnicTable } from "./ethnic-groups.ts";

export const ETHNIC_TABLES = ["A_1979", "B_CENSUS"] as const satisfies readonly EthnicTable[];

/** Systems that are sent codes of ethnic groups. */
export const ETHNIC_RECEIVERS = ["ministry-of-justice", "vneid"] as const;
export type EthnicReceiver = (typeof ETHNIC_RECEIVERS)[number];

/** Which numbering each receiver reads. */
export type EthnicTables = Readonly<Partial<Record<EthnicReceiver, EthnicTable>>>;

/**
 * What is taken where nothing is configured. No receiver has published its table, and the code for Kinh, the one that was
 * seen, is the same in both: ask each of them, and set `ethnicTables` in the configuration file.
 */
const UNLESS_CONFIGURED: EthnicTable = "A_1979";

/** Codes beside the 54 groups, the same wherever they were seen: 55 foreigner, 56 not determined. */
const EXTRAS: readonly string[] = ["55", "56"];

/**
 * A code of table A, which records hold, as a receiver numbers the same group: by the group, never digit by digit.
 * Codes beside the 54 groups stay; null stays the empty text.
 */
export function ethnicCodeFor(receiver: EthnicReceiver, tables: EthnicTables, code: string | null): string {
  if (code === null || EXTRAS.includes(code)) return code ?? "";
  const group = ethnicGroupByCode("A_1979", code);
  return (tables[receiver] ?? UNLESS_CONFIGURED) === "A_1979" ? code : (group?.codeB ?? "");
}

/** A receiver's code as records hold it: in table A. A code the receiver's table does not have comes through as it is. */
export function ethnicCodeFrom(receiver: EthnicReceiver, tables: EthnicTables, code: string): string {
  if ((tables[receiver] ?? UNLESS_CONFIGURED) === "A_1979") return code;
  return ethnicGroupByCode("B_CENSUS", code)?.codeA ?? code;
}
