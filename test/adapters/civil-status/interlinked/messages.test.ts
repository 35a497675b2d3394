import { describe, expect, it } from "vitest";
import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { readSample, registry } from "../../adapter-folders.ts";

const BIRTH = readSample("civil-status", "birth-single-mother") as Readonly<Record<string, unknown>>;
const RECORD = BIRTH["record"] as Readonly<Record<string, unknown>>;

function told(patch: Readonly<Record<string, unknown>>, record: Readonly<Record<string, unknown>> = {}) {
  const checked = checkDossier({ ...BIRTH, ...patch, record: { ...RECORD, ...record } }, registry);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return allMessages(checked satisfies CheckedDossier).filter(({ service }) => service === "capNhatTrangThaiHoSo");
}

const ENTRY = {
  number: "15",
  bookNumber: "01/2026",
  pageNumber: "15",
  registrationDate: "2026-11-19",
  registrationPlace: "UBND xã Mẫu Hai",
};

describe("what the interlinking software is told of a birth that came from it", () => {
  it("goes to a system of its own, in its own numbers", () => {
    expect(told({})).toMatchObject([
      { kind: "sector", destination: "interlinked-services", payload: { trangThai: 7, nguoiXuLy: "Lê Thị Mẫu" } },
    ]);
  });

  it("has the supplement that was asked for, with its day", () => {
    const supplement = {
      id: 1,
      requestedBy: "Trần Mẫu",
      content: "Bổ sung giấy chứng sinh rõ nét",
      requestedAt: "2026-11-19T16:00:00+07:00",
      completed: false,
      dueBefore: "2026-11-19T17:00:00+07:00",
      dueAfter: "2026-12-01T17:00:00+07:00",
    };
    const [message] = told({ status: 5, supplements: [supplement] });
    expect(message?.payload).toMatchObject({
      trangThai: 2,
      ghiChu: "Bổ sung giấy chứng sinh rõ nét",
      ngayHenTraMoi: "01/12/2026 17:00:00",
      hanBoSungHoSo: expect.stringMatching(/^\d\d\/\d\d\/2026 17:00:00$/) as string,
    });
  });

  it("waits for the register entry before it says that the birth is registered", () => {
    const done = { status: 9, completedAt: "2026-11-19T15:00:00+07:00" };
    expect(told(done)).toEqual([]);
    const [message] = told(done, { result: ENTRY });
    expect(message?.payload["trangThai"]).toBe(4);
    expect(JSON.parse(message?.payload["ketQuaXuLy"] as string)).toMatchObject({ soDangKy: "15", quyenSo: "01/2026" });
  });

  it("is nothing for what did not come from there, or stands where it has no station", () => {
    expect(told({}, { interlinkedDossierCode: null })).toEqual([]);
    expect(told({ status: 6 })).toEqual([]);
  });
});
