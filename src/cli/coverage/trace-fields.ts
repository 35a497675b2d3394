import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { fieldsIn, traceLeaves, type Path } from "#core/message/trace-leaves.ts";

/** Where one field of a pushed dossier goes. Items of lists are written `*`: "/attachments/[*]/name". */
export type FieldTargets = ReadonlyMap<string, ReadonlySet<string>>;

/** Target of a field that the mapping reads (it stumbles over nonsense there) without a field of the portal being its own. */
export const READ_ONLY = "(được đọc / read)";

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
 * Where every field of a checked dossier and record goes, found out by trial. An empty set means that the field reaches
 * nobody.
 */
export function traceFields(checked: CheckedDossier): FieldTargets {
  const fates = new Map<string, Set<string>>();
  const render = ({ record, ...dossier }: Readonly<Record<string, unknown>>) =>
    fieldsOf(allMessages({ ...checked, dossier: dossier as CheckedDossier["dossier"], record }));
  for (const { path, fields, stumbled } of traceLeaves({ ...checked.dossier, record: checked.record }, render)) {
    const pointer = nameOf(path);
    const targets = fates.get(pointer) ?? new Set<string>();
    fates.set(pointer, targets);
    if (stumbled) targets.add(READ_ONLY);
    for (const field of fields) targets.add(withoutIndexes(field));
    if (targets.size > 1) targets.delete(READ_ONLY);
  }
  return fates;
}

/** Every field of every message with its value as text. */
function fieldsOf(messages: readonly DraftMessage[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [index, { service, payload, entryId, envelope }] of messages.entries()) {
    const name = `${index} ${service}`;
    if (entryId !== undefined) fields.set(`${name} (id)`, entryId);
    for (const [field, value] of fieldsIn({ ...payload, ...envelope })) fields.set(`${name}.${field}`, value);
  }
  return fields;
}

function withoutIndexes(name: string): string {
  return name.replace(/^\d+ /, "").replaceAll(/\.\d+(?=\.|$)/g, "[]");
}

function nameOf(path: Path): string {
  return path.map((part) => `/${/^\d+$/.test(part) ? "*" : part}`).join("");
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
