import type { CodeList } from "./code-list.ts";

export interface ApplicantType {
  /** `LoaiDoiTuong` of the portal. */
  readonly code: string;
  /** The gateway's own word, `applicant.type` of a pushed dossier. */
  readonly word: "citizen" | "business" | "state-agency" | "organisation";
  readonly name: string;
  readonly nameEn: string;
  /** The same in other systems, where they were seen to have it: they number it each in its own way. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** Who files a dossier. */
export const applicantTypes: CodeList<ApplicantType> = {
  list: "applicant-types",
  title: "Loại đối tượng",
  titleEn: "Applicant types",
  source: "Cổng Dịch vụ công quốc gia, trường LoaiDoiTuong; observed in one-stop clients",
  from: null,
  to: null,
  doubt:
    "1 and 2 are agreed by all clients; 3 and 4 come from one. The portal's own list (LayDanhMucDoiTuong) was not read.",
  items: [
    {
      code: "1",
      word: "citizen",
      name: "Công dân, cá nhân",
      nameEn: "citizen",
      elsewhere: { "VNConnect LoaiTaiKhoan": "1", "ministry API 2026": "0" },
    },
    {
      code: "2",
      word: "business",
      name: "Doanh nghiệp",
      nameEn: "business",
      elsewhere: { "VNConnect LoaiTaiKhoan": "2", "ministry API 2026": "1" },
    },
    { code: "3", word: "state-agency", name: "Cơ quan nhà nước", nameEn: "state agency", elsewhere: {} },
    {
      code: "4",
      word: "organisation",
      name: "Tổ chức, khác",
      nameEn: "organisation or other",
      elsewhere: { "VNConnect LoaiTaiKhoan": "3" },
    },
  ],
};
