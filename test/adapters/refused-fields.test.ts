import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { fieldsIn } from "#core/message/trace-leaves.ts";
import { complaintsIn } from "#schemas/portal/field-complaints.ts";
import { issuesOf } from "../../src/flow/locate-complaints.ts";
import { adapters, folders, readSample, registry, sampleNames } from "./adapter-folders.ts";

/** A dossier as it was pushed, with one message that a ministry may refuse, and the names of that message's fields. */
function refusable(sector: string, sample: string) {
  const checked = checkDossier(readSample(sector, sample), registry);
  if (!checked.ok) throw new Error(`${sample} is refused`);
  const { adapter, record } = checked;
  const dossier = { ...checked.dossier, record } as Dossier;
  if (record === undefined) return [];
  const messages = adapter.toSectorMessages?.({ dossier: checked.dossier, record }) ?? [];
  return messages.map(({ service, payload }) => {
    const fields = [...fieldsIn(payload).keys()].flatMap((path) => [path, path.split(".").at(-1) ?? path]);
    return { sample, dossier, adapter, service, fields: [...new Set(fields)] };
  });
}

/** What stands at a pointer; undefined where nothing does. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], document);
}

function pointers(sector: string, sample: string, text: string): string[] {
  const [refused] = refusable(sector, sample);
  if (refused === undefined) throw new Error(`${sample} has no message`);
  return issuesOf(complaintsIn(text), refused).map(({ pointer }) => pointer);
}

const birth = (text: string) => pointers("civil-status", "birth-both-parents", text);

describe("a vendor whose form the ministry refused by its own fields' names", () => {
  it("is led to the fields of the record that was pushed", () => {
    expect(
      birth(
        "meHoTen sai.nmeNoiCuTru.maXa không tồn tại.nnycQuanHe sai.nnoiDangKy sai.nngayCapGCS sai.ntenGiayTo sai.nmaHoSoMCDT trùng.",
      ),
    ).toEqual([
      "/record/mother/fullName",
      "/record/mother/residence/communeCode",
      "/record/declarant/relation",
      "/record/registeringUnitCode",
      "/record/birthCertDate",
      "/record/documents/0/title",
      "/dossierCode",
    ]);
  });

  it("is led to the value that was sent in the place of one it left out", () => {
    // The mother's personal number is that of her card.
    expect(birth("meSoDDCN có độ dài vượt quá số lượng cho phép.")).toEqual(["/record/mother/identity/number"]);
    expect(birth("chaSoDDCN có độ dài vượt quá số lượng cho phép.")).toEqual(["/record/father/personalId"]);
  });

  it("is led to a whole address where the ministry names no part of it", () => {
    expect(birth("nksNoiSinh không hợp lệ.")).toEqual(["/record/child/birthPlace"]);
  });

  it("is helped by a name that lost its beginning, or has letters of the text before stuck to it", () => {
    expect(birth("ksHoTen sai.neNgaySinh sai.nycNoiCuTru sai. Đã cung cấpnmeDanToc sai.")).toEqual([
      "/record/child/fullName",
      "/record/mother/birthDate",
      "/record/declarant/residence",
      "/record/mother/ethnicity",
    ]);
    expect(birth("SOHOSOLT sai. Data.MeHoTen sai.")).toEqual(["/record/mother/fullName"]);
  });

  it("is not sent to a wrong field by what fits several, or by a form that is not this one", () => {
    expect(birth("SoDDCN sai.nmaXa sai.nHoTen sai.ncbsSoDDCN sai.ncbsGioiTinh sai.nnktHoTen sai.")).toEqual(
      Array.from({ length: 6 }, () => ""),
    );
  });

  it("gets the ministry's own sentence with each of them", () => {
    const [refused] = refusable("civil-status", "birth-both-parents");
    if (refused === undefined) throw new Error("no message");
    expect(issuesOf(complaintsIn("meHoTen, chaHoTen không được trùng nhau."), refused)).toEqual(
      ["mother", "father"].map((parent) => ({
        pointer: `/record/${parent}/fullName`,
        code: "refused-by-receiver",
        message: "Hệ thống nhận báo: “meHoTen, chaHoTen không được trùng nhau.”",
        messageEn: "The receiving system says: “meHoTen, chaHoTen không được trùng nhau.”",
        severity: "error",
      })),
    );
  });

  it("is led into the criminal-record application, too", () => {
    expect(
      pointers(
        "judicial-records",
        "foreigner-authorised",
        "declarationWSForm.birthDateStr sai.nbirthDateStr sai.nrequestQty sai.nmandatorRelation sai.",
      ),
    ).toEqual([
      "/record/declaration/applicant/birthDate",
      // The authorised person has one, too.
      "",
      "/record/declaration/copies",
      "/record/declaration/authorization/relation",
    ]);
  });
});

describe.each(folders.filter((sector) => adapters.get(sector)?.toSectorMessages !== undefined))(
  "whatever is said of the fields of %s",
  (sector) => {
    const refused = sampleNames(sector).flatMap((sample) => refusable(sector, sample));

    it("leads to what stands in the pushed dossier, or nowhere, with any beginnings lost", () => {
      const sentence = fc.tuple(
        fc.nat(),
        fc.nat({ max: 4 }),
        fc.constantFrom(" sai.", " không tồn tại. Kiểm tra lại.", " "),
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...refused),
          fc.array(sentence, { minLength: 1, maxLength: 8 }),
          (push, sentences) => {
            const { fields, dossier } = push;
            const text = sentences
              .map(([pick, lost, words]) => (fields[pick % fields.length] ?? "").slice(lost) + words)
              .join("n");
            for (const { pointer } of issuesOf(complaintsIn(text), push))
              expect([pointer, at(dossier, pointer)]).not.toEqual([pointer, undefined]);
          },
        ),
        { numRuns: 40 },
      );
    });
  },
);
