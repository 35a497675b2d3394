import { describe, expect, it } from "vitest";
import { createCodeLists } from "#core/sector/code-lists.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { defineSector, type SectorAdapter } from "#core/sector/sector.ts";
import { registry } from "../../adapters/adapter-folders.ts";

const lists = createCodeLists(registry);
const LIST = { list: "plots", title: "Thửa", titleEn: "Plots", source: "Nguồn mẫu" };

function sectorWith(more: Partial<SectorAdapter>, sector = "land"): SectorRegistry {
  const adapter = defineSector({
    sector,
    title: "Đất",
    titleEn: "Land",
    version: "1",
    procedures: [],
    rules: [],
    ...more,
  });
  return { all: [adapter], find: () => adapter };
}

describe("code lists", () => {
  it("are chosen by the day", () => {
    const scheme = (day: string) => lists.on("provinces", day);
    expect(scheme("2025-06-30")).toMatchObject({ scheme: "QD124_2004" });
    expect(scheme("2026-11-22")).toMatchObject({ scheme: "QD19_2025" });
    expect(scheme("1990-01-01")).toBeUndefined();
    expect(lists.on("channels", "1990-01-01")?.list).toBe("channels");
    expect(lists.on("nothing", "2026-11-22")).toBeUndefined();
  });

  it("are those that all share, the sectors' own and their procedures, each named once", () => {
    expect(lists.names).toEqual([...new Set(lists.names)].toSorted());
    expect(lists.names).toEqual(expect.arrayContaining(["provinces", "procedures", "licence-classes"]));
    const codes = (day: string) =>
      lists.on("licence-classes", day)?.items.map((item) => (item as { code: string }).code);
    expect(codes("2024-12-31")).toContain("B2");
    expect(codes("2025-01-01")).not.toContain("B2");
    expect(lists.on("procedures", "2026-11-22")?.items).toContainEqual(
      expect.objectContaining({ sector: "civil-status", code: "1.001193", level: "commune" }),
    );
  });

  it("show beside each common code what the sectors know of it", () => {
    expect(lists.on("identity-types", "2026-11-22")?.items).toEqual(
      expect.arrayContaining([
        {
          code: "CMND",
          name: "Chứng minh nhân dân",
          nameEn: "old identity card",
          portal: "2",
          civilStatus: "1",
          judicialRecords: 1,
        },
        expect.objectContaining({ code: "KHAC", civilStatus: "8", judicialRecords: null }),
      ]),
    );
    expect(lists.on("channels", "2026-11-22")?.items[1]).toMatchObject({
      word: "online",
      elsewhere: { "LLTP nguonDangKy": "1", "BGTVT KenhThucHien": "1" },
    });
  });

  it("of a sector may not have the name of another's, nor speak of a code that is not there", () => {
    const own = { ...LIST, from: null, to: null, items: [] };
    expect(createCodeLists(sectorWith({ codeLists: [own, { ...own, from: "2027-01-01" }] })).names).toContain("plots");
    const refused = [
      sectorWith({ codeLists: [{ ...own, list: "provinces" }] }),
      sectorWith({ codeLists: [{ ...own, list: "procedures" }] }),
      {
        all: [...sectorWith({ codeLists: [own] }).all, ...sectorWith({ codeLists: [own] }, "sea").all],
        find: () => undefined,
      },
      sectorWith({ codeNotes: { channels: { "9": { land: "9" } } } }),
      sectorWith({ codeNotes: { nothing: { "1": { land: "1" } } } }),
    ];
    for (const sectors of refused) {
      expect(() => createCodeLists(sectors)).toThrow(expect.objectContaining({ code: "sector-invalid" }));
    }
  });
});
