import type { JsonObject } from "#core/message/message.ts";
import { dossierStatus } from "#schemas/codes/dossier-statuses.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ngspDossier } from "../../../adapters/judicial-records/ngsp/form.ts";
import { nativeResult } from "../../../adapters/judicial-records/result/form.ts";
import { toSectorMessages } from "../../../adapters/judicial-records/sector-messages.ts";
import { declaring, judicialSample, type Case } from "./judicial-sample.ts";
import { anyRecord } from "./record-arbitrary.ts";

/** `traKetQuaHoSoLLTP` as it is sent to VNeID. */
const statusFeedback = z.strictObject({
  maTinh: z.string(),
  tenTinh: z.string(),
  maHoSoMCDT: z.string().min(1),
  trangThaiXuLy: z.string().regex(/^(?:[1-9]|10)$/),
  tenTrangThaiXuLy: z.string().min(1),
  lyDoTuChoi: z.string(),
  ngayHenTraKetQua: z.string().regex(/^(?:\d{2}\/\d{2}\/\d{4})?$/),
  type: z.enum(["ketqua", "thuhoi"]),
  ketQuaXuLy: nativeResult.extend({ quyetDinhThuHoi: z.string().nullable() }).nullable(),
});

const services = (subject: Case) => toSectorMessages(subject).map(({ service }) => service);

function payloadOf(service: string, subject: Case): JsonObject {
  const found = toSectorMessages(subject).find((message) => message.service === service);
  if (found === undefined) throw new Error(`no ${service}`);
  return found.payload;
}
const handedOver = (subject: Case) => ngspDossier.parse(payloadOf("nhanHoSoDangKy", subject));

describe("whatever the record's schema accepts", () => {
  it("becomes messages in the shapes of the criminal-records side", () => {
    const { dossier } = judicialSample("certificate-returned");
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...Object.values(dossierStatus)), (record, status) => {
        for (const { service, payload } of toSectorMessages({ dossier: { ...dossier, status }, record })) {
          const schema = service === "nhanHoSoDangKy" ? ngspDossier : statusFeedback;
          expect(() => schema.parse(payload)).not.toThrow();
          expect(JSON.parse(JSON.stringify(payload))).toEqual(payload);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("which messages", () => {
  it("hand an application over once a desk has it, unless it was rejected or withdrawn", () => {
    const { dossier, record } = judicialSample("prosecution-request");
    for (const status of [1, 3, 7] as const) expect(services({ dossier: { ...dossier, status }, record })).toEqual([]);
    for (const status of [2, 4, 5, 9, 10] as const)
      expect(services({ dossier: { ...dossier, status }, record })).toEqual(["nhanHoSoDangKy"]);
    expect(services({ dossier: { ...dossier, receivedAt: null }, record })).toEqual([]);
  });

  it("tell VNeID every status after the first, of its own dossiers only", () => {
    const { dossier, record } = judicialSample("vneid-supplement-asked");
    for (const status of [3, 7] as const)
      expect(services({ dossier: { ...dossier, status }, record })).toEqual(["traKetQuaHoSoLLTP"]);
    expect(services({ dossier: { ...dossier, status: 1 }, record })).toEqual([]);
    expect(services({ dossier, record: { ...record, origin: "LOCAL" } })).toEqual(["nhanHoSoDangKy"]);
  });

  it("hand over the same while the dossier moves on", () => {
    const { dossier, record } = judicialSample("certificate-returned");
    const early = {
      dossier: { ...dossier, status: 2 as const, completedAt: null },
      record: { ...record, certificate: null },
    };
    expect(toSectorMessages(early)).toEqual(toSectorMessages({ dossier, record }));
  });
});

describe("the application handed over", () => {
  it("numbers forms and people as the shared software does", () => {
    const kinds = (name: string) => {
      const { declareTypeId, objectRequestId, genderId } = handedOver(judicialSample(name)).declarationWSForm;
      return { declareTypeId, objectRequestId, genderId };
    };
    expect(kinds("certificate-returned")).toEqual({ declareTypeId: 3846, objectRequestId: 72, genderId: 0 });
    expect(kinds("foreigner-authorised")).toEqual({ declareTypeId: 3845, objectRequestId: 71, genderId: 1 });
    expect(kinds("state-body-request")).toEqual({ declareTypeId: 3847, objectRequestId: 73, genderId: 0 });
    expect(kinds("prosecution-request")).toEqual({ declareTypeId: 3844, objectRequestId: 74, genderId: 1 });
  });

  it.each([
    [1, 1, 0],
    [2, 2, 0],
    [3, 2, 1],
    [7, 2, 5],
  ])("splits %i copies into %i and %i more", (copies, requestQty, requestQtyAdd) => {
    const { declarationWSForm } = handedOver(declaring("certificate-returned", () => ({ copies })));
    expect(declarationWSForm).toMatchObject({ requestQty, requestQtyAdd });
  });

  it("keeps partial dates partial and ends an open residence in the month of receipt", () => {
    const { declarationWSForm, residenceWSForm } = handedOver(judicialSample("certificate-returned"));
    expect(declarationWSForm).toMatchObject({ dadDob: "1969", momDob: "11/1971", birthDateStr: "09/03/1998" });
    expect(residenceWSForm.at(-1)).toMatchObject({ fromDateStr: "08/2020", toDateStr: "11/2026" });
  });

  it("writes out what it has no number for, and never a guess", () => {
    const lao = declaring("certificate-returned", ({ applicant }) => ({
      applicant: {
        ...applicant,
        ethnicity: "12",
        identity: { ...applicant.identity, type: "KHAC", otherKind: "Giấy thông hành" },
      },
    }));
    expect(handedOver(lao).declarationWSForm).toMatchObject({
      ethnicId: -1,
      idTypeId: -1,
      note: "Dân tộc: Ê-đê; Loại giấy tờ: Giấy thông hành",
    });
  });

  it("always confirms bans on sheet 2", () => {
    const sheet2 = declaring("certificate-returned", () => ({ certificateType: 2, includeBanInfo: false }));
    const sheet1 = declaring("certificate-returned", () => ({ includeBanInfo: false }));
    expect(handedOver(sheet2).declarationWSForm.isBanPosition).toBe(1);
    expect(handedOver(sheet1).declarationWSForm.isBanPosition).toBe(0);
  });

  it("says nothing of what the person declares about convictions", () => {
    const declared = declaring("certificate-returned", () => ({ convictionStatement: "BÍ MẬT" }));
    expect(JSON.stringify(toSectorMessages(declared))).not.toContain("BÍ MẬT");
  });

  it("names the unit as the shared software does, else by its agency code", () => {
    expect(handedOver(judicialSample("vneid-supplement-asked")).idMinistryJustice).toBe("3801");
    expect(handedOver(judicialSample("certificate-returned")).idMinistryJustice).toBe("H56.14");
  });
});

describe("the status for VNeID", () => {
  const { dossier, record } = judicialSample("vneid-supplement-asked");
  const told = (change: Partial<Case["dossier"]>, more: Partial<Case["record"]> = {}) =>
    payloadOf("traKetQuaHoSoLLTP", { dossier: { ...dossier, ...change }, record: { ...record, ...more } });

  it("says what is missing, or why it was rejected, and nothing otherwise", () => {
    expect(told({})["lyDoTuChoi"]).toBe("Bổ sung quá trình cư trú từ tháng 9/2021");
    expect(told({ status: 3, note: "Không thuộc thẩm quyền" })["lyDoTuChoi"]).toBe("Không thuộc thẩm quyền");
    expect(told({ status: 4 })["lyDoTuChoi"]).toBe("");
  });

  it("brings the certificate only when the dossier is finished", () => {
    const { certificate } = judicialSample("vneid-certificate-revoked").record;
    expect(told({ status: 4 }, { certificate })["ketQuaXuLy"]).toBeNull();
    expect(told({ status: 9 }, { certificate })).toMatchObject({
      type: "ketqua",
      ketQuaXuLy: { quyetDinhThuHoi: null },
    });
  });

  it("names the province by the numbering of the day", () => {
    const quangBinh = { agencyCode: "H46.01" };
    expect(told({ ...quangBinh, receivedAt: "2025-06-30T08:00:00+07:00" })).toMatchObject({
      maTinh: "44",
      tenTinh: "Tỉnh Quảng Bình",
    });
    expect(told({ ...quangBinh, receivedAt: "2025-07-01T08:00:00+07:00" })).toMatchObject({
      maTinh: "44",
      tenTinh: "Tỉnh Quảng Trị",
    });
  });
});
