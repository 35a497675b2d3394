import { addDays } from "#schemas/common/working-days.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORM_CODES } from "../../../adapters/promotions/enums.ts";
import type { NativeAmendment, NativeNotice } from "../../../adapters/promotions/native-filing.ts";
import { MOST_VND } from "../../../adapters/promotions/program.ts";
import type { NoticeRecord } from "../../../adapters/promotions/record.ts";
import { toAmendmentBody, toNoticeBody } from "../../../adapters/promotions/to-native.ts";
import { amendment, AMENDMENT_BODY, notice, NOTICE_BODY } from "./native-bodies.ts";

const words = fc
  .array(fc.constantFrom("Cà", "phê", "Mẫu", "giải", "H’Mông", "100.000", "đồng", "x", "5", "–", "(gói)"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => `Từ ${parts.join(" ")}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const day = fc.nat(1500).map((days) => addDays("2025-07-01", days));
const trader = fc.record({
  name: words,
  taxCode: fc.constantFrom("9900000129", "9900012364", "0302800001", "0100109106-001"),
  kind: fc.constant(null),
  address: maybe(
    fc.record({
      countryCode: fc.constant("VN"),
      scheme: fc.constant("QD19_2025" as const),
      provinceCode: fc.constantFrom("68", "66", "79"),
      communeCode: fc.constant("90070"),
      detail: fc.oneof(fc.constant(""), words),
    }),
  ),
  phone: maybe(fc.constant("02630000001")),
  fax: maybe(fc.constant("02630000009")),
  email: maybe(fc.constant("km@example.vn")),
  contactName: maybe(words),
  contactPhone: maybe(fc.constant("0900000201")),
});
const prizes = fc.array(
  fc
    .record({
      tier: words,
      content: words,
      unitValue: fc.integer({ min: 0, max: 1_000_000 }),
      quantity: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map((line) => ({ ...line, lineValue: line.unitValue * line.quantity })),
  { maxLength: 4 },
);
const file = fc.record({ name: words, content: maybe(fc.constant("AA==")), url: fc.constant(null) });

const nativeNotice: fc.Arbitrary<NativeNotice> = fc
  .record({
    trader,
    number: maybe(fc.constant("15/TB")),
    forms: fc.subarray([...FORM_CODES]),
    coTraders: fc.array(fc.record({ name: words, participation: maybe(words) }), { maxLength: 3 }),
    program: fc.record({
      name: words,
      from: day,
      to: day,
      promotedGoods: words,
      promotedQuantity: maybe(words),
      customers: maybe(words),
      prizes,
      totalPrizeValue: fc.integer({ min: 0, max: MOST_VND }),
      detail: maybe(words),
    }),
    submittedOn: day,
    form: maybe(file),
    papers: fc.array(file, { maxLength: 2 }),
  })
  .map(({ trader, number, forms, coTraders, program, ...rest }) => {
    const blank = notice(NOTICE_BODY);
    const record: NoticeRecord = {
      ...blank.record,
      notice: {
        ...blank.record.notice,
        documentNumber: number,
        trader,
        coTraders: coTraders.map((one) => ({ ...one, taxCode: null, responsibility: null })),
        program: { ...blank.record.notice.program, ...program, forms, prizesText: null },
      },
    };
    return { ...blank, ...rest, record };
  });

describe("whatever the portal can say", () => {
  it("of a notice comes back the same", () => {
    fc.assert(
      fc.property(nativeNotice, (filing) => {
        expect(notice(toNoticeBody(filing))).toEqual(filing);
      }),
      { numRuns: 300 },
    );
  });

  it("of an amendment comes back the same", () => {
    const blank = amendment(AMENDMENT_BODY);
    const amended: fc.Arbitrary<NativeAmendment> = fc
      .record({
        trader: maybe(trader),
        fields: fc.subarray(["name", "promotedQuantity", "promotedGoods", "prizes", "detail", "giftGoods"] as const, {
          minLength: 1,
        }),
        to: words,
        dossierId: maybe(fc.constant("H29.03-261102-0008")),
        areas: fc.subarray(["79", "68", "75", "46"]),
        period: fc.tuple(day, day),
        reason: maybe(words),
        submittedOn: day,
      })
      .map(({ trader, fields, to, dossierId, areas, period, reason, submittedOn }) => ({
        ...blank,
        submittedOn,
        record: {
          ...blank.record,
          amendment: {
            ...blank.record.amendment,
            trader,
            traderTaxCode: trader?.taxCode ?? "9900012364",
            original: { ...blank.record.amendment.original, dossierId, areas, from: period[0], to: period[1] },
            changes: fields.map((field) => ({ field, from: null, to: `${to} ${field}` })),
            reason,
          },
        },
      }));
    fc.assert(
      fc.property(amended, fc.boolean(), (filing, isUpdating) => {
        expect(amendment(toAmendmentBody(filing, "AddBSTBKM", isUpdating))).toEqual({
          ...filing,
          service: "AddBSTBKM",
          isUpdating,
        });
      }),
      { numRuns: 200 },
    );
  });
});
