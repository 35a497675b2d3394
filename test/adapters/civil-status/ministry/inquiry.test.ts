import { describe, expect, it } from "vitest";
import type { JsonValue } from "#core/message/message.ts";
import type { Askable } from "#core/delivery/feedback.ts";
import { inquiry } from "../../../../adapters/civil-status/ministry/inquiry.ts";
import { ministryMessages } from "../../../../adapters/civil-status/ministry/messages.ts";
import { civilSample } from "../civil-sample.ts";

const birth = civilSample("KS", "birth-single-mother");
const [message] = ministryMessages(birth);

const askable = (dossierCode: string): Askable => ({
  dossier: { ...birth.dossier, dossierCode },
  payload: message?.payload ?? {},
});

function told(trangThai: unknown) {
  const read = inquiry.readAnswer({ value: [{ maHoSoMCDT: "a", trangThai: trangThai as string }] }, [askable("a")]);
  return read.ok ? read.value[0] : undefined;
}

describe("HT-R20, asking the ministry", () => {
  it("asks after at most three dossiers at once, each once, in order", () => {
    const codes = ["a", "b", "c", "d", "e", "f", "g"];
    const asked = inquiry.toQuestions(codes.map(askable)).map(({ body }) => body["maDinhDanhHoSo"]);
    expect(asked).toEqual([["a", "b", "c"], ["d", "e", "f"], ["g"]]);
    expect(inquiry.toQuestions([])).toEqual([]);
  });

  it("asks apart what is of another module or province", () => {
    const death = { ...askable("b"), payload: { ...message?.payload, module: "LTKT" } };
    const elsewhere = { ...askable("c"), dossier: { ...askable("c").dossier, agencyCode: "H26.107" } };
    const questions = inquiry.toQuestions([askable("a"), death, elsewhere]);
    expect(questions.map(({ body, dossierCodes }) => [body["maTinh"], body["module"], dossierCodes])).toEqual([
      ["66", "LTKS", ["a"]],
      ["66", "LTKT", ["b"]],
      ["01", "LTKS", ["c"]],
    ]);
  });
});

describe("a registration that a one-stop server between us and the ministry lists among its errors", () => {
  const entry = (maHoSoMCDT: string, trangThai: unknown) => ({ maHoSoMCDT, trangThai: trangThai as string });
  const listed = (...value: ReturnType<typeof entry>[]) => ({ result: { status: 1, value } });
  const read = (answer: JsonValue) => {
    const said = inquiry.readAnswer(answer, ["a", "b"].map(askable));
    return said.ok ? said.value.map(({ dossierCode, status }) => [dossierCode, status]) : said.issues;
  };

  it("is known to be finished all the same, beside those listed as taken", () => {
    expect(read({ List_Suss: [listed(entry("a", 1))], List_ERR: [listed(entry("b", 4))] })).toEqual([
      ["a", "1"],
      ["b", "4"],
    ]);
    expect(read({ List_Suss: [], List_ERR: [listed(entry("a", "4"))] })).toEqual([["a", "4"]]);
    expect(read({ List_Suss: null, List_ERR: [entry("a", 4)] })).toEqual([["a", "4"]]);
  });

  it("is told once where both lists name it, finished before anything else", () => {
    const both = { List_Suss: [listed(entry("a", 3))], List_ERR: [listed(entry("a", 4), entry("c", 4))] };
    expect(read(both)).toEqual([["a", "4"]]);
    expect(read({ List_Suss: both.List_ERR, List_ERR: both.List_Suss })).toEqual([["a", "4"]]);
  });

  it("is not lost with an error beside it that names no dossier", () => {
    expect(read({ List_Suss: [], List_ERR: [{ message: "Timeout" }, listed(entry("a", 4))] })).toEqual([["a", "4"]]);
    expect(read({ List_Suss: [], List_ERR: ["Timeout"] })).toEqual([]);
  });
});

describe("HT-R21, reading the ministry's statuses", () => {
  it("leads a status the ministry has to the portal's", () => {
    expect([told(2), told("4"), told("6")]).toMatchObject([
      { portalStatus: 5, final: false },
      { portalStatus: 9, final: true },
      { portalStatus: 3, final: true },
    ]);
  });

  it.each([5, "7"])("takes %j, a number of the interlinking software only, for nothing it knows", (raw) => {
    expect(told(raw)).toMatchObject({
      status: String(raw),
      statusName: `Trạng thái ${raw} (không có trong danh mục)`,
      portalStatus: null,
      final: false,
    });
  });
});
