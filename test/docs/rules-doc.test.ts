import { expect, it } from "vitest";
import { commonRules } from "#core/dossier/common-rules.ts";
import type { Rule } from "#core/dossier/rule.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";

type Described = Omit<Rule<never>, "check">;

const { all } = await loadSectors();

/** Vietnamese date of a day, `2027-02-28` to `28/02/2027`. */
const day = (iso: string): string => iso.split("-").toReversed().join("/");

function section(title: string, titleEn: string, rules: readonly Described[]): string {
  const rows = rules.map(({ id, severity, from, to, source, message, messageEn }) => {
    const inForce = `${day(from)} – ${to === null ? "" : day(to)}`.trim();
    return `| ${id} | ${severity} | ${inForce} | ${message}<br>*${messageEn}* | ${source} |\n`;
  });
  const none = "Chưa có quy tắc riêng. *No rules of its own yet.*\n";
  const head =
    "| mã / id | mức / severity | hiệu lực / in force | quy tắc / rule | căn cứ / source |\n|---|---|---|---|---|\n";
  return `## ${title} · ${titleEn}\n\n${rules.length === 0 ? none : head + rows.join("")}`;
}

/** The page: written by this test (`npm run docs`), so that it says what the code does. */
function page(): string {
  return [
    "# Quy tắc nghiệp vụ · Business rules\n",
    "<!-- Written from the code by `npm run docs`; do not edit by hand. -->\n",
    "`error` chặn hồ sơ, `warning` để hồ sơ đi tiếp và ở lại với nó. Ngày tiếp nhận hồ sơ (chưa tiếp nhận thì ngày nộp) quyết\n" +
      "định quy tắc nào được áp dụng. Một quy tắc có thể báo câu cụ thể hơn, hoặc nhẹ hơn khi dữ liệu chưa đủ để kết luận.\n",
    "`error` stops the dossier, `warning` lets it through and stays with it. The day of receipt (before receipt, the day of\n" +
      "submission) chooses the rules. A rule may word a case more closely, or only warn where the data leave doubt. A running\n" +
      "gateway tells the same at `GET /v1/sectors/{sector}/rules?at=DATE`.\n",
    "HT-R20 và HT-R21 không xét hồ sơ mà ràng buộc gateway khi trao đổi với Bộ Tư pháp: câu “đã được tiếp nhận” là đã nhận,\n" +
      "mỗi lần hỏi nhiều nhất ba hồ sơ; trạng thái của hệ thống này không đọc theo bộ số của hệ thống khác.\n",
    "HT-R20 and HT-R21 judge no dossier; they bind the gateway where it talks with the Ministry of Justice: “already received”\n" +
      "is a yes, at most three dossiers are asked after at once, and no system's status is read by another's numbers.\n",
    section("Mọi lĩnh vực", "Every sector", commonRules),
    ...all.map(({ title, titleEn, rules }) => section(title, titleEn, rules)),
  ].join("\n");
}

it("docs/rules.md lists the rules of the code", async () => {
  await expect(page(), "write it anew with: npm run docs").toMatchFileSnapshot("../../docs/rules.md");
});

it("no text breaks the table", () => {
  const texts = [...commonRules, ...all.flatMap(({ rules }) => rules)].flatMap((rule) => [
    rule.message,
    rule.messageEn,
    rule.source,
  ]);
  expect(texts.filter((text) => /[|\n<]/.test(text))).toEqual([]);
});
