import type { CodeList } from "./code-list.ts";

export interface Country {
  /** ISO 3166-1 alpha-2; `XXA` (ICAO 9303) for stateless persons. */
  readonly code: string;
  /** ISO 3166-1 numeric, as the statistics code writes it; null for stateless. */
  readonly numeric: string | null;
  readonly name: string;
}

const ROWS = `VN 704 Việt Nam|CN 156 Trung Quốc|TW 158 Đài Loan (Trung Quốc)|HK 344 Hồng Kông|KR 410 Hàn Quốc
KP 408 Triều Tiên|JP 392 Nhật Bản|LA 418 Lào|KH 116 Campuchia|TH 764 Thái Lan|MM 104 Myanmar|SG 702 Singapore
MY 458 Malaysia|PH 608 Philippines|ID 360 Indonesia|BN 096 Brunei|IN 356 Ấn Độ|AU 036 Australia|NZ 554 New Zealand
US 840 Hoa Kỳ|CA 124 Canada|GB 826 Anh|IE 372 Ireland|FR 250 Pháp|DE 276 Đức|NL 528 Hà Lan|BE 056 Bỉ|CH 756 Thụy Sĩ
IT 380 Ý|ES 724 Tây Ban Nha|PT 620 Bồ Đào Nha|SE 752 Thụy Điển|NO 578 Na Uy|DK 208 Đan Mạch|FI 246 Phần Lan
PL 616 Ba Lan|CZ 203 Séc|SK 703 Slovakia|HU 348 Hungary|RU 643 Nga|UA 804 Ukraina|BR 076 Brasil|ZA 710 Nam Phi
EG 818 Ai Cập|AO 024 Angola`;

/** Countries that occur in one-stop work. Not complete: a code that is missing here may still be right. */
export const countries: CodeList<Country> = {
  list: "countries",
  title: "Quốc gia, quốc tịch",
  titleEn: "Countries and nationalities",
  source: "ISO 3166-1; XXA theo ICAO 9303",
  from: null,
  to: null,
  doubt: "A working selection, not the whole standard.",
  items: [
    ...ROWS.split(/[|\n]/).map((row) => ({ code: row.slice(0, 2), numeric: row.slice(3, 6), name: row.slice(7) })),
    { code: "XXA", numeric: null, name: "Không quốc tịch" },
  ],
};

/** The country with this alpha-2 code (or `XXA`). */
export function findCountry(code: string): Country | undefined {
  return countries.items.find((country) => country.code === code);
}
