import { z } from "zod";
import { ethnicGroupByCode, type EthnicTable } from "./ethnic-groups.ts";

const TABLES = ["A_1979", "B_CENSUS"] as const satisfies readonly EthnicTable[];

/**
 * What is taken where a province set nothing. No receiving system has published its table, and the code for Kinh, the one
 * that was seen, is the same in both: ask each of them, and set it in the configuration file.
 */
export const USUAL_ETHNIC_TABLE: EthnicTable = "A_1979";

/** Which numbering a receiving system reads, as a setting of its sector. */
export const ethnicTableSetting = z
  .enum(TABLES)
  .optional()
  .describe("Bảng mã dân tộc mà hệ thống nhận đang dùng. Which table of ethnic groups the receiving system uses.");

/** Codes beside the 54 groups, the same wherever they were seen: 55 foreigner, 56 not determined. */
const EXTRAS: readonly string[] = ["55", "56"];

/**
 * A code of table A, which records hold, as a receiver numbers the same group: by the group, never digit by digit.
 * Codes beside the 54 groups stay; null stays the empty text.
 */
export function toEthnicTable(table: EthnicTable, code: string | null): string {
  if (code === null || EXTRAS.includes(code)) return code ?? "";
  return table === "A_1979" ? code : (ethnicGroupByCode("A_1979", code)?.codeB ?? "");
}

/** A receiver's code as records hold it: in table A. A code the receiver's table does not have comes through as it is. */
export function fromEthnicTable(table: EthnicTable, code: string): string {
  return table === "A_1979" ? code : (ethnicGroupByCode("B_CENSUS", code)?.codeA ?? code);
}
