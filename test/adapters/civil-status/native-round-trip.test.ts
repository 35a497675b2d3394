import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Address } from "#schemas/common/address.ts";
import { cardNumber } from "../../../adapters/civil-status/ministry-words.ts";
import { fromMinistry } from "../../../adapters/civil-status/from-native.ts";
import type { IdentityPaper } from "../../../adapters/civil-status/identity-paper.ts";
import type { CivilStatusRecord, Module } from "../../../adapters/civil-status/record.ts";
import { ministryMessages } from "../../../adapters/civil-status/ministry-messages.ts";
import { births, deaths, marriages } from "./arbitrary-records.ts";
import { civilSample } from "./civil-sample.ts";

const { dossier } = civilSample("KS", "birth-single-mother");

/** What the message to the ministry carries of an address: codes and text, abroad only the text. */
function carriedAddress(address: Address | null): Address | null {
  if (address === null) return null;
  const { countryCode, provinceName: _p, districtName: _d, communeName: _c, ...codes } = address;
  return countryCode === "VN" ? { countryCode, ...codes } : { countryCode: "ZZ", detail: address.detail };
}

function carriedIdentity(identity: IdentityPaper | null): IdentityPaper | null {
  return identity === null ? null : { ...identity, expiryDate: null };
}

interface Carried {
  readonly residenceKind: number;
  readonly residence: Address | null;
  readonly identity: IdentityPaper | null;
  readonly personalId: string | null;
}

function carriedPerson<P extends Carried>(person: P): P {
  return {
    ...person,
    residenceKind: person.residenceKind === 3 ? 0 : person.residenceKind,
    residence: carriedAddress(person.residence),
    identity: carriedIdentity(person.identity),
    personalId: person.personalId === cardNumber(person.identity) ? null : person.personalId,
  };
}

const withoutIssue = <P extends Carried | null>(parent: P): P =>
  parent === null || parent.identity === null
    ? parent
    : { ...parent, identity: { ...parent.identity, issueDate: null, issuePlace: null } };

/** The part of a record that goes to the ministry and comes back. */
function twoWay(record: CivilStatusRecord): CivilStatusRecord {
  switch (record.module) {
    case "KS": {
      const { child, mother, father } = record;
      const birthPlace = carriedAddress(child.birthPlace) ?? child.birthPlace;
      const homeTown = carriedAddress(child.homeTown) ?? child.homeTown;
      return {
        ...record,
        child: { ...child, birthTime: null, birthPlace, homeTown },
        mother: mother === null ? null : withoutIssue(carriedPerson(mother)),
        father: father === null ? null : withoutIssue(carriedPerson(father)),
        declarant: carriedPerson(record.declarant),
        documents: [],
        note: null,
      };
    }
    case "KT": {
      const deathPlace = carriedAddress(record.deceased.deathPlace) ?? record.deceased.deathPlace;
      return {
        ...record,
        deceased: { ...carriedPerson(record.deceased), personalId: null, deathDateInWords: null, deathPlace },
        declarant: { ...carriedPerson(record.declarant), personalId: null, residenceKind: 0 },
        foreignRegistration: record.registrationType === 3 ? record.foreignRegistration : null,
        documents: [],
        note: null,
      };
    }
    case "KH": {
      const [husband, wife] = [record.husband, record.wife].map((spouse) => ({
        ...carriedPerson(spouse),
        nationalityOther: null,
        verified: null,
        priorMarriage: null,
        statusCertificate: spouse.statusCertificate === null ? null : { ...spouse.statusCertificate, issueDate: null },
      }));
      if (husband === undefined || wife === undefined) throw new Error("two spouses");
      return { ...record, husband, wife: { ...wife, residenceAbroad: null }, documents: [] };
    }
    default:
      throw new Error("nothing goes to the ministry");
  }
}

function sentAndRead(record: CivilStatusRecord) {
  const [message] = ministryMessages({ dossier, record });
  return { payload: message?.payload, read: fromMinistry(message?.payload) };
}

describe("what goes to the ministry", () => {
  it.each<[Module, fc.Arbitrary<CivilStatusRecord>]>([
    ["KS", births],
    ["KH", marriages],
  ])("comes back as it was, as far as it is carried: %s", (_module, records) => {
    fc.assert(
      fc.property(records, (record) => {
        expect(sentAndRead(record).read).toEqual({ ok: true, value: twoWay(record) });
      }),
      { numRuns: 150 },
    );
  });

  it("comes back as it was, as far as it is carried: KT", () => {
    // A registration abroad has no keys in a death: without them a record of that kind is no record.
    const recorded = deaths.filter((record) => record.module === "KT" && record.registrationType !== 3);
    fc.assert(
      fc.property(recorded, (record) => {
        expect(sentAndRead(record).read).toEqual({ ok: true, value: twoWay(record) });
      }),
      { numRuns: 150 },
    );
  });

  it("says the same when what was read is sent again", () => {
    fc.assert(
      fc.property(fc.oneof(births, deaths, marriages), (record) => {
        const { payload, read } = sentAndRead(record);
        if (!read.ok) return;
        const [again] = ministryMessages({ dossier, record: read.value });
        expect({ ...again?.payload, fileDinhKem: [] }).toEqual({ ...payload, fileDinhKem: [] });
      }),
      { numRuns: 150 },
    );
  });
});
