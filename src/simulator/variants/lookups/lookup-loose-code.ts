import { defineVariant } from "../variant.ts";

export const lookupLooseCode = defineVariant({
  name: "lookup-loose-code",
  changes: {
    vi: "Tra cứu không phân biệt hoa thường trong mã hồ sơ, và trả mã bằng chữ thường.",
    en: "Look-ups take the dossier code in either case, and tell it in lower case.",
  },
  why: {
    vi: "Cơ sở dữ liệu so chuỗi không phân biệt hoa thường (SQL Server mặc định như vậy).",
    en: "The database compares without regard to case, as SQL Server does by default.",
  },
  settings: {},
  play: (_settings, { records }) => ({
    lookUp: (code) => {
      const asked = code.toLowerCase();
      const known = records.get(code);
      if (known !== undefined) return known;
      for (const other of records.codes()) if (other.toLowerCase() === asked) return records.get(other);
      return undefined;
    },
    view: ({ record, code }) => ({ ...record, MaHoSo: code.toLowerCase() }),
  }),
});
