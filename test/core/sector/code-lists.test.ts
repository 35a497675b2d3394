import { describe, expect, it } from "vitest";
import { createCodeLists } from "#core/sector/code-lists.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { defineSector, type SectorAdapter } from "#core/sector/sector.ts";
import { registry } from "../../adapters/adapter-folders.ts";

const lists = () => createCodeLists(registry);
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
    const scheme = (day: string) => lists().on("provinces", day);
    expect(scheme("2025-06-30")).toMatchObject({ scheme: "QD124_2004" });
    expect(scheme("2026-11-22")).toMatchObject({ scheme: "QD19_2025" });
    expect(scheme("1990-01-01")).toBeUndefined();
    expect(lists().on("channels", "1990-01-01")?.list).toBe("channels");
    expect(lists().on("nothing", "2026-11-22")).toBeUndefined();
  });

  it("are those that all share, the sectors' own and their procedures, each named once", () => {
    expect(lists().names).toEqual([...new Set(lists().names)].toSorted());
    expect(lists().names).toEqual(expect.arrayContaining(["provinces", "procedures", "licence-classes"]));
    const codes = (day: string) =>
      lists()
        .on("licence-classes", day)
        ?.items.map((item) => (item as { code: string }).code);
    expect(codes("2024-12-31")).toContain("B2");
    expect(codes("2025-01-01")).not.toContain("B2");
    expect(lists().on("procedures", "2026-11-22")?.items).toContainEqual(
      expect.objectContaining({ sector: "civil-status", code: "1.001193", level: "commune" }),
    );
  });

  it("show beside each common code what the sectors know of it", () => {
    expect(lists().on("identity-types", "2026-11-22")?.items).toEqual(
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
    expect(lists().on("channels", "2026-11-22")?.items[1]).toMatchObject({
      word: "online",
      elsewhere: { "LLTP nguonDangKy": "1", "BGTVT KenhThucHien": "1" },
    });
  });

  it("of procedures hold those of the day, with its terms in the place of every day's", () => {
    const names = { name: "Mẫu", nameEn: "Sample", field: { code: "X", name: "Mẫu" }, source: "x" };
    const time = { limit: { kind: "days", count: 5 }, from: null, to: null, source: "x" } as const;
    const procedures = [
      { ...names, code: "1.000001", from: null, to: "2026-09-30", timeLimits: [time] },
      { ...names, code: "1.000002", from: "2026-10-01", to: null },
    ];
    const on = (day: string) => createCodeLists(sectorWith({ procedures })).on("procedures", day);
    expect(on("2026-09-30")).toMatchObject({
      list: "procedures",
      source: "Danh mục thủ tục của các lĩnh vực",
      items: [{ sector: "land", code: "1.000001", timeLimit: time }],
    });
    expect(on("2026-10-01")?.items).toMatchObject([{ code: "1.000002", timeLimit: null }]);
    for (const item of on("2026-09-30")?.items ?? []) {
      for (const field of ["timeLimits", "authorities", "fees"]) expect(item).not.toHaveProperty(field);
    }
  });

  it("join what sectors say of a code, objects with objects and nothing else", () => {
    const note = { elsewhere: { LAND: "7" }, word: "mạng", land: ["a"] };
    const sectors = sectorWith({ codeNotes: { channels: { "1": note } } });
    const [plain, noted] = [createCodeLists(sectorWith({})), createCodeLists(sectors)].map(
      (one) => one.on("channels", "2026-11-22")?.items as readonly { code: string; elsewhere?: object }[],
    );
    const before = plain?.find(({ code }) => code === "1");
    expect(before).toBeDefined();
    expect(noted?.find(({ code }) => code === "1")).toEqual({
      ...before,
      ...note,
      elsewhere: { ...before?.elsewhere, ...note.elsewhere },
    });
    const replaced = createCodeLists(
      sectorWith({ codeNotes: { channels: { "1": { elsewhere: "7" }, "2": { elsewhere: null } } } }),
    ).on("channels", "2026-11-22")?.items;
    expect(replaced).toMatchObject([{ elsewhere: "7" }, { elsewhere: null }, {}]);
    const others = (items: typeof plain) => items?.filter(({ code }) => code !== "1");
    expect(others(noted)).toEqual(others(plain));
  });

  it("of sectors that have none of their own are the common ones alone, and no note makes one of a day it is not of", () => {
    const plain = createCodeLists(sectorWith({}));
    expect(plain.names.filter((name) => typeof name !== "string")).toEqual([]);
    expect(plain.names).not.toContain("licence-classes");
    const noted = createCodeLists(sectorWith({ codeNotes: { provinces: { "01": { land: "1" } } } }));
    expect(noted.on("provinces", "1990-01-01")).toBeUndefined();
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
      expect(() => createCodeLists(sectors)).toThrow(
        expect.objectContaining({
          code: "sector-invalid",
          vi: expect.stringMatching(/^Lĩnh vực «(?:land|sea)»: danh mục/),
          en: expect.stringMatching(/^Sector "(?:land|sea)": the/),
        }),
      );
    }
  });
});
