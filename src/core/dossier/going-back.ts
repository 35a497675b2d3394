import { findDossierStatus, statusHas } from "#schemas/codes/dossier-statuses.ts";
import type { Dossier } from "./pushed-dossier.ts";
import type { Issue } from "./issue.ts";

/** Header by which a sender says that going back is meant. */
export const REGRESS_HEADER = "Dossier-Regress";

/** How many ids a sentence names. */
const NAMED_IDS = 5;

/** What is doubtful about new content that takes back what was said before: an end, or lines of the log. Pure. */
export function doubtGoingBack(
  { status, progress }: Pick<Dossier, "status" | "progress">,
  before: { readonly status: number; readonly entryIds: ReadonlySet<string> },
): readonly Issue[] {
  const kept = new Set(progress.map(({ id }) => id));
  const gone = [...before.entryIds].filter((id) => !kept.has(id));
  return [
    ...(statusHas(before.status, "isFinal") && status !== before.status
      ? [finalStatusLeft(before.status, status)]
      : []),
    ...(gone.length === 0 ? [] : [progressGone(gone)]),
  ];
}

function finalStatusLeft(from: number, to: number): Issue {
  const [was, is] = [findDossierStatus(from), findDossierStatus(to)];
  return {
    pointer: "/status",
    code: "final-status-left",
    message: `Hồ sơ đã kết thúc ở trạng thái ${from} (${was?.name ?? ""}), nay lại ở trạng thái ${to} (${is?.name ?? ""}); Cổng sẽ được báo trạng thái mới. Nếu đây là lần gửi cũ bị gửi muộn, gửi lại nội dung hiện hành.`,
    messageEn: `The dossier had ended at status ${from} (${was?.nameEn ?? ""}) and now stands at ${to} (${is?.nameEn ?? ""}); the portal will be told so. If this is an old push that came late, push the current content again.`,
    severity: "warning",
  };
}

function progressGone(ids: readonly string[]): Issue {
  const named = `${ids.slice(0, NAMED_IDS).join(", ")}${ids.length > NAMED_IDS ? ", …" : ""}`;
  return {
    pointer: "/progress",
    code: "progress-gone",
    message: `Thiếu ${ids.length} dòng tiến độ đã gửi trước đây (${named}); Cổng vẫn giữ các dòng đó. Mỗi lần gửi phải có đủ mọi dòng tiến độ.`,
    messageEn: `${ids.length} progress lines pushed before are missing (${named}); the portal keeps them. Every push has all of them.`,
    severity: "warning",
  };
}

/** What a push is told whose content the dossier had before and has no more. */
export function olderRevision(older: number, current: number): Issue {
  return {
    pointer: "",
    code: "older-revision",
    message: `Nội dung này là lần sửa đổi ${older} của hồ sơ; lần sửa đổi ${current} mới hơn vẫn giữ nguyên, không có gì thay đổi. Nếu thật sự muốn quay lại nội dung cũ, gửi lại kèm tiêu đề ${REGRESS_HEADER}: true.`,
    messageEn: `This is revision ${older} of the dossier; revision ${current} is newer and stands, nothing was changed. If going back is meant, push again with the header ${REGRESS_HEADER}: true.`,
    severity: "warning",
  };
}
