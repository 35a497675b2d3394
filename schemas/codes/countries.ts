import { nearest } from "../common/code-suggestion.ts";
import { foldForCompare } from "../common/text.ts";
import type { CodeList } from "./code-list.ts";

export interface Country {
  /** ISO 3166-1 alpha-2; `XXA` (ICAO 9303) for stateless persons. */
  readonly code: string;
  /** ISO 3166-1 alpha-3, as passports write it. */
  readonly alpha3: string;
  /** ISO 3166-1 numeric, as the statistics code writes it; null for stateless. */
  readonly numeric: string | null;
  readonly name: string;
}

const ROWS = `AD AND 020 Andorra|AE ARE 784 Các Tiểu vương quốc Ả Rập Thống nhất|AF AFG 004 Afghanistan
AG ATG 028 Antigua và Barbuda|AI AIA 660 Anguilla|AL ALB 008 Albania|AM ARM 051 Armenia|AO AGO 024 Angola
AQ ATA 010 Antarctica|AR ARG 032 Argentina|AS ASM 016 Samoa thuộc Mỹ|AT AUT 040 Austria|AU AUS 036 Australia
AW ABW 533 Aruba|AX ALA 248 Quần đảo Åland|AZ AZE 031 Azerbaijan|BA BIH 070 Bosnia và Herzegovina
BB BRB 052 Barbados|BD BGD 050 Bangladesh|BE BEL 056 Bỉ|BF BFA 854 Burkina Faso|BG BGR 100 Bulgaria
BH BHR 048 Bahrain|BI BDI 108 Burundi|BJ BEN 204 Benin|BL BLM 652 Saint-Barthélemy|BM BMU 060 Bermuda
BN BRN 096 Brunei|BO BOL 068 Bolivia|BQ BES 535 Bonaire, Sint Eustatius và Saba|BR BRA 076 Brasil|BS BHS 044 Bahamas
BT BTN 064 Bhutan|BV BVT 074 Đảo Bouvet|BW BWA 072 Botswana|BY BLR 112 Belarus|BZ BLZ 084 Belize|CA CAN 124 Canada
CC CCK 166 Quần đảo Cocos (Keeling)|CD COD 180 Cộng hòa Dân chủ Công-gô|CF CAF 140 Cộng hòa Trung Phi
CG COG 178 Cộng hòa Công-gô|CH CHE 756 Thụy Sĩ|CI CIV 384 Bờ Biển Ngà|CK COK 184 Quần đảo Cook|CL CHL 152 Chile
CM CMR 120 Cameroon|CN CHN 156 Trung Quốc|CO COL 170 Colombia|CR CRI 188 Costa Rica|CU CUB 192 Cuba
CV CPV 132 Cabo Verde|CW CUW 531 Curaçao|CX CXR 162 Đảo Christmas|CY CYP 196 Síp|CZ CZE 203 Séc|DE DEU 276 Đức
DJ DJI 262 Djibouti|DK DNK 208 Đan Mạch|DM DMA 212 Dominica|DO DOM 214 Cộng hòa Dominica|DZ DZA 012 Algeria
EC ECU 218 Ecuador|EE EST 233 Estonia|EG EGY 818 Ai Cập|EH ESH 732 Tây Sahara|ER ERI 232 Eritrea
ES ESP 724 Tây Ban Nha|ET ETH 231 Ethiopia|FI FIN 246 Phần Lan|FJ FJI 242 Fiji|FK FLK 238 Quần đảo Falkland
FM FSM 583 Micronesia|FO FRO 234 Quần đảo Faroe|FR FRA 250 Pháp|GA GAB 266 Gabon|GB GBR 826 Anh|GD GRD 308 Grenada
GE GEO 268 Gruzia|GF GUF 254 Guyane thuộc Pháp|GG GGY 831 Guernsey|GH GHA 288 Ghana|GI GIB 292 Gibraltar
GL GRL 304 Greenland|GM GMB 270 Gambia|GN GIN 324 Guinea|GP GLP 312 Guadeloupe|GQ GNQ 226 Guinea Xích đạo
GR GRC 300 Hy Lạp|GS SGS 239 Nam Georgia và Quần đảo Nam Sandwich|GT GTM 320 Guatemala|GU GUM 316 Guam
GW GNB 624 Guinea-Bissau|GY GUY 328 Guyana|HK HKG 344 Hồng Kông|HM HMD 334 Đảo Heard và quần đảo McDonald
HN HND 340 Honduras|HR HRV 191 Croatia|HT HTI 332 Haiti|HU HUN 348 Hungary|ID IDN 360 Indonesia|IE IRL 372 Ireland
IL ISR 376 Israel|IM IMN 833 Đảo Man|IN IND 356 Ấn Độ|IO IOT 086 Lãnh thổ Ấn Độ Dương thuộc Anh|IQ IRQ 368 Iraq
IR IRN 364 Iran|IS ISL 352 Iceland|IT ITA 380 Ý|JE JEY 832 Jersey|JM JAM 388 Jamaica|JO JOR 400 Jordan
JP JPN 392 Nhật Bản|KE KEN 404 Kenya|KG KGZ 417 Kyrgyzstan|KH KHM 116 Campuchia|KI KIR 296 Kiribati
KM COM 174 Comoros|KN KNA 659 Saint Kitts và Nevis|KP PRK 408 Triều Tiên|KR KOR 410 Hàn Quốc|KW KWT 414 Kuwait
KY CYM 136 Quần đảo Cayman|KZ KAZ 398 Kazakhstan|LA LAO 418 Lào|LB LBN 422 Lebanon|LC LCA 662 Saint Lucia
LI LIE 438 Liechtenstein|LK LKA 144 Sri Lanka|LR LBR 430 Liberia|LS LSO 426 Lesotho|LT LTU 440 Lithuania
LU LUX 442 Luxembourg|LV LVA 428 Latvia|LY LBY 434 Libya|MA MAR 504 Maroc|MC MCO 492 Monaco|MD MDA 498 Moldova
ME MNE 499 Montenegro|MF MAF 663 Saint-Martin (phần thuộc Pháp)|MG MDG 450 Madagascar|MH MHL 584 Quần đảo Marshall
MK MKD 807 Bắc Macedonia|ML MLI 466 Mali|MM MMR 104 Myanmar|MN MNG 496 Mông Cổ|MO MAC 446 Ma Cao
MP MNP 580 Quần đảo Bắc Mariana|MQ MTQ 474 Martinique|MR MRT 478 Mauritania|MS MSR 500 Montserrat|MT MLT 470 Malta
MU MUS 480 Mauritius|MV MDV 462 Maldives|MW MWI 454 Malawi|MX MEX 484 Mexico|MY MYS 458 Malaysia
MZ MOZ 508 Mozambique|NA NAM 516 Namibia|NC NCL 540 New Caledonia|NE NER 562 Niger|NF NFK 574 Đảo Norfolk
NG NGA 566 Nigeria|NI NIC 558 Nicaragua|NL NLD 528 Hà Lan|NO NOR 578 Na Uy|NP NPL 524 Nepal|NR NRU 520 Nauru
NU NIU 570 Niue|NZ NZL 554 New Zealand|OM OMN 512 Oman|PA PAN 591 Panama|PE PER 604 Peru
PF PYF 258 Polynésie thuộc Pháp|PG PNG 598 Papua New Guinea|PH PHL 608 Philippines|PK PAK 586 Pakistan
PL POL 616 Ba Lan|PM SPM 666 Saint Pierre và Miquelon|PN PCN 612 Pitcairn|PR PRI 630 Puerto Rico
PS PSE 275 Palestine|PT PRT 620 Bồ Đào Nha|PW PLW 585 Palau|PY PRY 600 Paraguay|QA QAT 634 Qatar|RE REU 638 Réunion
RO ROU 642 Rumani|RS SRB 688 Serbia|RU RUS 643 Nga|RW RWA 646 Rwanda|SA SAU 682 Ả Rập Xê-út
SB SLB 090 Quần đảo Solomon|SC SYC 690 Seychelles|SD SDN 729 Sudan|SE SWE 752 Thụy Điển|SG SGP 702 Singapore
SH SHN 654 Saint Helena, Ascension và Tristan da Cunha|SI SVN 705 Slovenia|SJ SJM 744 Svalbard và Jan Mayen
SK SVK 703 Slovakia|SL SLE 694 Sierra Leone|SM SMR 674 San Marino|SN SEN 686 Senegal|SO SOM 706 Somalia
SR SUR 740 Suriname|SS SSD 728 Nam Sudan|ST STP 678 São Tomé và Príncipe|SV SLV 222 El Salvador
SX SXM 534 Sint Maarten (phần thuộc Hà Lan)|SY SYR 760 Syria|SZ SWZ 748 Eswatini|TC TCA 796 Quần đảo Turks và Caicos
TD TCD 148 Chad|TF ATF 260 Vùng đất phía Nam thuộc Pháp|TG TGO 768 Togo|TH THA 764 Thái Lan|TJ TJK 762 Tajikistan
TK TKL 772 Tokelau|TL TLS 626 Timor-Leste|TM TKM 795 Turkmenistan|TN TUN 788 Tunisia|TO TON 776 Tonga
TR TUR 792 Thổ Nhĩ Kỳ|TT TTO 780 Trinidad và Tobago|TV TUV 798 Tuvalu|TW TWN 158 Đài Loan (Trung Quốc)
TZ TZA 834 Tanzania|UA UKR 804 Ukraina|UG UGA 800 Uganda|UM UMI 581 Các đảo nhỏ xa trung tâm thuộc Hoa Kỳ
US USA 840 Hoa Kỳ|UY URY 858 Uruguay|UZ UZB 860 Uzbekistan|VA VAT 336 Tòa thánh Vatican
VC VCT 670 Saint Vincent và Grenadines|VE VEN 862 Venezuela|VG VGB 092 Quần đảo Virgin thuộc Anh
VI VIR 850 Quần đảo Virgin thuộc Hoa Kỳ|VN VNM 704 Việt Nam|VU VUT 548 Vanuatu
WF WLF 876 Lãnh thổ quần đảo Wallis và Futuna|WS WSM 882 Samoa|YE YEM 887 Yemen|YT MYT 175 Mayotte
ZA ZAF 710 Nam Phi|ZM ZMB 894 Zambia|ZW ZWE 716 Zimbabwe`;

/** Stateless persons are no country, but have a nationality's code. */
const STATELESS: Country = { code: "XXA", alpha3: "XXA", numeric: null, name: "Không quốc tịch" };

/** Where a system gives an address abroad without its country: the code ISO leaves free and CLDR gives this meaning. */
const NOT_SAID: Country = { code: "ZZ", alpha3: "ZZZ", numeric: null, name: "Chưa rõ quốc gia" };

/** All countries and territories of the standard. */
export const countries: CodeList<Country> = {
  list: "countries",
  title: "Quốc gia, quốc tịch",
  titleEn: "Countries and nationalities",
  source: "ISO 3166-1; XXA theo ICAO 9303; ZZ khi nơi ở nước ngoài không ghi quốc gia",
  from: null,
  to: null,
  doubt: "Vietnamese names follow common usage; the statistics office and each register may spell them otherwise.",
  items: [
    ...ROWS.split(/[|\n]/).map((row) => ({
      code: row.slice(0, 2),
      alpha3: row.slice(3, 6),
      numeric: row.slice(7, 10),
      name: row.slice(11),
    })),
    STATELESS,
    NOT_SAID,
  ],
};

const byCode = new Map(countries.items.map((country) => [country.code, country]));

/** The country with this alpha-2 code (or `XXA`). */
export function findCountry(code: string): Country | undefined {
  return byCode.get(code);
}

/** The country somebody meant by another of its codes, its name, or a mistyped code; undefined where none is near. */
export function countryMeant(written: string): Country | undefined {
  const name = foldForCompare(written);
  const known = countries.items.find(
    ({ alpha3, numeric, name: own }) =>
      alpha3 === written.toUpperCase() || numeric === written || foldForCompare(own) === name,
  );
  if (known !== undefined) return known;
  const code = nearest(written.toUpperCase(), [...byCode.keys()]);
  if (code !== undefined) return byCode.get(code);
  const near = nearest(
    name,
    countries.items.map((country) => foldForCompare(country.name)),
  );
  return countries.items.find((country) => foldForCompare(country.name) === near);
}
