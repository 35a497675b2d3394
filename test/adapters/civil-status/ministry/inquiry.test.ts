import { describe, expect, it } from "vitest";
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
