import { foldForCompare } from "../common/text.ts";
import type { CodeList } from "./code-list.ts";

/**
 * Two numberings of the 54 groups are in use and agree on 17 codes only. `A_1979`: public-sector data. `B_CENSUS`:
 * statistics and census. Groups are therefore matched by name; a code means nothing without its table.
 */
export type EthnicTable = "A_1979" | "B_CENSUS";

export interface EthnicGroup {
  readonly name: string;
  /** Code in table A_1979. */
  readonly codeA: string;
  /** Code in table B_CENSUS. */
  readonly codeB: string;
  /** Other spellings and names found in registers. */
  readonly variants: readonly string[];
}

/** In the order of table A: code in table B, name, other spellings. */
const ROWS = `01 Kinh|Việt|Kinh (Việt)
02 Tày
03 Thái
06 Hoa|Hán|Hoa (Hán)
05 Khơ-me|Khmer|Khơ me|Khơme|Miên
04 Mường
07 Nùng
08 Hmông|Mông|H'Mông|H'mong|Mèo|Hmông (Mông)
09 Dao
10 Gia-rai|Gia Rai|Jrai|Jarai|Giarai
43 Ngái
11 Ê-đê|Ê Đê|Êđê|Rhadé|Ê đê
12 Ba-na|Ba Na|Bana|Bahnar
16 Xơ-đăng|Xơ Đăng|Xê Đăng|Xê-đăng|Sedang
13 Sán Chay|Cao Lan|Sán Chỉ|Cao Lan - Sán Chỉ|Sán Chay (Cao Lan - Sán Chỉ)
15 Cơ-ho|Cơ Ho|K'Ho|Kơ Ho|Kơho
14 Chăm|Chàm|Chăm (Chàm)
17 Sán Dìu
18 Hrê|H'Rê|Hre
20 Mnông|M'Nông|Mơ Nông|Mơ-nông
19 Ra-glai|Raglai|Raglay|Ra Glai
22 Xtiêng|X'Tiêng|Stiêng|S'tiêng
24 Bru - Vân Kiều|Bru|Vân Kiều|Bru Vân Kiều|Bru-Vân Kiều
21 Thổ
26 Giáy
25 Cơ-tu|Cơ Tu|Ka Tu|Katu|Cơtu
29 Gié-Triêng|Gié Triêng|Giẻ Triêng|Giẻ-Triêng|Giẻ
28 Mạ
23 Khơ-mú|Khơ Mú|Khơmú|Khmú
30 Co|Cor
27 Ta-ôi|Tà Ôi|Ta Ôi|Tà-ôi
31 Chơ-ro|Chơ Ro|Châu Ro|Chrau
37 Kháng
32 Xinh-mun|Xinh Mun|Xinhmun
33 Hà Nhì
34 Chu-ru|Chu Ru|Churu
35 Lào
36 La Chí
40 La Ha
38 Phù Lá
39 La Hủ
42 Lự
45 Lô Lô
44 Chứt
46 Mảng
41 Pà Thẻn
47 Cơ Lao|Cờ Lao
49 Cống
48 Bố Y
50 Si La
51 Pu Péo
53 Brâu
54 Ơ Đu|Ơ-đu
52 Rơ-măm|Rơ Măm`;

const groups: readonly EthnicGroup[] = ROWS.split("\n").map((row, index) => {
  const [name = "", ...variants] = row.slice(3).split("|");
  return { name, codeA: String(index + 1).padStart(2, "0"), codeB: row.slice(0, 2), variants };
});

/** The 54 ethnic groups with the codes of both tables. */
export const ethnicGroups: CodeList<EthnicGroup> = {
  list: "ethnic-groups",
  title: "54 dân tộc",
  titleEn: "54 ethnic groups",
  source: "Bảng A: Quyết định 121-TCTK/PPCĐ (1979); bảng B: thứ tự tổng điều tra dân số",
  from: "1979-03-02",
  to: null,
  doubt:
    "Which table a receiving system uses is not documented; map by name. Table A 39 (La Ha) is not verified. " +
    "Some systems add 55 (foreigner) and 56 (not determined).",
  items: groups,
};

/** Spelling differences that do not tell groups apart: case, spaces, hyphens, apostrophes, dashes, tone placement. */
const key = (name: string): string => foldForCompare(name).replace(/[\s'-]/gu, "");

const byName = new Map(
  groups.flatMap((group) => [group.name, ...group.variants].map((name) => [key(name), group] as const)),
);

/** The group with this name or a known spelling of it; undefined for sub-groups and anything unknown. */
export function ethnicGroupByName(name: string): EthnicGroup | undefined {
  return byName.get(key(name));
}

/** The group with this code in the named table. */
export function ethnicGroupByCode(table: EthnicTable, code: string): EthnicGroup | undefined {
  return groups.find((group) => (table === "A_1979" ? group.codeA : group.codeB) === code);
}
