import { describe, expect, it } from "vitest";
import { misplacedSchemes } from "#core/dossier/address-scheme.ts";

const address = (scheme: string) => ({ scheme, provinceCode: "01", detail: "Số 1 phố Mẫu" });
const [OLD, NEW] = [address("QD124_2004"), address("QD19_2025")];

describe("addresses numbered by a list that was not in force", () => {
  it("are those of the new list before its first day, wherever they stand", () => {
    const record = { residence: NEW, birth: { place: NEW }, papers: [{ issuedAt: OLD }, { issuedAt: NEW }] };
    expect(misplacedSchemes(record, "2025-06-30")).toEqual([
      { pointer: "/record/residence/provinceCode", scheme: "QD19_2025" },
      { pointer: "/record/birth/place/provinceCode", scheme: "QD19_2025" },
      { pointer: "/record/papers/1/issuedAt/provinceCode", scheme: "QD19_2025" },
    ]);
  });

  it("are afterwards those of the old list where they speak of today", () => {
    const record = {
      person: { residence: OLD, permanentResidence: OLD, temporaryResidence: OLD, placeOfBirth: OLD },
      seat: { address: OLD },
      earlier: OLD,
      now: NEW,
    };
    expect(misplacedSchemes(record, "2025-07-01").map(({ pointer }) => pointer)).toEqual([
      "/record/person/residence/provinceCode",
      "/record/person/permanentResidence/provinceCode",
      "/record/person/temporaryResidence/provinceCode",
      "/record/seat/address/provinceCode",
    ]);
  });

  it("are none in what is no address: a list nobody knows, a part of one, or a record that is none", () => {
    const { detail: _detail, ...withoutDetail } = NEW;
    const { provinceCode: _code, ...withoutCode } = NEW;
    const { scheme: _scheme, ...withoutScheme } = NEW;
    const record = { a: address("other"), b: withoutDetail, c: withoutCode, d: withoutScheme };
    for (const none of [record, null, undefined, "QD19_2025", 3, []])
      expect(misplacedSchemes(none, "2020-01-01")).toEqual([]);
  });
});
