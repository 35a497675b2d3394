import { findProvince, provinceNameOn, provinceSchemeOn, provincesOf } from "#schemas/codes/provinces.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { FORM_CODES, FORMS, type FormCode } from "../enums.ts";
import { dotted, lineProduct } from "../prize-arithmetic.ts";
import { MOST_VND, type Prize } from "../forms/program.ts";
import type { CoTrader } from "../forms/trader.ts";

/**
 * Lists that the portal's form has as free text. Each is read only as far as it can be written back to the same text;
 * otherwise the text itself is kept beside what could be read, so that nothing is lost and nothing is guessed.
 */
export interface ReadText<T> {
  readonly items: readonly T[];
  /** The portal's own words, where the items do not give them back. */
  readonly raw: string | null;
}

const BETWEEN = "; ";

function read<T>(
  value: string | null,
  items: readonly T[] | null,
  write: (items: readonly T[]) => string,
): ReadText<T> {
  if (value === null) return { items: [], raw: null };
  if (items === null) return { items: [], raw: value };
  return { items, raw: write(items) === value ? null : value };
}

/** All parts read, or null as soon as one is not understood. */
function parts<T>(value: string, part: (text: string) => T | null): T[] | null {
  const read = value
    .split(/[;\n]/u)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(part);
  return read.every((item) => item !== null) && read.length > 0 ? read : null;
}

/** `HinhThucKhuyenMai`: names of the forms, of which each must speak of exactly one. */
export function readForms(value: string | null): ReadText<FormCode> {
  return read(value, value === null ? null : parts(value, formNamed), writeForms);
}

export function writeForms(forms: readonly FormCode[]): string {
  return forms.map((code) => FORMS[code].name).join(BETWEEN);
}

function formNamed(words: string): FormCode | null {
  const exact = FORM_CODES.find((code) => equalsVi(FORMS[code].name, words));
  if (exact !== undefined) return exact;
  const close = FORM_CODES.filter((code) => FORMS[code].words.test(words.toLowerCase()));
  return close.length === 1 ? (close[0] ?? null) : null;
}

/** Tier, content, value of one with or without dots, count; the comma before the value may be missing. */
const PRIZE =
  /^([^:]{1,200}): (.{1,500}?),? (\d{1,3}(?:\.\d{3})+|\d{1,15}) ?(?:đồng|đ|vnđ|vnd) ?[x×] ?(\d[\d.]{0,12})$/iu;

/** `CoCauGiaiThuong`: `Giải nhì: Máy lọc không khí, 6.200.000 đ x 50; …`. */
export function readPrizes(value: string | null): ReadText<Prize> {
  return read(value, value === null ? null : parts(value, prizeIn), writePrizes);
}

export function writePrizes(prizes: readonly Prize[]): string {
  return prizes
    .map(({ tier, content, unitValue, quantity }) => `${tier}: ${content}, ${dotted(unitValue)} đ x ${quantity}`)
    .join(BETWEEN);
}

function prizeIn(words: string): Prize | null {
  const [, tier, content, value = "", count = ""] = PRIZE.exec(words) ?? [];
  if (tier === undefined || content === undefined) return null;
  const unitValue = Number(value.replaceAll(".", ""));
  const quantity = Number(count.replaceAll(".", ""));
  const lineValue = Number(lineProduct({ unitValue, quantity }));
  const sound = quantity >= 1 && quantity <= 1_000_000_000 && lineValue <= MOST_VND;
  return sound ? { tier: tier.trim(), content: content.trim(), unitValue, quantity, lineValue } : null;
}

/** `TenCacThuongNhanCungThucHien`: `NAME: part; NAME: part`. Tax codes and responsibilities have no place there. */
export function readCoTraders(value: string | null): ReadText<CoTrader> {
  return read(value, value === null ? null : parts(value, coTraderIn), writeCoTraders);
}

export function writeCoTraders(traders: readonly CoTrader[]): string {
  return traders
    .map(({ name, participation }) => (participation === null ? name : `${name}: ${participation}`))
    .join(BETWEEN);
}

function coTraderIn(words: string): CoTrader | null {
  const [, name = "", participation] = /^([^:]+)(?:: ?(.+))?$/u.exec(words) ?? [];
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > 200 || (participation ?? "").length > 500) return null;
  return { name: trimmed, taxCode: null, participation: participation?.trim() ?? null, responsibility: null };
}

/** `DiaBanKhuyenMaiDNP`: names of provinces as they were on the day. */
export function readAreas(value: string | null, day: string): ReadText<string> {
  const provinces = provincesOf(provinceSchemeOn(day));
  const bare = (name: string) => name.replace(/^(?:tỉnh|thành phố|tp\.?)\s+/iu, "");
  const codeOf = (name: string) =>
    provinces.find((province) => equalsVi(bare(provinceNameOn(province, day)), bare(name)))?.code ?? null;
  return read(value, value === null ? null : parts(value, codeOf), (codes) => writeAreas(codes, day));
}

/** Names of the provinces on that day; a code that is none stays as it is. */
export function writeAreas(codes: readonly string[], day: string): string {
  const scheme = provinceSchemeOn(day);
  return codes
    .map((code) => {
      const province = findProvince(scheme, code);
      return province === undefined ? code : provinceNameOn(province, day);
    })
    .join(BETWEEN);
}
