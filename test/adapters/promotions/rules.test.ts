import { addDays, addWorkingDays } from "#schemas/common/working-days.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORM_CODES, type FormCode } from "../../../adapters/promotions/enums.ts";
import { lawOn, PROMOTION_DECREE, PROMOTION_LAWS } from "../../../adapters/promotions/promotion-law.ts";
import { rules } from "../../../adapters/promotions/rules.ts";
import { filedOn, findings, noticeWith, promotionSample, type Promotion } from "./promotion-sample.ts";

const AT = "/record/notice";

describe("the law by date", () => {
  it("follows on without gaps from the decree to today", () => {
    expect(PROMOTION_LAWS[0]?.from).toBe(PROMOTION_DECREE);
    expect(PROMOTION_LAWS.at(-1)?.to).toBeNull();
    PROMOTION_LAWS.slice(1).forEach((law, index) => {
      expect(addDays(PROMOTION_LAWS[index]?.to ?? "", 1)).toBe(law.from);
    });
  });

  it.each([
    ["2018-07-15", 8, 120, false],
    ["2024-11-30", 8, 120, false],
    ["2024-12-01", 2, null, false],
    ["2026-06-25", 2, null, false],
    ["2026-06-26", 2, null, true],
    [null, 2, null, true],
  ])("on %s: %i forms notified, %s days of discount, draws online %s", (day, forms, days, online) => {
    const law = lawOn(day);
    expect([law.noticeForms.length, law.discountDaysPerYear, law.onlineWitness]).toEqual([forms, days, online]);
  });

  it("has the rules of the catalogue, KM-R01 to KM-R21", () => {
    const catalogue = Array.from({ length: 21 }, (_, index) => `KM-R${String(index + 1).padStart(2, "0")}`);
    expect(rules.map((rule) => rule.id).filter((id) => id.startsWith("KM-R"))).toEqual(catalogue);
  });
});

describe("KM-R02, what has to be notified", () => {
  const notified = (form: FormCode, total: number, day: string) =>
    findings(
      filedOn(noticeWith("loyalty-notice-from-portal", { forms: [form], prizes: [], totalPrizeValue: total }), day),
      "KM-R02",
    );
  const before: FormCode[] = ["F01", "F02a", "F02b", "F03", "F04", "F05", "F07", "F08"];

  it.each(FORM_CODES.map((form) => [form]))("%s, the day before and the day of decree 128", (form) => {
    const [lastDay, firstDay] = [notified(form, 100_000_000, "2024-11-30"), notified(form, 100_000_000, "2024-12-01")];
    if (form === "F06" || form === "F09") return expect([lastDay, firstDay]).toEqual([[], []]);
    expect(before.includes(form) ? lastDay : ["?"]).toEqual([]);
    const expected =
      form === "F05" || form === "F07" ? [] : [`${form === "F02a" ? "warning" : "error"} KM-R02 ${AT}/program/forms`];
    expect(firstDay).toEqual(expected);
  });

  it("begins at 100 million exactly", () => {
    expect(notified("F07", 100_000_000, "2026-11-16")).toEqual([]);
    expect(notified("F07", 99_999_999, "2026-11-16")).toEqual([`error KM-R02 ${AT}/program/totalPrizeValue`]);
  });

  it("is content when one form of several binds", () => {
    const both = noticeWith("loyalty-notice-from-portal", { forms: ["F03", "F07"] });
    expect(findings(both, "KM-R02")).toEqual([]);
  });
});

describe("KM-R04, three working days", () => {
  const startsOn = (day: string) => noticeWith("loyalty-notice-from-portal", { from: day, to: addDays(day, 30) });

  it("lie before the first day, whatever the day", () => {
    const someDay = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2024-12-01", days));
    fc.assert(
      fc.property(someDay, (first) => {
        const last = addWorkingDays(first, -3);
        expect(findings(filedOn(startsOn(first), last), "KM-R04")).toEqual([]);
        expect(findings(filedOn(startsOn(first), addDays(last, 1)), "KM-R04")).toEqual([
          `error KM-R04 ${AT}/program/from`,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("count from the receipt on paper, from the filing online", () => {
    const late = (method: "BUU_DIEN" | "DVC_TRUC_TUYEN" | "EMAIL_KY_SO" | "TRUC_TIEP") => {
      const { dossier, record } = noticeWith("loyalty-notice-from-portal", {}, { submissionMethod: method });
      const times = { submittedAt: "2026-11-18T23:59:59+07:00", receivedAt: "2026-11-19T07:30:00+07:00" };
      return findings({ dossier: { ...dossier, ...times }, record }, "KM-R04").length > 0;
    };
    expect([late("BUU_DIEN"), late("TRUC_TIEP"), late("EMAIL_KY_SO"), late("DVC_TRUC_TUYEN")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("follow the dossier's channel when the form does not say", () => {
    const { dossier, record } = noticeWith("loyalty-notice-from-portal", {}, { submissionMethod: null });
    const times = { submittedAt: "2026-11-18T23:59:59+07:00", receivedAt: "2026-11-19T07:30:00+07:00" };
    const by = (channel: "direct" | "online" | "postal") =>
      findings({ dossier: { ...dossier, ...times, channel }, record }, "KM-R04").length;
    expect([by("direct"), by("online"), by("postal")]).toEqual([1, 0, 1]);
  });
});

describe("KM-R05, the period", () => {
  const discount = (from: string, to: string, concentrated = false) =>
    findings(noticeWith("discount-notice-2024", { from, to, concentrated }), "KM-R05");

  it("counts 120 days in the fuller calendar year, both ends in", () => {
    const warned = [`warning KM-R05 ${AT}/program/to`];
    expect(discount("2024-11-25", "2025-04-30")).toEqual([]);
    expect(discount("2024-11-25", "2025-05-01")).toEqual(warned);
    expect(discount("2025-01-01", "2025-04-30")).toEqual([]);
    expect(discount("2025-01-01", "2025-05-01")).toEqual(warned);
    expect(discount("2024-12-25", "2027-01-05")).toEqual(warned);
  });

  it("sets concentrated programmes free", () => {
    expect(discount("2025-01-01", "2025-12-31", true)).toEqual([]);
  });
});

describe("KM-R07, half of the goods promoted", () => {
  const limit = (totalPrizeValue: number, promotedGoodsTotalValue: number, forms: FormCode[], concentrated = false) =>
    findings(
      noticeWith("loyalty-notice-from-portal", {
        totalPrizeValue,
        promotedGoodsTotalValue,
        forms,
        concentrated,
        prizes: [],
      }),
      "KM-R07",
    );

  it("holds to the last đồng, also where doubles would round", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 499_999_999_999_999 }), (half) => {
        expect(limit(half, half * 2, ["F07"])).toEqual([]);
        expect(limit(half, half * 2 - 1, ["F07"])).toEqual([`error KM-R07 ${AT}/program/totalPrizeValue`]);
        expect(limit(half, half, ["F07"], true)).toEqual([]);
        expect(limit(half + 1, half, ["F07"], true)).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves the exempt forms alone", () => {
    const bound = FORM_CODES.filter((form) => limit(900, 1000, [form]).length > 0);
    expect(bound).toEqual(["F02a", "F04", "F05", "F06", "F07"]);
  });
});

describe("KM-R08, half of the unit's price", () => {
  const offer = (benefit: number, exemption: "BINH_ON_GIA" | null, form: "F02a" | "F03" | "F04") =>
    findings(
      noticeWith("discount-notice-2024", {
        forms: [form],
        unitOffers: [{ form, goods: "Cà phê", unitPrice: 80_001, benefit, exemption }],
      }),
      "KM-R08",
    ).length;

  it("is exact, and only discounts have exemptions", () => {
    expect([offer(40_000, null, "F03"), offer(40_001, null, "F03"), offer(40_001, "BINH_ON_GIA", "F03")]).toEqual([
      0, 1, 0,
    ]);
    expect([offer(40_001, "BINH_ON_GIA", "F02a"), offer(40_001, "BINH_ON_GIA", "F04")]).toEqual([1, 1]);
  });
});

describe("KM-R09, excluded goods", () => {
  const promoted = (promotedGoods: string, customers = "Người tiêu dùng") =>
    findings(noticeWith("loyalty-notice-from-portal", { promotedGoods, customers }), "KM-R09").length;

  it.each([
    "Rượu vang đỏ",
    "RƯỢU NẾP",
    "Vé số cào",
    "thuốc lá điếu",
    "Sữa thay thế sữa mẹ cho trẻ dưới 24 tháng",
    "Thuốc kê đơn",
  ])("knows %s", (goods) => {
    expect(promoted(goods)).toBe(1);
  });

  it.each([
    "Ly rượu pha lê",
    "Tủ đựng rượu bằng gỗ",
    "Bia không rượu",
    "Kẹo cai thuốc lá",
    "Nước rửa chén",
    "Thuốc nhuộm tóc",
    "Bia Mẫu lon 330 ml",
  ])("leaves %s alone", (goods) => {
    expect(promoted(goods)).toBe(0);
  });

  it("lets medicine be promoted among those who trade in it", () => {
    expect([promoted("Thuốc kê đơn"), promoted("Thuốc kê đơn", "Các nhà thuốc trong tỉnh")]).toEqual([1, 0]);
  });

  it("lets a public school's course be a gift", () => {
    const gift = noticeWith("loyalty-notice-from-portal", { giftGoods: "Học bổng trường trung cấp công lập" });
    expect(findings(gift, "KM-R09")).toEqual([]);
    expect(promoted("Khóa học trường trung cấp công lập")).toBe(1);
  });
});

describe("KM-R10, draws", () => {
  it("had to be watched in person before decree 239", () => {
    const drawn = (drawMethod: string, day: string) => {
      const { dossier, record } = promotionSample("lucky-draw-confirmed");
      if (!("registration" in record) || record.registration.rules === null) throw new Error("no draw");
      const rules = { ...record.registration.rules, drawMethod };
      return findings(
        filedOn({ dossier, record: { ...record, registration: { ...record.registration, rules } } }, day),
        "KM-R10",
      ).length;
    };
    const online = "Quay số, khách hàng chứng kiến qua phát sóng trực tuyến";
    expect([drawn(online, "2026-06-25"), drawn(online, "2026-06-26")]).toEqual([1, 0]);
    expect(drawn("Quay số tại chỗ, khách hàng chứng kiến, phát sóng trực tuyến", "2026-06-25")).toBe(0);
  });
});

describe("KM-R16, areas", () => {
  it("are codes of the list on the first day of the programme", () => {
    const areas = (from: string, codes: string[]) =>
      findings(
        noticeWith("discount-notice-2024", { from, to: from, areas: codes, areaScheme: null }, { recipients: [] }),
        "KM-R16",
      ).filter((line) => line.startsWith("error")).length;
    expect([areas("2025-06-30", ["67"]), areas("2025-07-01", ["67"]), areas("2025-07-01", ["68"])]).toEqual([0, 1, 0]);
  });

  it.each([
    ["Sở Công Thương Tỉnh Lâm Đồng", "sở công thương đắk lắk"],
    ["SỞ CÔNG THƯƠNG TỈNH LÂM ĐỒNG", "Sở Công Thương (Đắk Lắk)"],
  ])("are found in the recipients %s, %s", (...recipients) => {
    expect(findings(noticeWith("loyalty-notice-from-portal", {}, { recipients }), "KM-R16")).toEqual([]);
  });

  it("are found under the city's short name and the renamed city's new one", () => {
    const written = noticeWith(
      "loyalty-notice-from-portal",
      { areas: ["79", "75"] },
      { recipients: ["SCT TP.HCM", "Sở Công Thương TP Đồng Nai"] },
    );
    expect(findings(written, "KM-R16")).toEqual(["warning KM-R16 /agencyCode"]);
  });
});

describe("a dossier on which the desk has acted", () => {
  const late: Promotion = filedOn(
    noticeWith("loyalty-notice-from-portal", { totalPrizeValue: 1, forms: ["F03"] }),
    "2026-11-20",
  );

  it.each([3, 5, 7, 8] as const)("is reported with status %i, whatever is wrong with it", (status) => {
    const told = findings({ ...late, dossier: { ...late.dossier, status } });
    expect(told.length).toBeGreaterThan(1);
    expect(told.filter((line) => !line.startsWith("warning"))).toEqual([]);
  });

  it.each([1, 2, 4, 6, 9, 10] as const)("is refused with status %i", (status) => {
    const told = findings({ ...late, dossier: { ...late.dossier, status } });
    expect(told.filter((line) => line.startsWith("error")).length).toBeGreaterThan(1);
  });
});

describe("a notice the portal handed over", () => {
  it("is not asked for what the portal's form cannot say, nor refused for what it may leave empty", () => {
    const silent = { documentDate: null, recipients: [], documentNumber: null };
    const program = { areas: [], giftGoods: null, concentrated: null, valueBasis: null, detail: null };
    const fromPortal = noticeWith("loyalty-notice-from-portal", program, silent);
    expect(findings(fromPortal)).toEqual([
      `warning KM-D03 ${AT}/documentNumber`,
      `warning KM-D03 ${AT}/program/detail`,
    ]);
    const { dossier, record } = fromPortal;
    const local = findings({ dossier: { ...dossier, submittedVia: "local" }, record }, "KM-D03");
    expect(local.filter((line) => line.startsWith("error"))).toHaveLength(7);
  });
});
