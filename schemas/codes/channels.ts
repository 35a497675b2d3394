import type { CodeList } from "./code-list.ts";

export interface Channel {
  /** `KenhThucHien` of the portal. */
  readonly code: string;
  /** The gateway's own word, `channel` of a pushed dossier. */
  readonly word: "direct" | "online" | "postal";
  readonly name: string;
  readonly nameEn: string;
  /** The same in other systems, which number it each in its own way; each sector adds what it knows of its ministry's. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** How a dossier came in. The portal counts a missing value as direct. */
export const channels: CodeList<Channel> = {
  list: "channels",
  title: "Kênh thực hiện",
  titleEn: "Intake channels",
  source: "Cổng Dịch vụ công quốc gia, trường KenhThucHien; observed in one-stop clients",
  from: null,
  to: null,
  items: [
    {
      code: "1",
      word: "direct",
      name: "Trực tiếp",
      nameEn: "at the desk",
      elsewhere: {},
    },
    {
      code: "2",
      word: "online",
      name: "Trực tuyến",
      nameEn: "online",
      elsewhere: {},
    },
    { code: "3", word: "postal", name: "Bưu chính công ích", nameEn: "by post", elsewhere: {} },
  ],
};
