import { foldForCompare } from "#schemas/common/text.ts";
import { z } from "zod";
import { IDENTITY_TYPES, type IdentityType } from "#schemas/codes/identity-types.ts";
import { ministryIdentity, RELATION_TEXT, RELATIONS, type Relation } from "./enums.ts";
import { UNKNOWN_PLACE } from "./ministry-words.ts";

/**
 * A country that the ministry's address does not name: "user-assigned" in ISO 3166-1, and as the Unicode locale data
 * (CLDR) use it. Written again it becomes the same address: its text only.
 */
export const UNKNOWN_COUNTRY = "ZZ";

/** The flat keys of a declaration. Clients write numbers and texts alike, and leave out or null what is empty. */
export const nativeKeys = z.record(z.string(), z.unknown());
export type NativeKeys = z.infer<typeof nativeKeys>;

/** Which list the province and commune codes of a message belong to: it says so nowhere, but the day it was received does. */
export type Scheme = "QD124_2004" | "QD19_2025";

/** Reads single values out of a declaration, as a client would have pushed them: null for what is empty. */
export class NativeReader {
  readonly #keys: NativeKeys;
  readonly #scheme: Scheme;

  constructor(keys: NativeKeys, scheme: Scheme) {
    this.#keys = keys;
    this.#scheme = scheme;
  }

  text(key: string): string | null {
    return textOf(this.#keys[key]);
  }

  /** A code that the record keeps as a number; what is none is handed on for the record's shape to refuse. */
  number(key: string): number | string | null {
    const value = this.text(key);
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : value;
  }

  /** `dd.MM.yyyy`, `.MM.yyyy` or `yyyy` as a partial date; other texts unchanged, to be refused. */
  date(key: string): string | null {
    const value = this.text(key);
    const [year, month, day] = value?.split(".").toReversed() ?? [];
    if (value === null || year === undefined) return null;
    return [year, ...(month === undefined ? [] : [month]), ...(day === undefined || day === "" ? [] : [day])].join("-");
  }

  yesOrNo(key: string): boolean | null {
    const value = this.text(key);
    return value === "1" ? true : value === "0" ? false : null;
  }

  relation(key: string): Relation {
    const words = foldForCompare(this.text(key) ?? "");
    return RELATIONS.find((relation) => foldForCompare(RELATION_TEXT[relation]) === words) ?? "KHAC";
  }

  /** An address; null when nothing, or only its being unknown, is written. `textOnly` is the country of a mere text. */
  place(key: string, textOnly: "VN" | typeof UNKNOWN_COUNTRY = UNKNOWN_COUNTRY) {
    const value = nativeKeys.safeParse(this.#keys[key]).data ?? {};
    const [province, district, commune, detail] = [
      value["maTinh"],
      value["maHuyen"],
      value["maXa"],
      value["dcChiTiet"],
    ].map(textOf);
    if (province == null && district == null && commune == null) {
      return detail == null || detail === UNKNOWN_PLACE ? null : { countryCode: textOnly, detail };
    }
    return {
      countryCode: "VN",
      scheme: district == null ? this.#scheme : "QD124_2004",
      ...(province == null ? {} : { provinceCode: province }),
      ...(district == null ? {} : { districtCode: district }),
      ...(commune == null ? {} : { communeCode: commune }),
      detail: detail ?? "",
    };
  }

  /** An identity paper; null for kind 0 or without a number. */
  identity(prefix: string) {
    const number = this.text(`${prefix}SoGiayToTuyThan`);
    const code = this.text(`${prefix}LoaiGiayToTuyThan`);
    if (number === null || code === null || code === "0") return null;
    const other = this.text(`${prefix}GiayToKhac`);
    const type = identityType(code, other, number);
    return {
      type,
      otherKind: other === ministryIdentity(type).other ? null : other,
      number,
      issueDate: this.date(`${prefix}NgayCapGiayToTuyThan`),
      issuePlace: this.text(`${prefix}NoiCapGiayToTuyThan`),
    };
  }

  /** The personal number, where it is not that of the card already. */
  personalId(prefix: string): string | null {
    const number = this.text(`${prefix}SoDDCN`);
    const card = this.identity(prefix);
    const onCard = card !== null && (card.type === "CCCD" || card.type === "CAN_CUOC") && card.number === number;
    return onCard ? null : number;
  }
}

function textOf(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text : null;
}

/** Cards newer than the ministry's list travel as "other" with their name; without their 12 digits they stay other. */
function identityType(code: string, other: string | null, number: string): IdentityType {
  const types = IDENTITY_TYPES;
  const named = types.find(
    (type) => ministryIdentity(type).code === code && ministryIdentity(type).other === other && /^\d{12}$/.test(number),
  );
  return (
    named ?? types.find((type) => ministryIdentity(type).code === code && ministryIdentity(type).other === "") ?? "KHAC"
  );
}
