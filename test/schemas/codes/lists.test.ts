import { codeLists } from "#schemas/codes/all-lists.ts";
import { applicantTypes } from "#schemas/codes/applicant-types.ts";
import { channels } from "#schemas/codes/channels.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { countries, countryMeant, findCountry } from "#schemas/codes/countries.ts";
import { dossierStatuses, findDossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { ethnicGroupByCode, ethnicGroupByName, ethnicGroups } from "#schemas/codes/ethnic-groups.ts";
import { holidays } from "#schemas/codes/holidays.ts";
import { ministries } from "#schemas/codes/ministries.ts";
import {
  findProvince,
  hCodeProvince,
  provinceNameOn,
  provincesOf,
  provinceSchemeOn,
} from "#schemas/codes/provinces.ts";
import { returnMethods } from "#schemas/codes/return-methods.ts";
import { describe, expect, it } from "vitest";

describe("provinces", () => {
  it("are 63 and 34, and every old one is in exactly one new one", () => {
    expect([provincesOf("QD124_2004").length, provincesOf("QD19_2025").length]).toEqual([63, 34]);
    const parts = provincesOf("QD19_2025").flatMap((province) => province.formedFrom);
    expect(parts.toSorted()).toEqual(provincesOf("QD124_2004").map((province) => province.code));
  });

  it("have each H-code once, H01 to H63", () => {
    const expected = Array.from({ length: 63 }, (_, index) => `H${String(index + 1).padStart(2, "0")}`);
    expect(
      provincesOf("QD124_2004")
        .map((province) => province.hCode)
        .toSorted(),
    ).toEqual(expected);
    expect(new Set(provincesOf("QD19_2025").map((province) => province.hCode)).size).toBe(34);
  });

  it("keep name and H-code of their namesake", () => {
    for (const province of provincesOf("QD19_2025")) {
      const namesake = findProvince("QD124_2004", province.formedFrom[0] ?? "");
      expect(namesake?.hCode).toBe(province.hCode);
      expect([namesake?.name, namesake?.renamed?.name]).toContain(province.name);
    }
  });

  it.each([
    ["15", "Tỉnh Yên Bái", "Tỉnh Lào Cai", "H38"],
    ["24", "Tỉnh Bắc Giang", "Tỉnh Bắc Ninh", "H05"],
    ["44", "Tỉnh Quảng Bình", "Tỉnh Quảng Trị", "H50"],
    ["52", "Tỉnh Bình Định", "Tỉnh Gia Lai", "H21"],
    ["80", "Tỉnh Long An", "Tỉnh Tây Ninh", "H53"],
    ["82", "Tỉnh Tiền Giang", "Tỉnh Đồng Tháp", "H20"],
    ["91", "Tỉnh Kiên Giang", "Tỉnh An Giang", "H01"],
    ["66", "Tỉnh Đắk Lắk", "Tỉnh Đắk Lắk", "H15"],
  ])("%s was %s and is %s (%s)", (code, before, now, hCode) => {
    expect(findProvince("QD124_2004", code)?.name).toBe(before);
    expect(findProvince("QD19_2025", code)).toMatchObject({ name: now, hCode });
  });

  it("change numbering and name on the day", () => {
    expect([provinceSchemeOn("2025-06-30"), provinceSchemeOn("2025-07-01"), provinceSchemeOn("1999-01-01")]).toEqual([
      "QD124_2004",
      "QD19_2025",
      "QD124_2004",
    ]);
    const dongNai = findProvince("QD19_2025", "75");
    expect(dongNai && [provinceNameOn(dongNai, "2026-04-29"), provinceNameOn(dongNai, "2026-04-30")]).toEqual([
      "Tỉnh Đồng Nai",
      "Thành phố Đồng Nai",
    ]);
  });

  it("are found by the H-code of a province that is gone", () => {
    expect(hCodeProvince("H22")).toMatchObject({
      former: { name: "Tỉnh Hà Giang" },
      present: { name: "Tỉnh Tuyên Quang" },
    });
    expect(hCodeProvince("H64")).toBeNull();
  });
});

describe("ethnic groups", () => {
  it("are 54 with two complete numberings", () => {
    const all = Array.from({ length: 54 }, (_, index) => String(index + 1).padStart(2, "0"));
    expect(ethnicGroups.items.map((group) => group.codeA)).toEqual(all);
    expect(ethnicGroups.items.map((group) => group.codeB).toSorted()).toEqual(all);
  });

  it("agree on 17 codes", () => {
    const same = ethnicGroups.items.filter((group) => group.codeA === group.codeB).map((group) => group.codeA);
    expect(same.join(",")).toBe("01,02,03,05,07,08,09,10,20,22,28,30,42,44,47,50,51");
  });

  it.each([
    ["Ê-đê", "Ê-đê"],
    ["ê đê", "Ê-đê"],
    ["ÊĐÊ", "Ê-đê"],
    ["H’Mông", "Hmông"],
    ["Mông", "Hmông"],
    ["Khmer", "Khơ-me"],
    ["Raglay", "Ra-glai"],
    ["Cờ Lao", "Cơ Lao"],
    ["Bru–Vân Kiều", "Bru - Vân Kiều"],
    ["Vân Kiều", "Bru - Vân Kiều"],
    ["Kinh (Việt)", "Kinh"],
    ["Cao Lan", "Sán Chay"],
  ])("%s is %s", (name, group) => {
    expect(ethnicGroupByName(name)?.name).toBe(group);
  });

  it("are never guessed", () => {
    expect(ethnicGroupByName("Tày Thái")).toBeUndefined();
    expect(ethnicGroupByName("Thai")).toBeUndefined();
  });

  it("have no spelling that means two groups", () => {
    const wrong = ethnicGroups.items.flatMap((group) =>
      [group.name, ...group.variants].filter((name) => ethnicGroupByName(name)?.name !== group.name),
    );
    expect(wrong).toEqual([]);
  });

  it("mean different groups by the same code in the two tables", () => {
    expect([ethnicGroupByCode("A_1979", "04")?.name, ethnicGroupByCode("B_CENSUS", "04")?.name]).toEqual([
      "Hoa",
      "Mường",
    ]);
    expect(ethnicGroupByCode("A_1979", "55")).toBeUndefined();
  });
});

describe("small lists", () => {
  it("name the ten statuses", () => {
    expect(dossierStatuses.items.map((status) => status.code)).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
    ]);
    expect(findDossierStatus(5)).toEqual({
      code: "5",
      name: "Yêu cầu bổ sung giấy tờ",
      nameEn: "supplement requested",
      end: false,
    });
    expect(dossierStatuses.items.filter((status) => status.end).map((status) => status.code)).toEqual([
      "3",
      "7",
      "8",
      "9",
      "10",
    ]);
    expect(findDossierStatus(11)).toBeUndefined();
  });

  it("pair the portal's codes with the gateway's words", () => {
    expect(channels.items).toContainEqual(expect.objectContaining({ code: "2", word: "online" }));
    expect(returnMethods.items).toContainEqual(expect.objectContaining({ code: "1", word: "postal" }));
    expect(applicantTypes.items).toContainEqual(expect.objectContaining({ code: "4", word: "organisation" }));
    expect(ministries.items).toContainEqual(expect.objectContaining({ code: "G15", name: "Bộ Tư pháp" }));
  });

  it("know the countries", () => {
    // The 249 of ISO 3166-1, stateless, and abroad without a country.
    expect(countries.items.length).toBe(251);
    expect(findCountry("TW")).toEqual({ code: "TW", alpha3: "TWN", numeric: "158", name: "Đài Loan (Trung Quốc)" });
    expect([findCountry("XXA")?.name, findCountry("ZZ")?.name]).toEqual(["Không quốc tịch", "Chưa rõ quốc gia"]);
    const shape = /^[A-Z]{2} [A-Z]{3} \d{3} \S/;
    const odd = countries.items.filter((c) => !shape.test(`${c.code} ${c.alpha3} ${c.numeric} ${c.name}`));
    expect(odd.map(({ code }) => code)).toEqual(["XXA", "ZZ"]);
    for (const of of ["code", "alpha3", "name"] as const)
      expect(new Set(countries.items.map((country) => country[of])).size).toBe(251);
  });

  it.each([
    ["VNM", "VN"],
    ["704", "VN"],
    ["Việt nam", "VN"],
    ["Viet Nam", "VN"],
    ["Hàn Quôc", "KR"],
    ["Cam-pu-chia", "KH"],
    ["zzzzzzzzzzzz", undefined],
  ])("guess which country %s means: %s", (written, code) => {
    expect(countryMeant(written)?.code).toBe(code);
  });
});

describe("holidays", () => {
  it("are weekdays, and the days made up for them are Saturdays", () => {
    const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
    expect(holidays.items.filter(({ day, kind }) => kind === "off" && [0, 6].includes(weekday(day)))).toEqual([]);
    expect(holidays.items.filter(({ day, kind }) => kind === "make-up" && weekday(day) !== 6)).toEqual([]);
  });

  it("stand once each, in order, inside the days the list covers", () => {
    const days = holidays.items.map((item) => item.day);
    expect(days).toEqual([...new Set(days)].toSorted());
    expect(days.filter((day) => !inForce(holidays, day))).toEqual([]);
  });

  it("give every year its share of the Labour Code", () => {
    const off = (year: string) =>
      holidays.items.filter(({ day, kind, name }) => kind === "off" && day.startsWith(year) && !/hoán đổi/.test(name));
    expect(["2024", "2025", "2026", "2027"].map((year) => off(year).length)).toEqual([11, 11, 12, 12]);
  });
});

describe("all lists", () => {
  it("say where they come from", () => {
    expect(codeLists.filter((list) => list.source === "" || list.items.length === 0)).toEqual([]);
    expect([...new Set(codeLists.map(({ list }) => list))]).toEqual([
      "provinces",
      "agencies",
      "ministries",
      "dossier-statuses",
      "channels",
      "applicant-types",
      "return-methods",
      "ethnic-groups",
      "countries",
      "holidays",
      "identity-types",
    ]);
  });
});
