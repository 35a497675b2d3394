import type { Random } from "#core/ports/ports.ts";

/** Commonest first; the first is that of a third of all people. */
const FAMILY =
  "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Trịnh Lương Mạc Quách Đàm Triệu Chử".split(
    " ",
  );
const MIDDLE =
  "Thị Văn Đức Hữu Ngọc Minh Thanh Quốc Xuân Thu Kim Bảo Gia Hải Anh Đình Quang Mỹ Hoài Diệu Như Trọng".split(" ");
const GIVEN =
  "An Anh Ánh Bình Châu Chi Cường Diễm Dung Duyên Dũng Đạt Đào Giang Hà Hạnh Hằng Hiếu Hoà Hòa Hoàng Huệ Hùng Hương Khánh Kiên Lan Liên Linh Loan Long Mai Minh Nam Nga Ngân Nghĩa Nhàn Nhung Oanh Phong Phúc Phương Quân Quý Quỳnh Sơn Tâm Thảo Thắng Thịnh Thoả Thủy Thuỷ Tiến Toàn Trang Trí Trung Tú Tuấn Tuyết Uyên Vân Việt Vinh Xuyến Ý Yến".split(
    " ",
  );
const PEOPLES = [
  "H'Hen Niê",
  "H’Linh Êban",
  "Y Bhiêo Ksơr",
  "Y-Wem HMok",
  "K'Brêu",
  "Sùng A Phềnh",
  "Giàng Thị Mỷ",
  "Thạch Sô Phi",
];

/** Names as people of the country have them, of nobody: common ones often, rare ones seldom. */
export function inventedNames(random: Random, count: number): string[] {
  const one = (words: readonly string[], lean = 1) => words[Math.floor(words.length * random.next() ** lean)] ?? "";
  return Array.from({ length: count }, () => {
    if (random.next() < 0.03) return `${one(PEOPLES)} ${one(GIVEN)}`;
    const middles = Array.from({ length: 1 + Math.floor(random.next() * 2) }, () => one(MIDDLE, 2));
    return [one(FAMILY, 3), ...middles, one(GIVEN)].join(" ");
  });
}

/** Ways in which people type a name, by what is particular about them. */
export const SPELLINGS: Readonly<Record<string, (name: string, random: Random) => string>> = {
  "đúng như viết / as written": (name) => name,
  "không dấu / without diacritics": (name) => plain(name),
  "chữ hoa / capitals": (name) => name.toUpperCase(),
  NFD: (name) => name.normalize("NFD"),
  "dấu kiểu kia / tone mark elsewhere": (name) => otherTonePlace(name),
  "đảo từ / words in another order": (name) => name.split(" ").toReversed().join(" "),
  "thiếu chữ cuối / cut short": (name) => name.replace(/(\p{L}{3,})\p{L}$/u, "$1"),
  "hai từ bất kỳ / two of the words": (name, random) =>
    name
      .split(" ")
      .toSorted(() => random.next() - 0.5)
      .slice(0, 2)
      .join(" "),
  "dấu nháy khác / other apostrophe": (name) => name.replaceAll("'", "`").replaceAll("’", "'"),
};

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
}

/** «Hoà» for «Hòa» and the reverse: Unicode has both, and keyboards differ. */
function otherTonePlace(text: string): string {
  const pairs = "oà òa|oá óa|oả ỏa|oã õa|oạ ọa|uỷ ủy|uý úy|oè òe".split("|").map((pair) => pair.split(" "));
  return pairs.reduce((name, [one = "", other = ""]) => {
    if (name.includes(one)) return name.replaceAll(one, other);
    return name.replaceAll(other, one);
  }, text);
}
