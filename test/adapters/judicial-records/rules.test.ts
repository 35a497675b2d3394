import { checkRules } from "#core/dossier/rule.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../../adapters/judicial-records/rules.ts";
import { declaring, findings, findingsOf, judicialSample, type Case } from "./judicial-sample.ts";
import { anyRecord } from "./record-arbitrary.ts";

const DAY = "2026-11-20";

it("has a rule for every number of the catalogue", () => {
  const expected = Array.from({ length: 18 }, (_, index) => `LLTP-R${String(index + 1).padStart(2, "0")}`);
  expect(rules.map(({ id }) => id)).toEqual([...expected, "LLTP-D01", "LLTP-D02", "LLTP-D03"]);
});

it("never quotes what a record says about convictions, whatever is wrong with it", () => {
  const secret = "BÍ MẬT";
  const { dossier } = judicialSample("certificate-returned");
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { certificate, declaration } = record;
      const told: Case["record"] = {
        ...record,
        declaration: declaration === null ? null : { ...declaration, convictionStatement: secret },
        certificate:
          certificate === null
            ? null
            : {
                ...certificate,
                criminalStatus: { ...certificate.criminalStatus, text: secret },
                convictions: certificate.convictions.map((one) => ({
                  ...one,
                  judgmentNumber: secret,
                  courtName: secret,
                })),
                bans: certificate.bans.map((one) => ({ ...one, office: secret })),
              },
      };
      expect(JSON.stringify(checkRules(rules, { dossier, record: told }, DAY))).not.toContain(secret);
    }),
  );
});

describe("LLTP-R03, the fee", () => {
  it("is the base of the group and 5,000 for each copy from the third", () => {
    const group = fc.constantFrom(["THUONG", 200_000] as const, ["UU_TIEN", 100_000] as const);
    fc.assert(
      fc.property(
        group,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: -1, max: 1 }),
        ([feeGroup, base], copies, off) => {
          const extraCopyFee = 5_000 * Math.max(0, copies - 2);
          const { dossier, record } = declaring("certificate-returned", ({ applicant }) => ({
            copies,
            applicant: { ...applicant, feeGroup },
          }));
          const payment = { baseFee: base, extraCopyFee, total: base + extraCopyFee + off, receiptNumber: null };
          const expected = off === 0 ? [] : ["error LLTP-R03 /record/payment/total"];
          expect(findings({ dossier, record: { ...record, payment } }, DAY)).toEqual(expected);
        },
      ),
    );
  });

  it("is nothing for digital citizens online, from the first to the last day of the scheme", () => {
    const citizen = judicialSample("vneid-supplement-asked");
    const on = (day: string) => findingsOf("LLTP-R03", citizen, day);
    const late = ["error LLTP-R03 /record/declaration/applicant/feeExemption"];
    expect(on("2026-08-14")).toEqual(late);
    expect(on("2026-08-15")).toEqual([]);
    expect(on("2027-02-28")).toEqual([]);
    expect(on("2027-03-01")).toEqual(late);
  });
});

describe("LLTP-R05, the parents", () => {
  const motherBorn = (birthDate: string) =>
    declaring("certificate-returned", () => ({ mother: { fullName: "ĐỖ THỊ THUÝ", birthDate, identity: null } }));
  const at = "LLTP-R05 /record/declaration/mother/birthDate";

  it.each([
    ["1999", [`error ${at}`]],
    ["1987", [`error ${at}`]],
    ["1986", [`warning ${at}`]],
    ["1984-01", [`warning ${at}`]],
    ["1983-12-31", []],
    ["1938", []],
    ["1937", [`warning ${at}`]],
  ])("with a mother born %s and a child of 1998: %j", (birthDate, expected) => {
    expect(findings(motherBorn(birthDate), DAY)).toEqual(expected);
  });
});

describe("LLTP-R06, the identity papers", () => {
  const withPaper = (paper: object) =>
    declaring("certificate-returned", ({ applicant }) => ({
      applicant: { ...applicant, identity: { ...applicant.identity, ...paper } },
    }));
  const of = (paper: object, day = DAY) => {
    const { dossier, record } = withPaper(paper);
    return findings({ dossier, record: { ...record, certificate: null } }, day);
  };
  const at = "/record/declaration/applicant/identity";

  it.each([
    ["2012-03-09", []],
    ["2012-03-08", [`error LLTP-R06 ${at}/issueDate`]],
    ["2012", [`warning LLTP-R06 ${at}/issueDate`]],
    ["2026-11", [`warning LLTP-R06 ${at}/issueDate`]],
    ["2011", [`error LLTP-R06 ${at}/issueDate`]],
  ])("issued %s to somebody born 1998-03-09: %j", (issueDate, expected) => {
    expect(of({ issueDate })).toEqual(expected);
  });

  it("of the 2023 law are given to children too", () => {
    expect(of({ type: "CAN_CUOC", issueDate: "2012-03-08" })).toEqual([]);
  });

  it("follow the law of the day", () => {
    const old = { type: "CMND", number: "170000011" };
    expect(of(old, "2024-12-31")).toEqual([]);
    expect(of(old, "2025-01-01")).toEqual([`warning LLTP-R06 ${at}/type`]);
    const ofOrigin = { type: "GIAY_CN_CAN_CUOC" };
    expect(of(ofOrigin, "2026-06-30")).toEqual([`warning LLTP-R06 ${at}/type`]);
    expect(of(ofOrigin, "2026-07-01")).toEqual([]);
  });

  it("expire on the day after their last", () => {
    const seán = judicialSample("foreigner-authorised");
    expect(findingsOf("LLTP-R06", seán, "2031-05-03")).toEqual([]);
    expect(findingsOf("LLTP-R06", seán, "2031-05-04")).toEqual([`error LLTP-R06 ${at}/expiryDate`]);
  });

  it("of the authorised person are read as well", () => {
    const wrong = declaring("foreigner-authorised", ({ authorization }) => ({
      authorization: authorization === null ? null : { ...authorization, birthDate: "1991-12-01" },
    }));
    expect(findings(wrong, "2026-11-18")).toEqual(["error LLTP-R06 /record/declaration/authorization/identity/number"]);
  });
});

describe("LLTP-R10, the deadline", () => {
  const dueAfter = (name: string, days: number, change: (subject: Case) => Case = (subject) => subject) => {
    const { dossier, record } = change(judicialSample(name));
    const due = new Date(Date.parse("2026-11-10T00:00:00Z") + days * 86_400_000).toISOString().slice(0, 10);
    const dated = { ...dossier, receivedAt: "2026-11-10T08:00:00+07:00", dueAt: `${due}T17:00:00+07:00` };
    return checkRules(rules, { dossier: dated, record }, "2026-11-10")
      .filter(({ rule }) => rule === "LLTP-R10")
      .map(({ pointer }) => pointer);
  };
  const inOneProvince = ({ dossier, record }: Case): Case => {
    const { declaration } = record;
    if (declaration === null) throw new Error("no declaration");
    const residenceHistory = declaration.residenceHistory.map((row) => ({ ...row, address: "Thôn 5, tỉnh Thanh Hóa" }));
    const applicant = { ...declaration.applicant, temporaryResidence: null };
    return { dossier, record: { ...record, declaration: { ...declaration, residenceHistory, applicant } } };
  };

  it.each([
    ["one province", "certificate-returned", inOneProvince, 10],
    ["two provinces", "certificate-returned", undefined, 15],
    ["a foreigner", "foreigner-authorised", undefined, 15],
    ["a body's request", "prosecution-request", undefined, 10],
  ])("for %s (%s) has its days", (_, name, change, days) => {
    expect(dueAfter(name, days, change)).toEqual([]);
    expect(dueAfter(name, days + 1, change)).toEqual(["/dueAt"]);
  });
});

describe("LLTP-R13, the person on the sheet", () => {
  it("may be spelt with other letters and tone places, but is the same", () => {
    const { dossier, record } = declaring("certificate-returned", ({ applicant }) => ({
      applicant: { ...applicant, fullName: "Hoà H'Mai" },
    }));
    const { certificate } = record;
    if (certificate === null) throw new Error("no certificate");
    const named = (fullName: string) => ({ dossier, record: { ...record, certificate: { ...certificate, fullName } } });
    expect(findings(named("HÒA H’MAI"), DAY)).toEqual([]);
    expect(findings(named("HÓA H’MAI"), DAY)).toEqual(["error LLTP-R13 /record/certificate/fullName"]);
  });
});

describe("LLTP-R13, each thing on the sheet", () => {
  const { dossier, record } = judicialSample("prosecution-result");
  const printed = (change: object) => {
    const certificate = record.certificate === null ? null : { ...record.certificate, ...change };
    return findingsOf("LLTP-R13", { dossier, record: { ...record, certificate } }, "2026-11-10");
  };

  it.each([
    ["certificateType", { certificateType: 1 }],
    ["fullName", { fullName: "Y NGÔK" }],
    ["gender", { gender: 2 }],
    ["birthDate", { birthDate: "1957" }],
    ["nationality", { nationality: "LA" }],
    ["identity/type", { identity: { type: "CM_QDND", number: "240000019" } }],
    ["identity/number", { identity: { type: "CMND", number: "240000018" } }],
    ["fatherName", { fatherName: "Y MẪU" }],
    ["motherName", { motherName: "H’MẪU" }],
    ["spouseName", { spouseName: "H’MẪU" }],
  ])("agrees with the application: %s", (pointer, change) => {
    expect(printed(change)).toEqual([`error LLTP-R13 /record/certificate/${pointer}`]);
  });

  it("may be left out where the ministry's answer has it not", () => {
    const absent = { fullName: null, gender: null, birthDate: null, nationality: null, identity: null };
    expect(printed({ ...absent, fatherName: null, motherName: null, spouseName: null })).toEqual([]);
  });
});

describe("LLTP-R14, the issuer", () => {
  it.each([
    ["2025-02-28", "Sở Tư pháp tỉnh Thanh Hóa", true],
    ["2025-03-01", "Sở Tư pháp tỉnh Thanh Hóa", false],
    ["2025-02-28", "Công an tỉnh Thanh Hóa", false],
    ["2025-03-01", "Công an tỉnh Thanh Hóa", true],
    ["2025-03-01", "Cục Hồ sơ nghiệp vụ, Bộ Công an", true],
  ])("on %s being %s is right: %s", (issueDate, issuer, right) => {
    const { dossier, record } = judicialSample("certificate-returned");
    const certificate = record.certificate === null ? null : { ...record.certificate, issueDate, issuer };
    const expected = right ? [] : ["warning LLTP-R14 /record/certificate/issuer"];
    expect(findingsOf("LLTP-R14", { dossier, record: { ...record, certificate } }, "2025-02-01")).toEqual(expected);
  });
});

describe("LLTP-R16, the authorised person", () => {
  it.each(["CHA", "ME", "VO_CHONG", "CON"] as const)(
    "%s proves the relation and needs no authorisation",
    (relation) => {
      const { dossier, record } = declaring("foreigner-authorised", ({ authorization }) => ({
        authorization: authorization === null ? null : { ...authorization, relation, documentDate: null },
      }));
      const [first] = record.documents;
      if (first === undefined) throw new Error("no document");
      expect(findings({ dossier, record }, "2026-11-18")).toEqual(["error LLTP-R16 /record/documents"]);
      const documents = [{ ...first, type: "CHUNG_MINH_QUAN_HE" as const }];
      expect(findings({ dossier, record: { ...record, documents } }, "2026-11-18")).toEqual([]);
    },
  );

  it("of any other kind has to show when the authorisation was signed", () => {
    const unsigned = declaring("foreigner-authorised", ({ authorization }) => ({
      authorization: authorization === null ? null : { ...authorization, relation: "KHAC", documentDate: null },
    }));
    expect(findings(unsigned, "2026-11-18")).toEqual(["error LLTP-R16 /record/declaration/authorization/documentDate"]);
  });
});
