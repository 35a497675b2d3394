import type { Procedure } from "#core/sector.ts";

/** Field on the portal, as a provincial list of 2023 names it; not checked against `LayThuTuc`. */
const FIELD = { code: "G02-CT23", name: "Xúc tiến thương mại" } as const;

/**
 * Trade-promotion procedures at the provincial trade departments, since Nghị định 81/2018/NĐ-CP (2018-07-15). Lucky draws
 * over two provinces or more go to the ministry, whose code is not known; such a dossier names its procedure itself.
 */
export const procedures: readonly Procedure[] = [
  {
    code: "2.000033",
    name: "Thông báo hoạt động khuyến mại",
    nameEn: "Notice of a sales promotion",
    field: FIELD,
    from: "2018-07-15",
    to: null,
    source: "Nghị định 81/2018/NĐ-CP, Điều 17, sửa đổi bởi 128/2024/NĐ-CP. Mã thủ tục và mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000004",
    name: "Đăng ký hoạt động khuyến mại đối với chương trình khuyến mại mang tính may rủi trên địa bàn một tỉnh, thành phố",
    nameEn: "Registration of a lucky-draw promotion in one province",
    field: FIELD,
    from: "2018-07-15",
    to: null,
    source: "Cổng dịch vụ công tỉnh Lâm Đồng: 5 ngày làm việc, Sở Công Thương. Mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.001474",
    name: "Thông báo sửa đổi, bổ sung nội dung chương trình khuyến mại",
    nameEn: "Notice of changes to a sales promotion",
    field: FIELD,
    from: "2018-07-15",
    to: null,
    source: "Mã thủ tục theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
  {
    code: "2.000002",
    name: "Đăng ký sửa đổi, bổ sung nội dung chương trình khuyến mại mang tính may rủi trên địa bàn một tỉnh, thành phố",
    nameEn: "Registration of changes to a lucky-draw promotion in one province",
    field: FIELD,
    from: "2018-07-15",
    to: null,
    source: "Mã thủ tục theo hiểu biết chung, chưa kiểm chứng; mã lĩnh vực chưa kiểm chứng.",
  },
];
