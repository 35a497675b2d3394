import { canonicalJson } from "#core/message/canonical-json.ts";
import {
  allMessages,
  mapDossier,
  NOTHING_REPORTED,
  planMessages,
  reportedKey,
  type Reported,
} from "#core/message/plan-messages.ts";
import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { describe, expect, it } from "vitest";
import { readSample, registry } from "../../adapters/adapter-folders.ts";
import { checked, sector } from "../push.ts";

/** A sample of a sector with something changed, as the gateway reads it. */
function sample(folder: string, name: string, changes: Readonly<Record<string, unknown>> = {}): CheckedDossier {
  const read = checkDossier({ ...(readSample(folder, name) as object), ...changes }, registry);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read;
}

/** What everybody knows once these messages arrived. */
function told(dossier: CheckedDossier): Reported {
  const messages = allMessages(dossier).filter(({ kind }) => kind !== "progress");
  return {
    last: new Map(messages.map((message) => [reportedKey(message), canonicalJson(message.payload)])),
    entryIds: new Set(),
  };
}

/** Who was not told and why, and what else is warned of. */
function verdict(dossier: CheckedDossier, before?: CheckedDossier, silent: readonly string[] = []) {
  const notTold = silent.map((destination) => ({ destination, code: "x", message: "", messageEn: "" }));
  const { notTold: found, warnings } =
    before === undefined
      ? planMessages(mapDossier(dossier), NOTHING_REPORTED)
      : planMessages(mapDossier(dossier), told(before), { status: before.dossier.status, notTold });
  return {
    notTold: found.map(({ destination, code }) => `${destination} ${code}`),
    warnings: warnings.map(({ pointer, code }) => `${pointer} ${code}`),
  };
}

const QUIET = { notTold: [], warnings: [] };
const UNLISTED = { procedureName: "Thủ tục khác", fieldCode: "G00", fieldName: "Khác" };

describe("a ministry is not taken for told", () => {
  it.each([
    ["civil-status", "birth-both-parents", { record: null }, "not-told-record-missing", "/record"],
    ["civil-status", "marriage-domestic", { record: null }, "not-told-record-missing", "/record"],
    ["judicial-records", "foreigner-authorised", { record: null }, "not-told-record-missing", "/record"],
    ["driving-licences", "exchange-after-2025", { record: null }, "not-told-record-missing", "/record"],
    [
      "driving-licences",
      "reissue-lost",
      { procedureCode: "1.999999", ...UNLISTED, dueAt: null },
      "not-told-due-date-missing",
      "/dueAt",
    ],
    [
      "civil-status",
      "birth-both-parents",
      { procedureCode: "1.999999", ...UNLISTED, record: null },
      "not-told-record-missing",
      "/record",
    ],
  ])("of a dossier of %s (%s) whose data make no message", (folder, name, changes, code, pointer) => {
    expect(verdict(sample(folder, name, changes))).toEqual({
      notTold: [`${folder} ${code}`],
      warnings: [`${pointer} ${code}`],
    });
  });

  it("where the interlinking software waits for a dossier without the code it gave", () => {
    const record = { ...(readSample("civil-status", "birth-both-parents") as { record: object }).record };
    const alone = { record: { ...record, interlinkedDossierCode: null } };
    expect(verdict(sample("civil-status", "birth-both-parents", alone))).toEqual(QUIET);
    expect(verdict(sample("civil-status", "birth-both-parents", { ...alone, procedureCode: "2.002621" }))).toEqual({
      notTold: ["interlinked-services not-told-interlinked-code-missing"],
      warnings: ["/record/interlinkedDossierCode not-told-interlinked-code-missing"],
    });
  });

  it("in a sector that says nothing of who hears, and says so when its mapping gives up without a reason", () => {
    const births = sector<{ readonly child: string }>({
      toSectorMessages: ({ record }) =>
        record.child === "" ? [] : [{ kind: "sector", service: "dangKyHoTich", payload: { child: record.child } }],
    });
    expect(verdict(checked({ record: { child: "Mẫu" } }, births))).toEqual(QUIET);
    expect(verdict(checked({}, births)).notTold).toEqual(["births not-told-record-missing"]);
    expect(verdict(checked({ record: { child: "" } }, births)).notTold).toEqual(["births not-told-no-message"]);
    expect(verdict(checked({ status: 1 }, births))).toEqual(QUIET);
    expect(verdict(checked({}, sector()))).toEqual(QUIET);
  });

  it("and the sentence says who, why and what to do, in both languages", () => {
    const { notTold } = planMessages(
      mapDossier(sample("civil-status", "birth-both-parents", { record: null })),
      NOTHING_REPORTED,
    );
    expect(notTold).toEqual([
      {
        destination: "civil-status",
        code: "not-told-record-missing",
        message:
          "Chưa báo được Bộ Tư pháp (hệ thống hộ tịch), vì hồ sơ không có phần tờ khai (record). Gửi lại hồ sơ kèm record.",
        messageEn:
          "The gateway could not tell the Ministry of Justice (civil-status system), because the dossier has no record. Push the dossier again with its record.",
      },
    ]);
  });
});

describe("nobody is missed", () => {
  it.each([
    ["before a desk has received the dossier", "civil-status", "birth-newly-filed", { record: null }],
    ["by a procedure that no ministry hears of", "civil-status", "marital-status-after-divorce", { record: null }],
    [
      "by a form that no ministry takes",
      "civil-status",
      "correction-of-name",
      { procedureCode: "1.999999", ...UNLISTED },
    ],
    [
      "by a first issue, which the examiners keep",
      "driving-licences",
      "exchange-after-2025",
      { procedureCode: "3.000346", record: null },
    ],
    ["of a judicial record that was withdrawn", "judicial-records", "application-without-record", { status: 7 }],
    [
      "of a promotion that the portal did not hand over",
      "promotions",
      "loyalty-notice",
      { record: null, submittedVia: "local" },
    ],
    ["where everybody is told", "civil-status", "birth-both-parents", {}],
  ])("%s", (_when, folder, name, changes) => {
    expect(verdict(sample(folder, name, changes))).toEqual(QUIET);
  });
});

describe("a later push that leaves the record out", () => {
  const full = sample("civil-status", "birth-both-parents");
  const bare = (changes = {}) => sample("civil-status", "birth-both-parents", { record: null, ...changes });

  it("leaves true what the ministry was told of the application, and says so", () => {
    expect(verdict(bare({ status: 9 }), full)).toEqual({
      notTold: [],
      warnings: ["/record told-by-earlier-revision"],
    });
  });

  it("leaves VNeID with a status that is no longer true, until a push with the record tells it", () => {
    const vneid = sample("judicial-records", "vneid-supplement-asked");
    const drop = (status: number) => sample("judicial-records", "vneid-supplement-asked", { record: null, status });
    const { status } = vneid.dossier;
    expect(verdict(drop(status), vneid).notTold).toEqual([]);
    expect(verdict(drop(4), vneid).notTold).toEqual(["vneid not-told-status"]);
    // Once silent it stays so while the record is missing, also when the status does not move.
    expect(verdict(drop(status), vneid, ["vneid"]).notTold).toEqual(["vneid not-told-status"]);
    expect(verdict(sample("judicial-records", "vneid-supplement-asked"), vneid, ["vneid"])).toEqual(QUIET);
  });

  it("of a dossier nobody was told of before leaves it untold", () => {
    const newlyFiled = sample("civil-status", "birth-newly-filed");
    expect(verdict(bare(), newlyFiled).notTold).toEqual(["civil-status not-told-record-missing"]);
  });

  it("is not the same as one whose new content cannot be told", () => {
    const exchange = sample("driving-licences", "reissue-lost");
    const moved = sample("driving-licences", "reissue-lost", { procedureCode: "1.999999", ...UNLISTED, dueAt: null });
    const { notTold } = planMessages(mapDossier(moved), told(exchange), { status: 2, notTold: [] });
    expect(notTold).toMatchObject([{ destination: "driving-licences", code: "not-told-due-date-missing" }]);
    expect(notTold[0]?.message).toContain("về lần sửa đổi này");
  });
});
