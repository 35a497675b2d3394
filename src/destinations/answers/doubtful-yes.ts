import type { JsonValue } from "#core/message/message.ts";
import { packedJson } from "./json-text.ts";

/**
 * What puts a yes in doubt that stands in the same answer: a sentence that says it failed, an error somewhere in it, a count
 * that is too low, or some of the dossiers named and others not. The text that doubts, or null. Cautious: of what it cannot
 * read it keeps silent, and an answer that names every dossier, or none, is left as it is.
 *
 * @param json the whole answer
 * @param dossierCodes the dossier of each item of the call
 */
export function doubtOfYes(json: JsonValue, message: string, dossierCodes: readonly string[]): string | null {
  const inside = packedJson(message);
  const ofSentence = inside === undefined ? doubtOfSentence(message, dossierCodes) : null;
  // What stands inside the message is no verdict that was read before.
  const roots = [
    { value: json, isTop: true },
    { value: inside ?? null, isTop: false },
  ];
  return ofSentence ?? doubtOfParts(roots, dossierCodes);
}

/** Whether a sentence plainly says yes. */
export function isPlainYes(message: string): boolean {
  const text = withoutEntities(message);
  return /thành công|(?<!\p{L})(?:success|succeeded|successful(?:ly)?|ok)(?!\p{L})/iu.test(text) && !DENIAL.test(text);
}

const DENIAL = new RegExp(
  [
    "không thành công|thất bại|không hợp lệ|hết hạn|từ chối|quá tải|bảo trì",
    "(?<!không có |không |0 )lỗi",
    "đang (?:được )?xử lý|chưa (?:được )?(?:xử lý|ghi nhận|tiếp nhận|đồng bộ)",
    String.raw`(?<!\p{L})(?:fail(?:ed|ure)?|exception|time-?out|expired|invalid|denied|rejected)(?!\p{L})`,
    String.raw`(?<!(?:no|0|without) )(?<!\p{L})errors?(?!\p{L})`,
  ].join("|"),
  "iu",
);

/** `2/3 hồ sơ` */
const SHARE = /(?<!\d)(\d{1,6})\s*\/\s*(\d{1,6})(?!\d)/gu;

function doubtOfSentence(message: string, codes: readonly string[]): string | null {
  const text = withoutEntities(message);
  if (DENIAL.test(text)) return message;
  const isShare = [...text.matchAll(SHARE)].some(([, part, whole]) => Number(part) < Number(whole));
  return isShare || namesSome(codes, (code) => text.includes(code)) ? message : null;
}

const ERRORS =
  /^(?:errors?|error_?list|list_?err(?:or)?s?|(?:ds_?|danh_?sach_?)?loi|fail(?:s|ed|ures?)?|skipped|rejected|that_?bai)$/i;
const SUCCESS = /^(?:is_?)?(?:success|thanh_?cong|ok)$/i;
const COUNTS = /^(?:inserted|updated|applied|affected|success(?:_?count)?|so_?thanh_?cong)$/i;
const VERDICTS = /^(?:status|state|ket_?qua|verdict)$/i;
const NO_WORDS = /^(?:nok|not ok|fail(?:ed)?|error|rejected|refused|lỗi|thất bại|không thành công|từ chối)$/iu;
const CODES = /^(?:error_?code|ma_?loi|errcode)$/i;

/** So much of an answer is looked at. */
const MOST_PARTS = 20_000;

interface Part {
  readonly value: JsonValue;
  /** The answer itself, whose code and sentence are read elsewhere. */
  readonly isTop: boolean;
}

function doubtOfParts(roots: readonly Part[], codes: readonly string[]): string | null {
  const items = codes.length;
  const named = new Set<JsonValue>();
  const waiting = [...roots];
  for (let seen = 0, part = waiting.pop(); part !== undefined && seen < MOST_PARTS; seen += 1, part = waiting.pop()) {
    const { value, isTop } = part;
    named.add(value);
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      if (items > 1 && value.length === items && value.includes(null)) return JSON.stringify(value).slice(0, 300);
      for (const one of value as readonly JsonValue[]) waiting.push({ value: one, isTop: false });
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      if (isDoubt(name, member, isTop, items)) return `${name}: ${textOf(member)}`;
      named.add(name);
      waiting.push({ value: member, isTop: false });
    }
  }
  return namesSome(codes, (code) => named.has(code))
    ? [...new Set(codes)].filter((code) => !named.has(code)).join(", ")
    : null;
}

function isDoubt(name: string, member: JsonValue, isTop: boolean, items: number): boolean {
  if (ERRORS.test(name) && !isNothing(member)) return true;
  if (SUCCESS.test(name) && (member === false || member === "false")) return true;
  if (COUNTS.test(name) && typeof member === "number" && items > 1 && member < items) return true;
  if (VERDICTS.test(name) && typeof member === "string" && NO_WORDS.test(member.trim())) return true;
  if (isTop || !CODES.test(name) || isNothing(member)) return false;
  return (typeof member === "string" || typeof member === "number") && !/^0*$/.test(`${member}`);
}

function isNothing(member: JsonValue): boolean {
  if (member === null || member === false || member === 0) return true;
  if (typeof member === "string") return /^(?:\s*|0|none|null|không|không có)$/iu.test(member);
  return typeof member === "object" && Object.keys(member).length === 0;
}

function textOf(member: JsonValue): string {
  return typeof member === "string" ? member : JSON.stringify(member).slice(0, 300);
}

/** Whether some of several dossiers are named and others are not. */
function namesSome(codes: readonly string[], isNamed: (code: string) => boolean): boolean {
  const distinct = [...new Set(codes)];
  const count = distinct.filter(isNamed).length;
  return count > 0 && count < distinct.length;
}

function withoutEntities(text: string): string {
  return text
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/giu, (whole, hex?: string, decimal?: string) => {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
    })
    .normalize("NFC");
}
