import { describe, expect, it } from "vitest";
import type { JsonValue } from "#core/message/message.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { toInquiryAnswer } from "../../../src/destinations/answers/inquiry-answer.ts";
import { toLookup } from "../../../src/destinations/answers/lookup-answer.ts";

const CODE = "H26.107-260518-0123";
const OTHER = "H26.107-260518-0999";

function looked(body: JsonValue) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const answer = { status: 200, contentType: "application/json", retryAfter: null, body: bytes, complete: true };
  const context = {
    purpose: "lookup",
    service: "TraCuuHoSo",
    now: 0,
    secrets: [],
    rules: DEFAULT_ANSWER_RULES,
  } as const;
  return toLookup(toInquiryAnswer(answer, answerToOutcome(answer, context)), CODE);
}
const found = (result: JsonValue) => looked({ error_code: 0, result });

describe("a look-up", () => {
  it.each(["Không tìm thấy hồ sơ", `Hồ sơ ${CODE} không tồn tại`, "Hồ sơ chưa được đồng bộ"])(
    "that answers an error for a dossier it does not know («%s») says that it is absent",
    (message) => {
      expect(looked({ error_code: -1, message })).toEqual({ kind: "absent" });
    },
  );

  it.each(["Dịch vụ không tồn tại", "Mã đơn vị không hợp lệ", "Hệ thống đang bảo trì"])(
    "that answers another error («%s») says nothing of the dossier",
    (message) => {
      expect(looked({ error_code: -1, message })).toMatchObject({ kind: "no-answer", outcome: { said: message } });
    },
  );

  it("finds the record of the dossier asked after among others, whatever the case of its code's name", () => {
    const record = { MaHoSo: ` ${CODE} `, TrangThaiHoSo: "2" };
    expect(found([{ MaHoSo: OTHER, TrangThaiHoSo: "9" }, record])).toEqual({ kind: "found", record });
    expect(found([{ MAHOSO: OTHER }, { mahoso: CODE.toLowerCase() }])).toMatchObject({ kind: "found" });
  });

  it("that says in words that the dossier exists has found it", () => {
    const body = { error_code: 0, message: "Hồ sơ đã tồn tại", result: [{ MaHoSo: CODE }] };
    expect(looked(body)).toMatchObject({ kind: "found" });
  });

  it("does not take another dossier's record for ours", () => {
    expect(found([{ MaHoSo: OTHER, TrangThaiHoSo: "2" }])).toEqual({ kind: "absent" });
  });

  it("takes a record without a code for ours only when it stands alone", () => {
    expect(found([{ TrangThaiHoSo: "2" }])).toMatchObject({ kind: "found" });
    const unreadable = { kind: "no-answer", outcome: { kind: "unavailable", cause: "lookup-unreadable" } };
    expect(found([{ TrangThaiHoSo: "2" }, { TrangThaiHoSo: "4" }])).toMatchObject(unreadable);
    expect(found([{ TrangThaiHoSo: "2" }, { MaHoSo: OTHER }])).toMatchObject(unreadable);
    expect(found({ total: 1 })).toMatchObject(unreadable);
  });

  it("gives a record in ALL CAPS in the spelling it was sent in, so that it can be compared", () => {
    const caps = { MAHOSO: CODE, TRANGTHAIHOSO: "2", DANHSACHLEPHI: [{ GIA: "8000", KhAc: 1 }], "Ghi chú": null };
    expect(found({ data: [caps] })).toEqual({
      kind: "found",
      record: { MaHoSo: CODE, TrangThaiHoSo: "2", DanhSachLePhi: [{ Gia: "8000", KhAc: 1 }], "Ghi chú": null },
    });
    expect(found({ MAHOSO: OTHER, MaHoSo: CODE })).toMatchObject({ kind: "found", record: { MaHoSo: CODE } });
  });

  it.each([[[]], [null], [{}], [""], [{ data: [] }], [[null]]])(
    "that holds nothing (%j) says that it is absent",
    (result) => {
      expect(found(result)).toEqual({ kind: "absent" });
    },
  );
});
