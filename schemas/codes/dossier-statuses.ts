import type { CodeList } from "./code-list.ts";

export interface DossierStatus {
  /** `TrangThaiHoSo` of the portal. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** Whether the portal's clock stops here. */
  readonly end: boolean;
}

const ROWS: readonly (readonly [name: string, nameEn: string, end?: "end"])[] = [
  ["Mới đăng ký", "newly registered"],
  ["Được tiếp nhận", "received"],
  ["Không được tiếp nhận", "not accepted", "end"],
  ["Đang xử lý", "in processing"],
  ["Yêu cầu bổ sung giấy tờ", "supplement requested"],
  ["Yêu cầu thực hiện nghĩa vụ tài chính", "financial obligation requested"],
  ["Công dân yêu cầu rút hồ sơ", "withdrawn by the citizen", "end"],
  ["Dừng xử lý", "processing stopped", "end"],
  ["Đã xử lý xong", "processing finished", "end"],
  ["Đã trả kết quả", "result returned", "end"],
];

/** Dossier statuses as the portal counts them, 1 to 10. */
export const dossierStatuses: CodeList<DossierStatus> = {
  list: "dossier-statuses",
  title: "Trạng thái hồ sơ",
  titleEn: "Dossier statuses",
  source: "Cổng Dịch vụ công quốc gia, trường TrangThaiHoSo; three one-stop clients agree on 1-10",
  from: null,
  to: null,
  items: ROWS.map(([name, nameEn, end], index) => ({ code: String(index + 1), name, nameEn, end: end === "end" })),
};

/** The status with this code; accepts the number too. */
export function findDossierStatus(code: string | number): DossierStatus | undefined {
  return dossierStatuses.items.find((status) => status.code === String(code));
}
