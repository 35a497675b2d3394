import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Procedure, ProcedureTime } from "#core/sector/procedure.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { push, registryOf, sector } from "../push.ts";

const TIME: ProcedureTime = {
  limit: { kind: "working-days", count: 3 },
  extended: { limit: { kind: "working-days", count: 6 }, when: "cần xác minh", whenEn: "where it is verified" },
  from: "2020-01-01",
  to: null,
  source: "mẫu",
};

const procedure = (timeLimits: readonly ProcedureTime[]): Procedure => ({
  code: "1.001193",
  name: "Thủ tục mẫu",
  nameEn: "Sample procedure",
  field: { code: "G15-XX00", name: "Mẫu" },
  from: null,
  to: null,
  timeLimits,
  source: "mẫu",
});

/** What was said about the due date, in English. */
function inEnglish(changes: Readonly<Record<string, unknown>>, times: readonly ProcedureTime[] = [TIME]): string[] {
  const checked = checkDossier(push(changes), registryOf(sector({ procedures: [procedure(times)] })));
  return checked.ok ? checked.warnings.map(({ messageEn }) => messageEn) : [];
}

/** The due date as kept, and `code message` of what was said about it. */
function judged(changes: Readonly<Record<string, unknown>>, changed: Parameters<typeof sector>[0] = {}) {
  const registry = registryOf(sector({ procedures: [procedure([TIME])], ...changed }));
  const checked = checkDossier(push(changes), registry);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return [
    checked.dossier.dueAt,
    ...checked.warnings.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`),
  ];
}

// 2026-05-18 is a Monday: three working days end on Thursday, six on the Tuesday after.
describe("a due date that is given", () => {
  it.each(["2026-05-21T17:00:00+07:00", "2026-05-26T17:00:00+07:00"])("keeps inside the longest limit: %s", (dueAt) => {
    expect(judged({ dueAt })).toEqual([dueAt]);
  });

  it("is doubted after the longest limit, to the day", () => {
    expect(judged({ dueAt: "2026-05-27T08:00:00+07:00" })).toEqual([
      "2026-05-27T08:00:00+07:00",
      "/dueAt HS-R08 Ngày hẹn trả muộn hơn thời hạn giải quyết của thủ tục (hết ngày 26/05/2026).",
    ]);
  });

  it("is judged by the limit the record tells", () => {
    const limitOf = () => TIME.limit;
    const known = { record: z.strictObject({}), limitOf };
    expect(judged({ dueAt: "2026-05-22T08:00:00+07:00", record: {} }, known)[1]).toMatch(/HS-R08 .*21\/05\/2026/);
  });

  it("is not judged where a rule of the sector does, a supplement stopped the clock, or no limit is known", () => {
    const dueAt = "2026-06-27T08:00:00+07:00";
    const supplement = {
      id: 1,
      requestedBy: "Trần Thị Mẫu",
      content: "Bổ sung",
      requestedAt: "2026-05-19T08:00:00+07:00",
      completed: false,
    };
    expect(judged({ dueAt }, { judgesDueDate: true })).toEqual([dueAt]);
    expect(judged({ dueAt, supplements: [supplement] })).toEqual([dueAt]);
    expect(judged({ dueAt }, { procedures: [procedure([])] })).toEqual([dueAt]);
    expect(judged({ dueAt }, { procedures: [procedure([{ ...TIME, limit: null }])] })).toEqual([dueAt]);
    expect(judged({ dueAt }, { procedures: [procedure([{ ...TIME, from: "2026-05-19" }])] })).toEqual([dueAt]);
  });

  it("is left to an officer outside the years of the calendar, never guessed", () => {
    const early = { receivedAt: "2023-05-18T08:00:00+07:00", dueAt: "2023-07-01T17:00:00+07:00" };
    expect(judged(early)).toEqual([
      early.dueAt,
      "/dueAt HS-R11 Bảng ngày nghỉ lễ chưa có năm này nên chưa kiểm tra được thời hạn giải quyết; đề nghị cán bộ kiểm tra.",
    ]);
  });
});

describe("a due date that is missing", () => {
  it("is worked out from the usual limit, and said so with the longer one", () => {
    expect(judged({ dueAt: null })).toEqual([
      "2026-05-21T17:00:00+07:00",
      "/dueAt HS-R10 Phần mềm gửi không có ngày hẹn trả; gateway tính 21/05/2026 theo thời hạn 3 ngày làm việc (cần xác minh: 6 ngày làm việc).",
    ]);
  });

  it("says when the limit itself is not verified", () => {
    const { extended: _extended, ...time } = TIME;
    expect(judged({ dueAt: null }, { procedures: [procedure([{ ...time, doubt: "x" }])] })[1]).toMatch(
      /3 ngày làm việc\. Thời hạn này chưa kiểm chứng\.$/,
    );
  });

  it("is explained in English as well, with what is not certain about it", () => {
    const { extended: _extended, ...time } = TIME;
    const worked = "The sender gave no due date; the gateway worked out 2026-05-21 from the limit of 3 working days";
    expect(inEnglish({ dueAt: null })).toEqual([`${worked} (where it is verified: 6 working days).`]);
    expect(inEnglish({ dueAt: null }, [time])).toEqual([`${worked}.`]);
    expect(inEnglish({ dueAt: null }, [{ ...time, doubt: "x" }])).toEqual([`${worked}. This limit is not verified.`]);
    expect(inEnglish({ dueAt: "2026-05-27T08:00:00+07:00" })).toEqual([
      "The due date is later than the procedure's time limit (end of 2026-05-26).",
    ]);
  });

  it("stays open between the two limits where the sector cannot tell them apart by the record", () => {
    const record = z.strictObject({});
    expect(judged({ dueAt: null, record: {} }, { record })[1]).toMatch(/\(cần xác minh: 6 ngày làm việc\)\.$/);
  });

  it("speaks of no longer limit where the record tells which one the case has", () => {
    const known = { record: z.strictObject({}), limitOf: () => TIME.limit };
    expect(judged({ dueAt: null, record: {} }, known)[1]).toMatch(/theo thời hạn 3 ngày làm việc\.$/);
  });

  it("is not worked out when a supplement stopped the clock", () => {
    const supplement = {
      id: 1,
      requestedBy: "Trần Thị Mẫu",
      content: "Bổ sung",
      requestedAt: "2026-05-19T08:00:00+07:00",
      completed: true,
    };
    expect(judged({ dueAt: null, supplements: [supplement] })).toEqual([null, expect.stringContaining("HS-R05")]);
  });

  it("asks the sector with the case before it, and only where there is a record", () => {
    const asked: unknown[] = [];
    const known = {
      record: z.strictObject({ child: z.string() }),
      limitOf: (told: unknown) => {
        asked.push(told);
        return null;
      },
    };
    expect(judged({ dueAt: null, record: { child: "Mẫu" } }, known)[1]).toMatch(/6 ngày làm việc/);
    expect(asked).toEqual([
      { dossier: expect.objectContaining({ dueAt: null }), record: { child: "Mẫu" }, time: TIME },
    ]);
    judged({ dueAt: null }, known);
    expect(asked).toHaveLength(1);
  });

  it("stays missing where nothing is known to work it out from", () => {
    const missing = [null, expect.stringContaining("HS-R05")];
    expect(judged({ dueAt: null }, { procedures: [procedure([])] })).toEqual(missing);
    expect(judged({ dueAt: null, receivedAt: "2023-05-18T08:00:00+07:00" })).toEqual([
      ...missing,
      expect.stringContaining("HS-R11"),
    ]);
    for (const status of [1, 3, 7]) expect(judged({ dueAt: null, status })).toEqual([null]);
  });

  it("comes out the same for a dossier that is finished, so that a later push does not take it back", () => {
    expect(judged({ dueAt: null, status: 9, completedAt: "2026-05-20T09:00:00+07:00" })[0]).toBe(
      "2026-05-21T17:00:00+07:00",
    );
  });
});
