import type { CodeList } from "./code-list.ts";

export interface Ministry {
  /** First-level agency code, `Gnn`. */
  readonly code: string;
  readonly name: string;
}

/** Ministries and central agencies as first-level agency codes. */
export const ministries: CodeList<Ministry> = {
  list: "ministries",
  title: "Bộ, ngành trung ương",
  titleEn: "Ministries and central agencies",
  source: "Quyết định 20/2020/QĐ-TTg",
  from: "2020-07-22",
  to: null,
  doubt:
    "Ministries merged in 2025; which codes survive is not verified. Codes of merged ministries are still seen in 2026.",
  items: (
    [
      ["G01", "Bộ Công an"],
      ["G02", "Bộ Công Thương"],
      ["G03", "Bộ Giáo dục và Đào tạo"],
      ["G04", "Bộ Giao thông vận tải"],
      ["G05", "Bộ Kế hoạch và Đầu tư"],
      ["G06", "Bộ Khoa học và Công nghệ"],
      ["G07", "Bộ Lao động - Thương binh và Xã hội"],
      ["G08", "Bộ Ngoại giao"],
      ["G09", "Bộ Nội vụ"],
      ["G10", "Bộ Nông nghiệp và Phát triển nông thôn"],
      ["G11", "Bộ Quốc phòng"],
      ["G12", "Bộ Tài chính"],
      ["G13", "Bộ Tài nguyên và Môi trường"],
      ["G14", "Bộ Thông tin và Truyền thông"],
      ["G15", "Bộ Tư pháp"],
      ["G16", "Bộ Văn hóa, Thể thao và Du lịch"],
      ["G17", "Bộ Xây dựng"],
      ["G18", "Bộ Y tế"],
      ["G19", "Ngân hàng Nhà nước Việt Nam"],
      ["G20", "Thanh tra Chính phủ"],
      ["G21", "Ủy ban Dân tộc"],
      ["G22", "Văn phòng Chính phủ"],
      ["G24", "Bảo hiểm xã hội Việt Nam"],
      ["G27", "Đài Tiếng nói Việt Nam"],
      ["G28", "Đài Truyền hình Việt Nam"],
      ["G30", "Thông tấn xã Việt Nam"],
      ["G34", "Ủy ban Giám sát tài chính Quốc gia"],
      ["G36", "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp"],
    ] as const
  ).map(([code, name]) => ({ code, name })),
};
