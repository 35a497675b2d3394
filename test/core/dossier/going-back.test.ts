import { doubtGoingBack, olderRevision } from "#core/dossier/going-back.ts";
import { describe, expect, it } from "vitest";
import { dossier, progressLine } from "../push.ts";

const AT = "2026-05-18T09:00:00+07:00";
const codes = (changes: Readonly<Record<string, unknown>>, before: { status: number; ids?: readonly string[] }) =>
  doubtGoingBack(dossier(changes), { status: before.status, entryIds: new Set(before.ids) }).map(
    ({ pointer, code, severity }) => `${severity} ${pointer} ${code}`,
  );

describe("a push that takes back what was said", () => {
  it.each([
    [3, 1, true],
    [7, 4, true],
    [10, 4, true],
    [10, 9, true],
    [10, 10, false],
    [9, 4, false],
    [4, 2, false],
    [2, 10, false],
  ])("from status %i to %i is doubted: %s", (from, to, doubted) => {
    expect(codes({ status: to }, { status: from })).toEqual(doubted ? ["warning /status final-status-left"] : []);
  });

  it("is doubted where lines of the log are gone, and not where lines are added or none were told", () => {
    const progress = ["a", "c"].map((id) => progressLine(id, AT));
    expect(codes({ progress }, { status: 2, ids: ["a", "b"] })).toEqual(["warning /progress progress-gone"]);
    expect(codes({ progress }, { status: 2, ids: ["a"] })).toEqual([]);
    expect(codes({ progress: [] }, { status: 2 })).toEqual([]);
  });

  it("names a few of many lines, the count, and both statuses by number and name", () => {
    const ids = new Set(["1", "2", "3", "4", "5", "6", "7"]);
    const [status, progress] = doubtGoingBack(dossier({ status: 4 }), { status: 10, entryIds: ids });
    expect(status?.message).toContain("trạng thái 10 (Đã trả kết quả), nay lại ở trạng thái 4 (Đang xử lý)");
    expect(progress?.message).toContain("7 dòng tiến độ đã gửi trước đây (1, 2, 3, 4, 5, …)");
  });

  it("names them all, and says so, where they are few", () => {
    const ids = new Set(["1", "2", "3", "4", "5"]);
    const [progress] = doubtGoingBack(dossier({ status: 4 }), { status: 4, entryIds: ids });
    expect(progress?.message).toContain("5 dòng tiến độ đã gửi trước đây (1, 2, 3, 4, 5);");
  });

  it("that repeats an old revision hears which one, which stands, and how going back is meant", () => {
    expect(olderRevision(2, 5)).toMatchObject({ pointer: "", code: "older-revision", severity: "warning" });
    expect(olderRevision(2, 5).message).toMatch(/lần sửa đổi 2 .* lần sửa đổi 5 .*Dossier-Regress: true/);
    expect(olderRevision(2, 5).messageEn).toMatch(/revision 2 .* revision 5 .*Dossier-Regress: true/);
  });
});
