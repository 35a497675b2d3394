import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { parseJson } from "#core/message/canonical-json.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { allMessages } from "#core/message/plan-messages.ts";

/** Where one field of a pushed dossier goes. Items of lists are written `*`: "/attachments/[*]/name". */
export type FieldTargets = ReadonlyMap<string, ReadonlySet<string>>;

type Path = readonly string[];

/** Target of a field that the mapping reads (it stumbles over nonsense there) without a field of the portal being its own. */
export const READ_ONLY = "(được đọc / read)";

/** Tried in turn in the place of a value, until one of them changes what is sent. */
const OTHER_TEXTS = ["\u0110ổi", "2001-02-03T04:05:06+07:00", "2001-02-03", "7"];

/**
 * Fields of the common dossier that reach the portal in no field of their own, and why; a sector adds its own.
 * Pointers as in {@link FieldTargets}.
 */
export const COMMON_NOT_SENT: Readonly<Record<string, string>> = {
  "/sector": "chọn bộ quy tắc và ánh xạ của gateway; Cổng không có trường này",
  "/agencyCode": "phân quyền và lọc trong gateway; Cổng nhận tên cơ quan (DonViXuLy), không nhận mã",
  "/procedureName": "chỉ dùng khi mã thủ tục chưa có trong danh mục; khi đó thành TenTTHC",
  "/fieldCode": "chỉ dùng khi khác danh mục; khi đó thành MaLinhVuc",
  "/fieldName": "chỉ dùng khi khác danh mục; khi đó thành TenLinhVuc",
  "/applicant/identifiers/*/type":
    "chỉ CCCD và CMND có mã LoaiDinhDanh đã biết; giấy tờ khác chỉ gửi số (SoGiayToChuHoSo)",
  "/fees/*/paid": "chỉ góp phần tính DuocThanhToanTrucTuyen",
  "/fees/*/paidVia": "chỉ góp phần tính DuocThanhToanTrucTuyen",
  "/attachments/*/content": "nội dung tệp chỉ gửi cho hệ thống chuyên ngành cần tệp; Cổng nhận đường dẫn",
};

/**
 * Finds out by trial where every field goes: changes each value of a checked dossier and record in turn and looks which
 * fields of the messages change with it. An empty set means that the field reaches nobody. Pure; the mapping is asked, so
 * the answer cannot be out of date.
 */
export function traceFields(checked: CheckedDossier): FieldTargets {
  const whole = { ...checked.dossier, record: checked.record };
  const before = fieldsOf(allMessages(checked));
  const fates = new Map<string, Set<string>>();
  for (const { path, value } of leavesOf(whole, [])) {
    const pointer = nameOf(path);
    const targets = fates.get(pointer) ?? new Set<string>();
    fates.set(pointer, targets);
    for (const other of othersFor(value)) {
      const found = targetsOf(checked, replaceAt(whole, path, other) as Record<string, unknown>, before);
      if (found === "unreadable") targets.add(READ_ONLY);
      else for (const target of found) targets.add(target);
      if (found !== "unreadable" && found.length > 0) break;
    }
    if (targets.size > 1) targets.delete(READ_ONLY);
  }
  return fates;
}

/** What is sent differently when the dossier is `changed`; a mapping that cannot stomach the value has read it. */
function targetsOf(
  checked: CheckedDossier,
  changed: Record<string, unknown>,
  before: ReadonlyMap<string, string>,
): string[] | "unreadable" {
  const { record, ...dossier } = changed;
  try {
    const after = fieldsOf(allMessages({ ...checked, dossier: dossier as CheckedDossier["dossier"], record }));
    const names = new Set([...before.keys(), ...after.keys()]);
    return [...names].filter((name) => before.get(name) !== after.get(name)).map(withoutIndexes);
  } catch (error) {
    if (error instanceof Error) return "unreadable";
    throw error;
  }
}

/** Every field of every message with its value as text; JSON inside a text is opened. */
function fieldsOf(messages: readonly DraftMessage[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [index, { service, payload, entryId, envelope }] of messages.entries()) {
    const name = `${index} ${service}`;
    if (entryId !== undefined) fields.set(`${name} (id)`, entryId);
    for (const { path, value } of leavesOf({ ...payload, ...envelope }, [])) {
      const inner = typeof value === "string" && value.startsWith("{") ? parseJson(value) : undefined;
      if (inner === undefined) fields.set(`${name}.${path.join(".")}`, String(value));
      else for (const leaf of leavesOf(inner, path)) fields.set(`${name}.${leaf.path.join(".")}`, String(leaf.value));
    }
  }
  return fields;
}

function withoutIndexes(name: string): string {
  return name.replace(/^\d+ /, "").replaceAll(/\.\d+(?=\.|$)/g, "[]");
}

function nameOf(path: Path): string {
  return path.map((part) => `/${/^\d+$/.test(part) ? "*" : part}`).join("");
}

function othersFor(value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value + 2, 1, 2];
  return OTHER_TEXTS.filter((text) => text !== value);
}

/** Every value that is not an object or list, with its path; an empty list or object has none. */
function leavesOf(value: unknown, path: Path): { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function replaceAt(value: unknown, path: Path, other: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaceAt(item, rest, other) : item) as unknown);
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaceAt(object[key], rest, other) };
}

/** The fate of every field over several samples: where it goes, or the reason why it does not, or neither: lost. */
export interface FieldCoverage {
  readonly pointer: string;
  readonly targets: readonly string[];
  readonly reason: string | null;
}

/**
 * Joins what {@link traceFields} found in several samples and adds the reasons. A pointer that is null in one sample and an
 * object in another is no field. Keys of `notSent` may hold `**` for any part of a pointer: `/record/**` followed by `/scheme`.
 */
export function joinCoverage(traced: readonly FieldTargets[], notSent: Readonly<Record<string, string>>): FieldCoverage[] {
  const joined = new Map<string, Set<string>>();
  for (const fates of traced) {
    for (const [pointer, targets] of fates) joined.set(pointer, new Set([...(joined.get(pointer) ?? []), ...targets]));
  }
  const reasons = Object.entries({ ...COMMON_NOT_SENT, ...notSent }).map(([pattern, reason]) => ({
    matches: matcher(pattern),
    reason,
  }));
  const pointers = [...joined.keys()];
  return pointers
    .filter((pointer) => !pointers.some((other) => other.startsWith(`${pointer}/`)))
    .map((pointer) => ({
      pointer,
      targets: [...(joined.get(pointer) ?? [])],
      reason: reasons.find(({ matches }) => matches.test(pointer))?.reason ?? null,
    }));
}

function matcher(pattern: string): RegExp {
  const source = pattern
    .split("**")
    .map((part) => RegExp.escape(part))
    .join(".*");
  return new RegExp(`^${source}$`);
}
