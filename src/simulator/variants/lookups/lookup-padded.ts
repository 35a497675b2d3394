import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

const WIDTH = { MaHoSo: 50, MaTTHC: 50, TrangThaiHoSo: 5, MaLinhVuc: 20 } as const;

export const lookupPadded = defineVariant({
  name: "lookup-padded",
  changes: {
    vi: "Tra cứu trả các mã có khoảng trắng ở cuối cho đủ độ dài.",
    en: "Look-ups return codes padded with blanks to a fixed length.",
  },
  why: {
    vi: "Mã nằm trong cột CHAR có độ dài cố định.",
    en: "Codes lie in CHAR columns of a fixed length.",
  },
  settings: {},
  play: () => ({
    view: ({ record }) =>
      eachText(record, (text, key) => text.padEnd(new Map<string, number>(Object.entries(WIDTH)).get(key) ?? 0)),
  }),
});
