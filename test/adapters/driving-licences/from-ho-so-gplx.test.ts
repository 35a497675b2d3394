import { foldForCompare } from "#schemas/common/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REASON_TEXT } from "../../../adapters/driving-licences/enums.ts";
import { exchange as exchangeSchema, type Exchange } from "../../../adapters/driving-licences/exchange-record.ts";
import { fromHoSoGplx } from "../../../adapters/driving-licences/from-ho-so-gplx.ts";
import { hoSoGplx } from "../../../adapters/driving-licences/ho-so-gplx.ts";
import { schemeGivenOn } from "../../../adapters/driving-licences/licence-classes.ts";
import { toHoSoGplx } from "../../../adapters/driving-licences/to-ho-so-gplx.ts";
import { anyExchange } from "./licence-arbitrary.ts";
import { licenceSample } from "./licence-sample.ts";

const { dossier } = licenceSample("exchange-finished");
const RECEIVED = "2026-11-16";

/** What of an application the element has room for, read off the record itself. */
function carried(exchange: Exchange) {
  const words = exchange.reasonText ?? REASON_TEXT[exchange.reasonCode];
  const civil = exchange.requestKind === "DOI" || exchange.requestKind === "CAP_LAI";
  const licences = civil ? [exchange.currentLicence, ...exchange.otherLicences] : [exchange.currentLicence];
  return {
    requestKind: exchange.requestKind,
    reasonText: words,
    reasonCode: exchange.reasonText === null ? exchange.reasonCode : null,
    fullName: exchange.fullName,
    gender: exchange.gender,
    birthDate: exchange.birthDate,
    nationality: exchange.nationality,
    identity: {
      number: exchange.identity.number,
      issueDate: exchange.identity.issueDate,
      issuePlace: exchange.identity.issuePlace,
    },
    oldIdentityNumber: exchange.oldIdentityNumber,
    school: exchange.training?.school ?? null,
    year: exchange.training?.year ?? null,
    safeKilometres: exchange.training?.safeKilometres ?? null,
    residence: codes(exchange.residence),
    permanentResidence: codes(exchange.permanentResidence),
    licences: licences.flatMap((licence) =>
      licence.classes.map((held) => ({
        number: licence.number,
        serial: licence.serial,
        issuer: licence.issuer,
        issuedOn: licence.issuedOn,
        expiresOn: held.expiresOn,
        passedOn: held.passedOn,
        class: held.class,
        scheme: civil ? schemeGivenOn(licence.issuedOn) : null,
      })),
    ),
    papers: exchange.documents.map(({ kind, title }) => ({ kind, title })),
  };
}

function codes(address: Exchange["permanentResidence"]) {
  if (address?.provinceCode === undefined || address.communeCode === undefined) return null;
  return {
    provinceCode: address.provinceCode,
    districtCode: address.districtCode ?? null,
    communeCode: address.communeCode,
  };
}

/** The same of what was read back. */
function readBack(exchange: Exchange) {
  const element = toHoSoGplx(dossier, exchange, RECEIVED, "2026-11-23");
  const read = fromHoSoGplx(hoSoGplx.parse(JSON.parse(JSON.stringify(element))));
  return {
    requestKind: read.requestKind,
    reasonText: read.reasonText,
    reasonCode: read.reasonCode,
    fullName: read.fullName,
    gender: read.gender,
    birthDate: read.birthDate,
    nationality: read.nationality,
    identity: read.identity,
    oldIdentityNumber: read.oldIdentityNumber,
    school: read.training.school,
    year: read.training.year,
    safeKilometres: read.training.safeKilometres,
    residence: read.residence?.codes ?? null,
    permanentResidence: read.permanentResidence?.codes ?? null,
    licences: read.licences,
    papers: read.papers.map(({ kind, title }) => ({ kind, title })),
  };
}

/** Papers the dossier really has, so that none is left out on the way. */
const withPapers = (exchange: Exchange): Exchange => ({
  ...exchange,
  documents: exchange.documents.map((paper) => ({ ...paper, attachmentId: "sk-0101" })),
});

describe("reading an element", () => {
  it("gives back everything of the application that the element has room for", () => {
    fc.assert(
      fc.property(anyExchange, (pushed) => {
        const exchange = withPapers(exchangeSchema.parse(pushed));
        const expected = carried(exchange);
        const civil = exchange.requestKind === "DOI" || exchange.requestKind === "CAP_LAI";
        const read = readBack(exchange);
        // Letters of another issuer may read like ours; which numbering they are is then only a guess.
        const licences = civil ? read.licences : read.licences.map((licence) => ({ ...licence, scheme: null }));
        expect({ ...read, licences }).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("makes the same element again from the parts of the name", () => {
    fc.assert(
      fc.property(anyExchange, (pushed) => {
        const { hoTen, hoDem, ten } = toHoSoGplx(dossier, exchangeSchema.parse(pushed), RECEIVED, "");
        expect(foldForCompare(`${hoDem} ${ten}`)).toBe(foldForCompare(hoTen));
      }),
    );
  });

  it("tells the dossier, its days, its unit and its files", () => {
    const { record } = licenceSample("exchange-finished");
    const read = fromHoSoGplx(toHoSoGplx(dossier, record.exchange, RECEIVED, "2026-11-23"));
    expect(read).toMatchObject({
      dossierCode: "G01.38-261116-0123",
      receivedOn: RECEIVED,
      dueOn: "2026-11-23",
      receivingUnitCode: "CSGT40",
      photo: "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==",
      residence: { line: "Xóm 2, xã Mẫu Năm Mươi, tỉnh Nghệ An" },
      training: { yearsDriving: 14, className: "B2" },
      papers: [{ kind: "GKSK", title: "Giấy khám sức khỏe", file: "JVBERi0xLjQKJU1hdQo=" }],
    });
  });

  it("keeps what it does not know as words", () => {
    const { record } = licenceSample("exchange-finished");
    const element = toHoSoGplx(dossier, record.exchange, RECEIVED, "");
    const read = fromHoSoGplx({ ...element, loaiHoSo: "1", lyDoDoiGplx: "Lý do khác", dvhcNoiCuTru: "" });
    expect(read).toMatchObject({ requestKind: null, reasonCode: null, reasonText: "Lý do khác", dueOn: null });
    expect(read.residence).toEqual({ line: "Xóm 2, xã Mẫu Năm Mươi, tỉnh Nghệ An", codes: null });
  });

  it("refuses what is no element", () => {
    const { record } = licenceSample("exchange-finished");
    const element = toHoSoGplx(dossier, record.exchange, RECEIVED, "");
    for (const wrong of [{ ngaySinh: "30/01/1987" }, { dvhcNoiCuTru: "40.90050" }, { maHoSo: "" }, { gioiTinh: "0" }])
      expect(hoSoGplx.safeParse({ ...element, ...wrong }).success).toBe(false);
  });
});
