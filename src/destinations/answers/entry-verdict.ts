import type { ReadAnswer } from "#core/sector/answer-pattern.ts";
import { isSuccess } from "#schemas/portal/answer.ts";

/**
 * What one entry of a `result` says: a clear yes; a clear no with its code and sentence; `unclear` both, or words that
 * sound like a no; `nothing` it only names the item, or has something to tell that is no verdict.
 */
export type EntryVerdict =
  | { readonly says: "yes" | "nothing" }
  | { readonly says: "no" | "unclear"; readonly read: ReadAnswer };

/** The list an entry stands in: of what succeeded, of what failed, or of either. */
export type ListKind = "successes" | "errors" | "either";

const YES: EntryVerdict = { says: "yes" };
const NOTHING: EntryVerdict = { says: "nothing" };

const CODE_NAMES = names("errorcode code maloi responsecode resultcode returncode statuscode errcode");
const SUCCESS_NAMES = names("success issuccess issuccessful succeeded thanhcong ok isok isvalid");
const FAILURE_NAMES = names("iserror haserror isfailed failed error loi");
const STATUS_NAMES = names("status state result ketqua trangthai response");
const MESSAGE_NAMES = names(
  "message msg thongbao mota motaloi description statusdescription errormessage errordescription errordetail errormsg error errors loi danhsachloi lydo noidung noidungloi detail details reason chitiet",
);
const ERROR_TEXT_NAMES = names(
  "error errors loi danhsachloi errormessage errordescription errordetail motaloi noidungloi",
);

const YES_WORDS = new Set("ok success successful succeeded true yes done accepted thanhcong dathanhcong".split(" "));
const NO_WORDS = new Set(
  "error fail failed failure false no ng refused rejected loi thatbai khongthanhcong".split(" "),
);
/** What stands in a field for errors when there is none. */
const NO_ERROR_WORDS = new Set(["", "0", "00", "none", "null", "khong", "khongco", "khongcoloi"]);
const SAYS_NO = anyOf(
  "không hợp lệ|không đúng|không thành công|chưa thành công|không tồn tại|không tìm thấy|không có quyền|thất bại|lỗi|thiếu|" +
    "vượt quá|bắt buộc|từ chối|đã tồn tại|invalid|failed|error|denied|rejected|refused|missing|required|not found|already exists",
);
const SOUNDS_LIKE_NO = anyOf("không|chưa|sai|trùng|fail|failure|not|exception");
const SOUNDS_LIKE_YES = /(?<!không |chưa |không được |un)(?:thành công|success)/u;

/**
 * Reads one entry by its own code, success flag, status word or message. A number is a code, a text a status word or a
 * sentence. Pure; takes whatever JSON holds.
 *
 * @param ownsDossierCode tells whether a text is a dossier's code, which then is no error code
 */
export function readEntry(entry: unknown, list: ListKind, ownsDossierCode: (text: string) => boolean): EntryVerdict {
  const own = isObject(entry) ? ofObject(entry, ownsDossierCode) : ofScalar(entry);
  if (list === "either") return own;
  if (list === "successes") return own.says === "nothing" ? YES : own;
  if ("read" in own) return { says: "no", read: own.read };
  return { says: own.says === "yes" ? "unclear" : "no", read: { error_code: "", message: messageOf(entry) } };
}

/** What a number, text or truth value says that stands for an item. */
function ofScalar(value: unknown): EntryVerdict {
  if (typeof value === "boolean") return value ? YES : no("", "");
  if (typeof value === "number") return ofNumber(String(value));
  if (typeof value !== "string") return NOTHING;
  const text = value.normalize("NFC").trim();
  return /^-?\d+$/.test(text) ? ofNumber(text) : ofWords(text);
}

/** A bare number may be a code, a count or the id of a record: only zero and what is below it are clear. */
function ofNumber(text: string): EntryVerdict {
  if (isSuccess({ error_code: text })) return YES;
  if (Number(text) < 0) return no(text, "");
  return Number(text) < 1000 ? { says: "unclear", read: { error_code: text, message: "" } } : NOTHING;
}

function ofWords(text: string): EntryVerdict {
  const word = plain(text);
  if (YES_WORDS.has(word)) return YES;
  if (NO_WORDS.has(word)) return no("", text);
  return ofSentence(text);
}

function ofSentence(text: string): EntryVerdict {
  const lower = text.toLowerCase();
  if (SAYS_NO.test(lower)) return no("", text);
  if (SOUNDS_LIKE_NO.test(lower)) return { says: "unclear", read: { error_code: "", message: text } };
  return SOUNDS_LIKE_YES.test(lower) ? YES : NOTHING;
}

function ofObject(entry: Readonly<Record<string, unknown>>, ownsDossierCode: (text: string) => boolean): EntryVerdict {
  const members = membersOf(entry);
  const code = codeOf(members, ownsDossierCode);
  const votes = [
    code === undefined ? undefined : isYesCode(code),
    flagOf(members, SUCCESS_NAMES, true),
    flagOf(members, FAILURE_NAMES, false),
    statusOf(members),
    ...(hasErrorText(members) ? [false] : []),
  ].filter((vote) => vote !== undefined);
  const message = messageOf(entry);
  const sentence = ofSentence(message);
  const read = { error_code: code ?? "", message };
  if (votes.length === 0) {
    if (hasOddStatus(members)) return { says: "unclear", read };
    return sentence;
  }
  const isYes = votes.every(Boolean);
  if (!isYes && votes.some(Boolean)) return { says: "unclear", read };
  if (!isYes) return { says: "no", read };
  // «error_code 0, đã tồn tại» is for the answers' table to read; other words against a yes leave it unclear.
  const isDoubted = sentence.says === "unclear" || sentence.says === "no";
  return isDoubted && !SOUNDS_LIKE_YES.test(message.toLowerCase()) ? { says: "no", read } : YES;
}

/** Names in small letters and without separators, so that `Error_Code` and `errorCode` are one. Nested verdicts count, too. */
function membersOf(entry: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const own = Object.entries(entry).map(([name, value]) => [plain(name), value] as const);
  const nested = own.flatMap(([name, value]) =>
    STATUS_NAMES.has(name) && isObject(value)
      ? Object.entries(value).map(([inner, member]) => [plain(inner), member] as const)
      : [],
  );
  return new Map([...nested, ...own]);
}

function codeOf(members: ReadonlyMap<string, unknown>, ownsDossierCode: (text: string) => boolean): string | undefined {
  for (const name of CODE_NAMES) {
    const value = members.get(name);
    const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
    if (text === "" || ownsDossierCode(text)) continue;
    // A member named no more than `code` may hold anything.
    if (name !== "code" || /^-?\d{1,6}$/.test(text) || YES_WORDS.has(plain(text)) || NO_WORDS.has(plain(text)))
      return text;
  }
  return undefined;
}

/** 200 is what web services say of a yes where they repeat the HTTP status in the body. */
function isYesCode(code: string): boolean {
  return isSuccess({ error_code: code }) || code === "200" || YES_WORDS.has(plain(code));
}

function flagOf(
  members: ReadonlyMap<string, unknown>,
  flags: ReadonlySet<string>,
  meansYes: boolean,
): boolean | undefined {
  for (const name of flags) {
    const value = members.get(name);
    const word = typeof value === "string" ? plain(value) : value;
    if (word === true || word === "true" || (meansYes && (word === 1 || word === "1"))) return meansYes;
    if (word === false || word === "false" || (meansYes && (word === 0 || word === "0"))) return !meansYes;
  }
  return undefined;
}

/** Of a status only words and HTTP's numbers are a verdict: the numbers 1 to 10 are where a dossier stands. */
function statusOf(members: ReadonlyMap<string, unknown>): boolean | undefined {
  for (const name of STATUS_NAMES) {
    const value = members.get(name);
    if (typeof value === "boolean") return value;
    if (value === 200 || value === "200") return true;
    if (typeof value === "number" && value >= 400 && value < 600) return false;
    if (typeof value !== "string") continue;
    const word = plain(value);
    if (YES_WORDS.has(word)) return true;
    if (NO_WORDS.has(word) || /^[45]\d\d$/.test(word)) return false;
  }
  return undefined;
}

/** `status` 0 is a no at some systems and a yes at others. */
function hasOddStatus(members: ReadonlyMap<string, unknown>): boolean {
  const value = members.get("status");
  return typeof value === "number" ? value <= 0 : typeof value === "string" && /^\s*(?:-\d+|0+)\s*$/.test(value);
}

function hasErrorText(members: ReadonlyMap<string, unknown>): boolean {
  for (const name of ERROR_TEXT_NAMES) {
    const value = members.get(name);
    if (typeof value === "string" && !NO_ERROR_WORDS.has(plain(value)) && ofWords(value).says !== "yes") return true;
    if (Array.isArray(value) && value.length > 0) return true;
    if (isObject(value) && Object.keys(value).length > 0) return true;
  }
  return false;
}

/** The sentence an entry gives, put together where it is a list. */
function messageOf(entry: unknown): string {
  if (!isObject(entry)) return textOf(entry, 3);
  const members = membersOf(entry);
  for (const name of MESSAGE_NAMES) {
    const text = textOf(members.get(name), 0);
    if (text !== "") return text;
  }
  return "";
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === "string") return value.normalize("NFC").trim();
  if (depth > 3) return "";
  const parts = Array.isArray(value) ? value.slice(0, 20) : isObject(value) ? Object.values(value).slice(0, 20) : [];
  return parts
    .map((part) => textOf(part, depth + 1))
    .filter((text) => text !== "")
    .join("; ");
}

function no(code: string, message: string): EntryVerdict {
  return { says: "no", read: { error_code: code, message } };
}

/** Finds any of these alternatives as whole words in small letters. */
function anyOf(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives})(?![\\p{L}\\p{M}])`, "u");
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Small letters and digits without accents, for names of members and one-word verdicts. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/[^a-z0-9]/g, "");
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
