import type { EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { USUAL_ETHNIC_TABLE } from "#schemas/codes/ethnic-tables.ts";
import { asRecorded } from "./ethnic-codes.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import { z } from "zod";
import { birthFromNative } from "./birth-from-native.ts";
import { deathFromNative } from "./death-from-native.ts";
import { DISTRICTS } from "./law-dates.ts";
import { marriageFromNative } from "./marriage-from-native.ts";
import type { MinistryModule } from "./ministry-envelope.ts";
import { nativeKeys, NativeReader, type NativeKeys } from "./native-reader.ts";
import { civilStatusRecord, type CivilStatusRecord } from "./record.ts";

const READERS: Readonly<Record<MinistryModule, (native: NativeReader) => object>> = {
  LTKS: birthFromNative,
  LTKT: deathFromNative,
  LTKH: marriageFromNative,
};

/** The interlinking software names its modules without the prefix. */
const MODULES: ReadonlyMap<string, MinistryModule> = new Map([
  ["LTKS", "LTKS"],
  ["LTKT", "LTKT"],
  ["LTKH", "LTKH"],
  ["KS", "LTKS"],
  ["KT", "LTKT"],
  ["KH", "LTKH"],
]);

const envelope = z.object({
  module: z.string(),
  maHoSoLT: z.string().nullish(),
  maHoSoMCDT: z.string().nullish(),
  ngayTiepNhan: z.string(),
  data: z.string(),
});

/**
 * Reads `DataHoTich`, the ministry's envelope, back into a record: births, deaths and marriages.
 *
 * What the message does not carry comes out as if it had not been declared: names of provinces and communes, the country
 * of an address abroad (`ZZ`), how a former marriage ended, notes of births and deaths, papers (`fileDinhKem` names no
 * attachment). Which list a commune's code belongs to is told by the day of receipt.
 *
 * @param ethnicTable which numbering of ethnic groups the ministry uses, where it is not table A.
 * @returns the record, or every issue found; pointers are those of the record it would have been, or of the envelope.
 */
export function fromMinistry(input: unknown, ethnicTable: EthnicTable = USUAL_ETHNIC_TABLE): Parsed<CivilStatusRecord> {
  const outside = parseWith(envelope, input);
  if (!outside.ok) return outside;
  const { maHoSoLT, maHoSoMCDT, data } = outside.value;
  const module = MODULES.get(outside.value.module);
  if (module === undefined) return refuse("/module", "native-module-unknown", MODULE_UNKNOWN);
  const day = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(outside.value.ngayTiepNhan);
  if (day === null) return refuse("/ngayTiepNhan", "native-received-format", RECEIVED_FORMAT);
  const keys = declarationIn(data);
  if (keys === null) return refuse("/data", "native-data-unreadable", DATA_UNREADABLE);
  const received = `${day[3]}-${day[2]}-${day[1]}`;
  const scheme = received < DISTRICTS.firstDayWithout ? "QD124_2004" : "QD19_2025";
  const interlinkedDossierCode = maHoSoLT == null || maHoSoLT === maHoSoMCDT ? null : maHoSoLT;
  const pushed = { ...READERS[module](new NativeReader(keys, scheme)), interlinkedDossierCode };
  const read = parseWith(civilStatusRecord, pushed);
  return read.ok ? { ok: true, value: asRecorded(read.value, ethnicTable) } : read;
}

/** The keys of a declaration; null when the text is no JSON object. */
function declarationIn(data: string): NativeKeys | null {
  try {
    return nativeKeys.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

const MODULE_UNKNOWN = {
  message: "Module không phải LTKS, LTKT hoặc LTKH.",
  messageEn: "The module is none of LTKS, LTKT, LTKH.",
};
const RECEIVED_FORMAT = {
  message: "ngayTiepNhan phải có dạng dd/MM/yyyy HH:mm:ss.",
  messageEn: "ngayTiepNhan is dd/MM/yyyy HH:mm:ss.",
};
const DATA_UNREADABLE = {
  message: "data phải là một đối tượng JSON viết thành chuỗi.",
  messageEn: "data must be a JSON object written as text.",
};

function refuse(pointer: string, code: string, text: Pick<Issue, "message" | "messageEn">): Parsed<never> {
  return { ok: false, issues: [{ pointer, code, severity: "error", ...text }] };
}
