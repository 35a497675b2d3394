import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { readInvalid, readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openApi, sectors } from "./api-under-test.ts";

/**
 * The day of receipt picks lists, authorities and rules: the same dossier a few days apart, across the mergers of
 * provinces and the end of the districts (2025-07-01) and the moves to the police (2025-03-01).
 */

const place = sharedDatabase();

interface Item {
  readonly code: string;
  readonly name: string;
  readonly level?: string;
  readonly authority?: { readonly name: string } | null;
  readonly timeLimit?: { readonly limit: object | null; readonly note?: string } | null;
  readonly fee?: { readonly amount: number | null; readonly online?: number } | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
}

async function codes(list: string, at: string): Promise<{ scheme?: string; source: string; items: readonly Item[] }> {
  const response = await openApi(place().store).call(`/v1/codes/${list}?at=${at}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { scheme?: string; source: string; items: readonly Item[] };
}

const nameOf = async (list: string, code: string, at: string) =>
  (await codes(list, at)).items.find((item) => item.code === code)?.name;

/** `level: authority` of a procedure on a day; undefined when it is not received under this code. */
async function authority(code: string, at: string): Promise<string | undefined> {
  const found = (await codes("procedures", at)).items.find((item) => item.code === code);
  return found === undefined ? undefined : `${found.level ?? "?"}: ${found.authority?.name ?? "?"}`;
}

function check(dossier: unknown) {
  const checked = checkDossier(dossier, sectors);
  const issues = checked.ok ? checked.warnings : checked.issues;
  return { checked, places: issues.map(({ pointer, code }) => `${pointer} ${code}`).toSorted() };
}

/** A sample with some of its texts replaced, wherever they stand. */
function changed(sector: string, name: string, texts: Readonly<Record<string, string>>): Record<string, unknown> {
  let json = JSON.stringify(readSample(sector, name));
  for (const [from, to] of Object.entries(texts)) json = json.replaceAll(from, to);
  return JSON.parse(json) as Record<string, unknown>;
}

describe("2025-06-30 and 2025-07-02", () => {
  it("have lists of 63 and of 34 provinces, and reuse codes between them", async () => {
    const [before, after] = [await codes("provinces", "2025-06-30"), await codes("provinces", "2025-07-02")];
    expect([before.scheme, before.items.length, after.scheme, after.items.length]).toEqual([
      "QD124_2004",
      63,
      "QD19_2025",
      34,
    ]);
    expect([await nameOf("provinces", "15", "2025-06-30"), await nameOf("provinces", "15", "2025-07-02")]).toEqual([
      "Tỉnh Yên Bái",
      "Tỉnh Lào Cai",
    ]);
    expect([await nameOf("agencies", "H63", "2025-06-30"), await nameOf("agencies", "H63", "2025-07-02")]).toEqual([
      "UBND tỉnh Yên Bái",
      undefined,
    ]);
  });

  it("doubt the numbering of the other day in a dossier", () => {
    const received = (day: string, scheme: string) => {
      const dossier = changed("driving-licences", "exchange-finished", {
        "2026-11-16T": `${day}T`,
        '"QD19_2025"': `"${scheme}"`,
      });
      return check({
        ...dossier,
        status: 4,
        completedAt: null,
        returnedAt: null,
        results: [],
        progress: [],
      }).places.filter((found) => found.endsWith("HS-R13"));
    };
    const both = [
      "/record/exchange/permanentResidence/provinceCode HS-R13",
      "/record/exchange/residence/provinceCode HS-R13",
    ];
    expect(received("2025-06-30", "QD124_2004")).toEqual([]);
    expect(received("2025-06-30", "QD19_2025")).toEqual(both);
    expect(received("2025-07-02", "QD19_2025")).toEqual([]);
    expect(received("2025-07-02", "QD124_2004")).toEqual(both);
  });

  it("tell VNeID another province, by code and name, for the same desk", () => {
    const told = (day: string) => {
      const dossier = changed("judicial-records", "vneid-supplement-asked", {
        "H56.14": "H63.14",
        "2026-11-18T": `${day}T`,
        "2026-11-19T": `${day}T`,
        "2026-11-20T": `${day}T`,
      });
      const { checked } = check({
        ...dossier,
        // What a digital citizen has free belongs to 2026.
        record: {
          ...(JSON.parse(
            JSON.stringify(dossier["record"]).replace('"MIEN"', '"THUONG"').replace('"CONG_DAN_SO"', "null"),
          ) as object),
          payment: null,
        },
      });
      if (!checked.ok) return checked.issues.map(({ pointer, code }) => `${pointer} ${code}`);
      const feedback = allMessages(checked).find(({ service }) => service === "traKetQuaHoSoLLTP");
      return [feedback?.payload["maTinh"], feedback?.payload["tenTinh"]];
    };
    expect([told("2025-06-30"), told("2025-07-02")]).toEqual([
      ["15", "Tỉnh Yên Bái"],
      ["15", "Tỉnh Lào Cai"],
    ]);
  });

  it("have a marriage with a foreigner at the district, then at the commune", async () => {
    expect([await authority("2.000806", "2025-06-30"), await authority("2.000806", "2025-07-02")]).toEqual([
      "district: UBND cấp huyện",
      "commune: UBND cấp xã",
    ]);
    const invalid = readInvalid("civil-status", "ht-d06-foreigner-at-commune-in-2025");
    const dossier = invalid.dossier as Record<string, unknown>;
    const registered = (day: string, unit: string) =>
      check({
        ...dossier,
        submittedAt: `${day}T08:00:00+07:00`,
        receivedAt: `${day}T08:10:00+07:00`,
        dueAt: `${day}T17:00:00+07:00`,
        record: { ...(dossier["record"] as object), registeringUnitCode: unit },
      }).places.filter((found) => /HT-D0[56]$/.test(found));
    const at = "/record/registeringUnitCode";
    expect(registered("2025-06-30", "760")).toEqual([]);
    expect(registered("2025-06-30", "90030")).toEqual([`${at} HT-D06`]);
    expect(registered("2025-07-02", "90030")).toEqual([]);
    expect(registered("2025-07-02", "760")).toEqual([`${at} HT-D05`]);
  });

  it("count the days of that marriage otherwise", async () => {
    const limit = async (at: string) =>
      (await codes("procedures", at)).items.find(({ code }) => code === "2.000806")?.timeLimit?.limit;
    expect([await limit("2025-06-30"), await limit("2025-07-02")]).toEqual([
      { kind: "days", count: 15 },
      { kind: "working-days", count: 5 },
    ]);
  });
});

describe("2025-02-28 and 2025-03-01", () => {
  it("have judicial records and driving licences at other offices", async () => {
    expect([await authority("2.000488", "2025-02-28"), await authority("2.000488", "2025-03-01")]).toEqual([
      "province: Sở Tư pháp",
      "province: Công an cấp tỉnh (Phòng Hồ sơ nghiệp vụ)",
    ]);
    expect([await authority("1.002809", "2025-02-28"), await authority("1.002809", "2025-03-01")]).toEqual([
      "province: Sở Giao thông vận tải",
      undefined,
    ]);
    expect([await authority("3.000347", "2025-02-28"), await authority("3.000347", "2025-03-01")]).toEqual([
      undefined,
      "province: Phòng Cảnh sát giao thông Công an cấp tỉnh",
    ]);
  });

  it("take another procedure code for the same licence", () => {
    const dossier = readSample("driving-licences", "exchange-after-2025") as Record<string, unknown>;
    const received = (day: string) =>
      check({ ...dossier, receivedAt: `${day}T08:15:00+07:00`, dueAt: null }).places.filter((found) =>
        found.endsWith("HS-R09"),
      );
    expect([received("2025-02-28"), received("2025-03-01")]).toEqual([[], ["/procedureCode HS-R09"]]);
  });
});

describe("other days on which the law changed", () => {
  it("2025-01-01: an exchange asks for classes of the old or of the new scheme", () => {
    const codesOf = (name: string, receivedAt: string) => {
      const dossier = readSample("driving-licences", name) as Record<string, unknown>;
      return check({ ...dossier, submittedAt: receivedAt, receivedAt, dueAt: null }).places.filter((found) =>
        found.includes("GPLX"),
      );
    };
    const [old, young] = ["2024-12-30T08:15:00+07:00", "2025-01-02T08:15:00+07:00"] as const;
    expect(codesOf("exchange-before-2025", old)).toEqual([]);
    expect(codesOf("exchange-after-2025", young)).toEqual([]);
    expect(codesOf("exchange-before-2025", young)).toContain("/record/exchange/requestedClasses/0 GPLX-R03");
    expect(codesOf("exchange-after-2025", old)).toContain("/record/exchange/requestedClasses/0 GPLX-R03");
  });

  it("2024-12-01: a discount is notified, then no longer", () => {
    const notified = (day: string) => {
      const dossier = changed("promotions", "discount-notice-2024", { "2024-11-18": day });
      return check({ ...dossier, dueAt: null }).places.filter((found) => found.endsWith("KM-R02"));
    };
    expect([notified("2024-11-18"), notified("2024-12-02")]).toEqual([[], ["/record/notice/program/forms KM-R02"]]);
  });

  it("2026-01-01: filing a licence online costs what the desk asks", async () => {
    const fee = async (at: string) =>
      (await codes("procedures", at)).items.find(({ code }) => code === "3.000347")?.fee;
    expect(await fee("2025-12-31")).toMatchObject({ amount: 135_000, online: 115_000 });
    expect((await fee("2026-01-01"))?.online).toBeUndefined();
  });
});

describe("every procedure", () => {
  it.each(["2024-06-15", "2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01", "2026-11-22", "2027-03-01"])(
    "says on %s who decides, how long it may take and what it costs",
    async (at) => {
      const { items } = await codes("procedures", at);
      const silent = items.filter(
        ({ authority: who, level, timeLimit, fee, source }) =>
          who == null ||
          level === undefined ||
          fee == null ||
          source === "" ||
          timeLimit == null ||
          // No days: then a reason.
          (timeLimit.limit === null && timeLimit.note === undefined),
      );
      expect(silent.map(({ code }) => code)).toEqual(at < "2025-03-01" ? ["3.000333"] : []);
      expect(items.length).toBeGreaterThan(30);
    },
  );
});
