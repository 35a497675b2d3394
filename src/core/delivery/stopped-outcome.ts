import type { Bilingual } from "#schemas/common/bilingual.ts";
import { RESTORE_CONTENTS } from "./content-missing.ts";
import { CAUSES, type Cause, type CauseText, type Party } from "./causes.ts";
import type { Outcome } from "./outcome.ts";

/** Who has to act, and what with. */
const ACTORS: Readonly<Record<Party, Bilingual>> = {
  "vendor-data": {
    vi: "Người phải xử lý: cán bộ và đơn vị phần mềm một cửa, sửa dữ liệu theo thông báo trên.",
    en: "Who must act: the office and vendor of the one-stop software, who correct the data as it says.",
  },
  gateway: {
    vi: "Người phải xử lý: quản trị hệ thống của tỉnh, kiểm tra tài khoản, quyền và cấu hình kết nối.",
    en: "Who must act: the province's administrator, who checks account, rights and the connection's configuration.",
  },
  network: {
    vi: "Người phải xử lý: bộ phận mạng của tỉnh, kiểm tra đường truyền, tường lửa và bộ kết nối.",
    en: "Who must act: the province's network team, who check the line, the firewall and the adapter.",
  },
  portal: {
    vi: "Người phải xử lý: đơn vị vận hành Cổng (nơi nhận); hãy gửi họ mã hồ sơ, thời điểm gửi và câu trả lời trong dòng thời gian.",
    en: "Who must act: the office that runs the portal (the destination); show it the dossier code, the time and the answer in the timeline.",
  },
};

/** What they can do when that is done. */
const NEXT: Readonly<Record<"correct" | "look", Bilingual>> = {
  correct: {
    vi: "Sau đó đẩy lại hồ sơ đã sửa; chỉ chọn gửi lại (retry) khi lỗi không ở dữ liệu, hoặc bỏ qua (skip): khi đó Cổng không có nội dung này.",
    en: "Then push the corrected dossier; retry as it stands only when the data were not at fault, or skip: then the portal does not have this.",
  },
  look: {
    vi: "Sau đó xem hồ sơ trên Cổng rồi chọn gửi lại (retry), hoặc bỏ qua (skip) nếu nội dung đã có ở đó.",
    en: "Then look at the dossier on the portal and retry, or skip if the content is there already.",
  },
};

/** Causes the gateway itself makes of what it got: who must act, where the party does not say it. */
const ACTORS_OF: Partial<Readonly<Record<Cause, Bilingual>>> = {
  "session-refused-twice": {
    vi: "Người phải xử lý: quản trị hệ thống của tỉnh, kiểm tra tài khoản (PORTAL_USERNAME) có bị khóa hay đang dùng ở nơi khác.",
    en: "Who must act: the province's administrator, who checks whether the account (PORTAL_USERNAME) is locked or in use elsewhere.",
  },
  "content-missing": {
    vi: `Người phải xử lý: quản trị hệ thống của tỉnh. ${RESTORE_CONTENTS.vi}`,
    en: `Who must act: the province's administrator. ${RESTORE_CONTENTS.en}`,
  },
  "parked-by-policy": {
    vi: "Người phải xử lý: quản trị hệ thống của tỉnh, xem ở nơi nhận nội dung này đã có chưa.",
    en: "Who must act: the province's administrator, who looks at the destination whether this is there already.",
  },
};

/**
 * The final sentence of a message that stops: what happened, the destination's own sentence where it gave one, who must
 * act, and what they can do. What is said while the gateway goes on («sends again by itself; nothing to do») would be
 * untrue from then on. Pure.
 *
 * @returns the same outcome with `message` and `messageEn` put together anew
 */
export function stoppedOutcome(outcome: Outcome): Outcome {
  const { cause, said, party = "portal" } = outcome;
  const happened = outcome.happened ?? { vi: outcome.message, en: outcome.messageEn };
  const isTold = said === undefined || said === "" || happened.vi.includes(said);
  const quote: Bilingual = isTold
    ? { vi: "", en: "" }
    : { vi: `Nơi nhận nói: “${said}”.`, en: `The destination said: “${said}”.` };
  const actor = ACTORS_OF[cause] ?? ACTORS[party];
  const check = party === "vendor-data" ? undefined : textOf(cause)?.check;
  const next = party === "vendor-data" ? NEXT.correct : NEXT.look;
  const sentence = (language: keyof Bilingual): string =>
    [happened[language], quote[language], actor[language], check?.[language] ?? "", next[language]]
      .filter((part) => part !== "")
      .join(" ");
  return { ...outcome, message: sentence("vi"), messageEn: sentence("en") };
}

function textOf(cause: Cause): CauseText | undefined {
  return Object.hasOwn(CAUSES, cause) ? CAUSES[cause as keyof typeof CAUSES] : undefined;
}
