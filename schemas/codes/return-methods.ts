import type { CodeList } from "./code-list.ts";

export interface ReturnMethod {
  /** `HinhThuc` of the portal (dossier synchronisation; the inbound look-up uses the same name for something else). */
  readonly code: string;
  /** The gateway's own word, `returnMethod` of a pushed dossier. */
  readonly word: "direct" | "postal";
  readonly name: string;
  readonly nameEn: string;
}

/** How the result goes back to the applicant. */
export const returnMethods: CodeList<ReturnMethod> = {
  list: "return-methods",
  title: "Hình thức trả kết quả",
  titleEn: "Return methods",
  source: "Cổng Dịch vụ công quốc gia, trường HinhThuc; observed in one-stop clients",
  from: null,
  to: null,
  items: [
    { code: "0", word: "direct", name: "Trả trực tiếp tại Bộ phận Một cửa", nameEn: "at the one-stop desk" },
    { code: "1", word: "postal", name: "Trả qua bưu chính", nameEn: "by post" },
  ],
};
