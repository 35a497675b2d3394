import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "#core/message/message.ts";
import sector from "../../../adapters/judicial-records/index.ts";

const FILED = new URL("../native/A-1-vneid.json", import.meta.url);

/** The ethnic group of the applicant in a declaration that VNeID hands over, of group 11 in its own numbering. */
function groupRead(ethnicTable: string | undefined): unknown {
  const filed = JSON.parse(readFileSync(FILED, "utf8")) as JsonObject & { toKhai: Record<string, unknown> };
  // The name, where there is one, goes before the number.
  Object.assign(filed.toKhai, { nycDanToc: "11", nycTenDanToc: "" });
  const [call] = sector.settings?.apply({ ethnicTable }).inbound ?? [];
  const read = call?.read(filed);
  if (read?.ok !== true) throw new Error(JSON.stringify(read));
  const { declaration } = read.application.record as { declaration: { applicant: { ethnicity: string } } };
  return declaration.applicant.ethnicity;
}

describe("the ethnic table of VNeID", () => {
  it("decides which group a number means in what VNeID hands over", () => {
    // Ê-đê is 12 in the list of 1979 and 11 in the census.
    expect(["A_1979", "B_CENSUS", undefined].map(groupRead)).toEqual(["11", "12", "11"]);
  });
});
