import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { JsonValue } from "#core/message/message.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { toInquiryAnswer } from "../../../src/destinations/answers/inquiry-answer.ts";
import { toLookup } from "../../../src/destinations/answers/lookup-answer.ts";

const CODE = "H26.107-260518-0123";
const OTHER = "H26.107-260518-0999";

/** What the portal answered, as it is handed on. */
function answeredBy(body: JsonValue) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const answer = { status: 200, contentType: "application/json", retryAfter: null, body: bytes, complete: true };
  const context = {
    purpose: "lookup",
    service: "TraCuuHoSo",
    now: 0,
    secrets: [],
    rules: DEFAULT_ANSWER_RULES,
  } as const;
  return toInquiryAnswer(answer, answerToOutcome(answer, context));
}
const looked = (body: JsonValue) => toLookup(answeredBy(body), CODE);
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

  const record = { MaHoSo: CODE, TrangThaiHoSo: "2" };
  const other = { MaHoSo: CODE, TrangThaiHoSo: "9" };
  const packed = JSON.stringify;

  it.each<[string, Record<string, JsonValue>]>([
    ["as JSON in a text", { result: packed([record]) }],
    ["alone, as JSON in a text", { result: ` ${packed(record)}` }],
    ["in a list of lists", { result: [[record]] }],
    ["in a list of lists in a text", { result: packed([[record], []]) }],
    ["under data", { data: [record] }],
    ["under data, beside a result of null", { result: null, data: [record] }],
    ["under data, beside an empty text", { result: "", data: [record] }],
    ["under data, beside an empty list", { result: [], data: record }],
    ["under data, beside an empty object", { result: {}, data: [record] }],
    ["under data, as JSON in a text", { data: packed([record]) }],
    ["in the message", { message: packed({ result: [record] }) }],
    ["in the message, under data", { message: packed({ data: [record] }) }],
    ["in a message that is no text", { status: 1, message: { result: [record] } }],
    ["in the message, beside data that are none", { data: "x", message: packed({ result: [record] }) }],
    ["in the message, beside empty data", { data: [], message: packed({ result: [], data: [record] }) }],
    ["under data, before the message", { data: [record], message: packed({ result: [other] }) }],
    ["as the result, before all others", { result: [record], data: [other], message: packed({ result: [other] }) }],
  ])("finds the record wherever wrappers were seen to put it: %s", (_name, body) => {
    expect(looked({ error_code: 0, ...body })).toStrictEqual({ kind: "found", record });
  });

  it.each<[string, JsonValue]>([
    ["a message that is a list", { message: packed([record]) }],
    ["no record at all", { message: "Thành công", data: "x" }],
  ])("finds none in %s", (_name, body) => {
    expect(looked({ error_code: 0, ...(body as object) })).toStrictEqual({ kind: "absent" });
  });

  it.each<[string, JsonValue]>([
    ["a text that is no JSON", "Có hồ sơ"],
    ["a list of records and lists", [[record], null]],
    ["a number", 1],
    ["a list of texts", [packed(record)]],
  ])("believes nothing of a result in a form nobody has seen: %s", (_name, result) => {
    expect(found(result)).toMatchObject({ kind: "no-answer", outcome: { cause: "lookup-unreadable" } });
    expect(looked({ error_code: 0, result, data: [record] })).toMatchObject({
      kind: "no-answer",
      outcome: { cause: "lookup-unreadable" },
    });
  });

  it("of several records of ours believes what they all say", () => {
    const fees = [{ Gia: "1", Ten: "x" }];
    const older = { ...record, TenTTHC: "Khai sinh", DanhSachLePhi: fees };
    const newer = { DanhSachLePhi: [{ Ten: "x", Gia: "1" }], TenTTHC: "Khai sinh", ...other };
    const common = { MaHoSo: CODE, TenTTHC: "Khai sinh", DanhSachLePhi: fees };
    expect(found([older, older, newer])).toStrictEqual({ kind: "found", record: common });
    expect(found([record, { MaHoSo: CODE }])).toStrictEqual({ kind: "found", record: { MaHoSo: CODE } });
  });

  it("takes a record with a blank code for one without", () => {
    for (const MaHoSo of ["", "  ", null, 5])
      expect(found([{ MaHoSo, TrangThaiHoSo: "2" }])).toMatchObject({ kind: "found" });
  });

  it("knows the dossier asked after whatever the case and the blanks of its code", () => {
    expect(toLookup(answeredBy({ error_code: 0, result: [record] }), ` ${CODE.toLowerCase()} `)).toMatchObject({
      kind: "found",
    });
  });

  it("reads a name in our spelling before the same in another, wherever it stands, and blanks around names do not matter", () => {
    expect(found([{ MaHoSo: CODE, MAHOSO: OTHER }])).toStrictEqual({ kind: "found", record: { MaHoSo: CODE } });
    expect(found([{ " MAHOSO ": CODE }])).toStrictEqual({ kind: "found", record: { MaHoSo: CODE } });
  });

  it("that is answered in no form of the portal's says so, whatever is in it", () => {
    expect(looked([record])).toMatchObject({ kind: "no-answer", outcome: { cause: "unexpected-json" } });
  });

  it("keeps the signed answer it rests on, and no trace of one where there is none", () => {
    const signed = { body: new Uint8Array(), signature: { header: "X", value: "a..b", finding: {} } };
    for (const [kind, body] of [
      ["found", { error_code: 0, result: [record] }],
      ["absent", { error_code: 0, result: [] }],
      ["absent", { error_code: -1, message: "Không tìm thấy hồ sơ" }],
    ] as const) {
      const answered = answeredBy(body);
      expect(toLookup(answered, CODE)).not.toHaveProperty("receipt");
      const outcome = { ...answered.outcome, receipt: signed } as unknown as Outcome;
      expect(toLookup({ ...answered, outcome }, CODE)).toMatchObject({ kind, receipt: signed });
    }
    const answered = answeredBy({ error_code: 0, result: "?" });
    expect(toLookup(answered, CODE)).not.toHaveProperty("outcome.receipt");
    const outcome = { ...answered.outcome, receipt: signed } as unknown as Outcome;
    expect(toLookup({ ...answered, outcome }, CODE)).toHaveProperty("outcome.receipt", signed);
  });

  it("never throws, whatever was handed on", () => {
    const { outcome } = answeredBy({ error_code: 0 });
    for (const json of [null, "x", 5, []])
      expect(toLookup({ kind: "answer", json, outcome }, CODE)).toMatchObject({
        kind: "no-answer",
        outcome: { cause: "lookup-unreadable" },
      });
    expect(toLookup({ kind: "no-answer", outcome }, CODE)).toStrictEqual({ kind: "no-answer", outcome });
  });
});
