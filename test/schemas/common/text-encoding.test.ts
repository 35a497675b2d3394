import { brokenEncoding } from "#schemas/common/text-encoding.ts";
import { findCountry, countries } from "#schemas/codes/countries.ts";
import { ethnicGroups } from "#schemas/codes/ethnic-groups.ts";
import { provinceLists } from "#schemas/codes/provinces.ts";
import { describe, expect, it } from "vitest";

describe("text in a broken encoding", () => {
  it.each([
    ["NguyÔn V¨n An", "tcvn3"],
    ["TrÇn ThÞ B×nh", "tcvn3"],
    ["Hoµng", "tcvn3"],
    ["®¨ng ký khai sinh", "tcvn3"],
    ["ñ ban nh©n d©n ph­êng", "tcvn3"],
    ["Lª T©m", "tcvn3"],
    ["C«ng ty", "tcvn3"],
    ["§Æng", "tcvn3"],
    ["thÉm tra", "tcvn3"],
    ["ThÓ thao", "tcvn3"],
    ["Đăng ký khai sinh cho NguyÔn V¨n An", "tcvn3"],
    ["Nguyeãn Vaên An", "vni"],
    ["Traàn Thò Bình", "vni"],
    ["Hoaøng", "vni"],
    ["Buøi", "vni"],
    ["Leâ Lôïi", "vni"],
    ["ñöôøng", "vni"],
    ["Phöông", "vni"],
    ["Nguyá»…n VÄƒn An", "utf8-as-latin1"],
    ["Tráº§n", "utf8-as-latin1"],
    ["Äá»©c", "utf8-as-latin1"],
    ["HÃ  Ná»™i", "utf8-as-latin1"],
    ["Nguy\uFFFDn", "replacement-character"],
  ])("%s is %s", (text, encoding) => {
    expect(brokenEncoding(text)).toBe(encoding);
  });
});

describe("good text", () => {
  it.each([
    "Nguyễn Văn Mẫu",
    "NGUYỄN THỊ MẪU",
    "Hoà, Thuý, khoẻ, quà, hoãn, quãng, hoá, uỷ ban, chuẩn, quý",
    "Ê-đê",
    "ÊĐÊ",
    "Y Ê Niê",
    "H'Ôn Niê Kdăm",
    "Ông Ích Khiêm",
    "Đường 30/4, số 12½, m², 5 µg",
    "Giấy tờ «Trích lục» và «Hà»",
    "«Há», «khá»",
    "© 2026 UBND phường Mẫu",
    "Bánh Cosy® 3 gói",
    "BÀ LA",
    "ÔÍT",
    "Noël, Raphaël, Loïc, Anaïs, où, août, Citroën, naïveté, Israël",
    "Hélène Lefèvre d'Étienne, Île-de-France, François, cœur",
    "étudiant·e·s, col·legi",
    "João Leão Guimarães, Conceição, ações, Leões, oceânico",
    "Raúl País Saá, Ñuñoa, «está»",
    "Seán Ó Súilleabháin",
    "Søren Ångström Mäkinen, Malmö, Þórður, Ærø",
    "Müller, Größe, Köln, Äpfel, Österreich, Übung",
    "Thời hạn 3 ngày¹",
    "José Mª Pérez",
    "§ 5 và §12",
    "jeûne, coût, dû, Boûl",
    "Zażółć gęślą jaźń; Dvořák",
    "Công ty TNHH CaféThái",
    "§b.1, §c",
    "na hÉireann, na nÉimíríochtaí, Bord na nÓg",
    "Jomfruøerne, Juleøen, Jomfruøyene",
    "",
  ])("%s passes", (text) => {
    expect(brokenEncoding(text)).toBeNull();
  });

  it("every name in the code lists passes", () => {
    const names = [
      ...provinceLists.flatMap((list) => list.items.map((item) => item.name)),
      ...countries.items.map((item) => item.name),
      ...ethnicGroups.items.flatMap((item) => [item.name, ...item.variants]),
    ];
    expect(
      names.filter((name) => brokenEncoding(name) !== null || brokenEncoding(name.toUpperCase()) !== null),
    ).toEqual([]);
    expect(findCountry("VN")?.name).toBe("Việt Nam");
  });
});
