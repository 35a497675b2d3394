import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import { z } from "zod";
import type { MinistryModule } from "./envelope.ts";
import { birthResult, deathResult, marriageResult } from "../result-records.ts";

/** The register entry as a record's `result` holds it. */
export type RegisterEntry = z.infer<typeof birthResult> | z.infer<typeof deathResult> | z.infer<typeof marriageResult>;

/** What the ministry gives back when an event is registered. */
export interface MinistryRegistration {
  readonly entry: RegisterEntry;
  /** The signed certificate or extract, base64; null when the answer had none. */
  readonly file: string | null;
}

/** The flat keys of the answer. Clients write numbers and texts alike, and leave out or null what is empty. */
const nativeKeys = z.record(z.string(), z.unknown());
type NativeKeys = z.infer<typeof nativeKeys>;

interface Form {
  readonly schema: z.ZodType<RegisterEntry>;
  /** Key of the document. */
  readonly file: string;
  readonly own: (keys: NativeKeys) => Readonly<Record<string, unknown>>;
}

const FORMS: Readonly<Record<MinistryModule, Form>> = {
  LTKS: {
    schema: birthResult,
    file: "giayKhaiSinh",
    own: (keys) => ({
      personalId: textIn(keys, "soDinhDanh"),
      childName: textIn(keys, "nksHoTen"),
      mother: parentIn(keys, "me"),
      father: parentIn(keys, "cha"),
      declarantName: textIn(keys, "nycHoTen"),
    }),
  },
  LTKT: {
    schema: deathResult,
    file: "giayKhaiTu",
    own: (keys) => ({
      deceasedName: textIn(keys, "nktHoTen"),
      deathDate: dateIn(keys, "nktNgayChet"),
      deathNoticeKind: textIn(keys, "giayBaoTuLoai"),
      deathNoticeNumber: textIn(keys, "giayBaoTuSo"),
    }),
  },
  LTKH: {
    schema: marriageResult,
    file: "giayKetHon",
    own: (keys) => ({ husbandName: textIn(keys, "chongHoTen"), wifeName: textIn(keys, "voHoTen") }),
  },
};

/**
 * Reads `ketQuaXuLy` of a registered event (observed in one-stop clients) into the record's `result`. Keys the record has
 * no place for, such as addresses already in the declaration, are passed over; nothing that is missing is made up.
 *
 * @param office name of the registering office, for answers that give its code only (`ndkksMaXa`).
 * @returns issues point into the entry it would have become and never quote the answer.
 */
export function fromMinistryResult(
  module: MinistryModule,
  answer: unknown,
  office: string,
): Parsed<MinistryRegistration> {
  const read = parseWith(nativeKeys, typeof answer === "string" ? objectIn(answer) : answer);
  if (!read.ok) return read;
  const keys = read.value;
  const { schema, file, own } = FORMS[module];
  const entry = parseWith(schema, {
    number: textIn(keys, "soDangKy") ?? textIn(keys, "so"),
    bookNumber: textIn(keys, "quyenSo"),
    pageNumber: textIn(keys, "trangSo"),
    registrationDate: dateIn(keys, "ngayDangKy"),
    registrationPlace: textIn(keys, "noiDangKy") ?? office,
    signer: textIn(keys, "nguoiKy"),
    signerTitle: textIn(keys, "chucVuNguoiKy"),
    resultDocCode: textIn(keys, "maGiayToKetQua"),
    ...own(keys),
  });
  return entry.ok ? { ok: true, value: { entry: entry.value, file: textIn(keys, file) } } : entry;
}

function parentIn(keys: NativeKeys, prefix: "me" | "cha"): object | null {
  const fullName = textIn(keys, `${prefix}HoTen`);
  return fullName === null ? null : { fullName, birthDate: dateIn(keys, `${prefix}NgaySinh`) };
}

/** What stands under a key, numbers as texts; null for what is empty or neither. */
function textIn(keys: NativeKeys, key: string): string | null {
  const value = keys[key];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text : null;
}

/** `dd.MM.yyyy`, `.MM.yyyy` or `yyyy`, with dots or slashes, as a partial date; any other text becomes none. */
function dateIn(keys: NativeKeys, key: string): string | null {
  const value = textIn(keys, key);
  const dotted = value !== null && /^(?:\d{2}\/)?\d{2}\/\d{4}$/.test(value) ? value.replaceAll("/", ".") : value;
  return (
    dotted
      ?.split(".")
      .toReversed()
      .filter((part, index) => index < 2 || part !== "")
      .join("-") ?? null
  );
}

/** The object a text holds, for the schema to judge; the text itself when it holds none. */
function objectIn(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
