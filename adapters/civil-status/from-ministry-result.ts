import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import type { z } from "zod";
import type { MinistryModule } from "./ministry-envelope.ts";
import { nativeKeys, NativeReader } from "./native-reader.ts";
import { birthResult, deathResult, marriageResult } from "./result-records.ts";

/** The register entry as a record's `result` holds it. */
export type RegisterEntry = z.infer<typeof birthResult> | z.infer<typeof deathResult> | z.infer<typeof marriageResult>;

/** What the ministry gives back when an event is registered. */
export interface MinistryRegistration {
  readonly entry: RegisterEntry;
  /** The signed certificate or extract, base64; null when the answer had none. */
  readonly file: string | null;
}

interface Form {
  readonly schema: z.ZodType<RegisterEntry>;
  /** Key of the document. */
  readonly file: string;
  readonly own: (native: NativeReader) => Readonly<Record<string, unknown>>;
}

const FORMS: Readonly<Record<MinistryModule, Form>> = {
  LTKS: {
    schema: birthResult,
    file: "giayKhaiSinh",
    own: (native) => ({
      personalId: native.text("soDinhDanh"),
      childName: native.text("nksHoTen"),
      mother: parent(native, "me"),
      father: parent(native, "cha"),
      declarantName: native.text("nycHoTen"),
    }),
  },
  LTKT: {
    schema: deathResult,
    file: "giayKhaiTu",
    own: (native) => ({
      deceasedName: native.text("nktHoTen"),
      deathDate: native.date("nktNgayChet"),
      deathNoticeKind: native.text("giayBaoTuLoai"),
      deathNoticeNumber: native.text("giayBaoTuSo"),
    }),
  },
  LTKH: {
    schema: marriageResult,
    file: "giayKetHon",
    own: (native) => ({ husbandName: native.text("chongHoTen"), wifeName: native.text("voHoTen") }),
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
  const keys = parseWith(nativeKeys, typeof answer === "string" ? objectIn(answer) : answer);
  if (!keys.ok) return keys;
  const { schema, file, own } = FORMS[module];
  const native = new NativeReader(withDots(keys.value), "QD19_2025");
  const entry = parseWith(schema, {
    number: native.text("soDangKy") ?? native.text("so"),
    bookNumber: native.text("quyenSo"),
    pageNumber: native.text("trangSo"),
    registrationDate: native.date("ngayDangKy"),
    registrationPlace: native.text("noiDangKy") ?? office,
    signer: native.text("nguoiKy"),
    signerTitle: native.text("chucVuNguoiKy"),
    resultDocCode: native.text("maGiayToKetQua"),
    ...own(native),
  });
  return entry.ok ? { ok: true, value: { entry: entry.value, file: native.text(file) } } : entry;
}

function parent(native: NativeReader, prefix: "me" | "cha"): object | null {
  const fullName = native.text(`${prefix}HoTen`);
  return fullName === null ? null : { fullName, birthDate: native.date(`${prefix}NgaySinh`) };
}

/** Dates come with dots or slashes; the reader knows dots. */
function withDots(keys: z.infer<typeof nativeKeys>): z.infer<typeof nativeKeys> {
  const dotted = (value: unknown) =>
    typeof value === "string" && /^(?:\d{2}\/)?\d{2}\/\d{4}$/.test(value) ? value.replaceAll("/", ".") : value;
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, /ngay/i.test(key) ? dotted(value) : value]),
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
