import { eachText } from "../record-views.ts";
import { defineVariant } from "../variant.ts";

const MOMENT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
/** Numbers by nature; codes with leading noughts stay texts. */
const NUMBER = /^(?:0|[1-9]\d{0,8})$/;

export const lookupNormalised = defineVariant({
  name: "lookup-normalised",
  changes: {
    vi: "Tra cứu trả giá trị đã chuẩn hóa: ngày dd/MM/yyyy HH:mm:ss, số là số, chuỗi rỗng là null.",
    en: "Look-ups return normalised values: dates as dd/MM/yyyy HH:mm:ss, numbers as numbers, empty as null.",
  },
  why: {
    vi: "Giá trị nằm trong cột ngày và cột số, khi đọc ra được viết lại; Oracle không có chuỗi rỗng.",
    en: "Values lie in columns for dates and numbers and are written anew; Oracle has no empty text.",
  },
  settings: {},
  play: () => ({
    view: ({ record }) =>
      eachText(record, (text) => {
        if (text === "") return null;
        if (NUMBER.test(text)) return Number(text);
        return text.replace(MOMENT, "$3/$2/$1 $4:$5:$6");
      }),
  }),
});
