import { canonicalJson } from "#core/message/canonical-json.ts";
import type { DraftMessage } from "#core/message/message.ts";
import {
  DOSSIER_SERVICE,
  NOTHING_REPORTED,
  PROGRESS_SERVICE,
  allMessages,
  mapDossier,
  planMessages,
  reportedKey,
  type Reported,
} from "#core/message/plan-messages.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PORTAL } from "#core/delivery/destination.ts";
import { checked, progressLine, sector } from "../push.ts";

const [EIGHT, NINE, TEN] = ["08", "09", "10"].map((hour) => `2026-05-18T${hour}:00:00+07:00`) as [
  string,
  string,
  string,
];
const lines = [progressLine("third", TEN), progressLine("first", EIGHT), progressLine("second", NINE)];

/** A sector that tells the ministry what the record says. */
const births = sector<{ readonly child: string }>({
  toSectorMessages: ({ dossier, record }) => [
    { kind: "sector", service: "dangKyHoTich", payload: { code: dossier.dossierCode, child: record.child } },
    { kind: "sector", service: "thongBao", payload: { child: record.child } },
  ],
});
const record = { child: "Mẫu" };

/** What the portal knows once it took these. */
function told(messages: readonly DraftMessage[]): Reported {
  return {
    last: new Map(
      messages
        .filter(({ kind }) => kind !== "progress")
        .map((message) => [reportedKey(message), canonicalJson(message.payload)]),
    ),
    entryIds: new Set(messages.flatMap(({ entryId }) => (entryId === undefined ? [] : [entryId]))),
  };
}

const brief = (messages: readonly DraftMessage[]) =>
  messages.map(({ kind, service, entryId }) => [kind, service, ...(entryId === undefined ? [] : [entryId])].join(" "));

describe("allMessages", () => {
  it("tells the dossier, then its progress in time order, then the sector's own", () => {
    expect(brief(allMessages(checked({ progress: lines, record }, births)))).toEqual([
      `dossier ${DOSSIER_SERVICE}`,
      `progress ${PROGRESS_SERVICE} first`,
      `progress ${PROGRESS_SERVICE} second`,
      `progress ${PROGRESS_SERVICE} third`,
      "sector dangKyHoTich",
      "sector thongBao",
    ]);
  });

  it("keeps lines of one second as they were sent", () => {
    const same = ["b", "a", "c"].map((id) => progressLine(id, NINE));
    const ids = allMessages(checked({ progress: same })).flatMap(({ entryId }) => entryId ?? []);
    expect(ids).toEqual(["b", "a", "c"]);
  });

  it("orders by instant, not by how the time is written", () => {
    const progress = [progressLine("later", EIGHT), progressLine("sooner", "2026-05-18T00:30:00Z")];
    const ids = allMessages(checked({ progress })).flatMap(({ entryId }) => entryId ?? []);
    expect(ids).toEqual(["sooner", "later"]);
  });

  it("leaves the pushed list as it was", () => {
    const dossier = checked({ progress: lines });
    allMessages(dossier);
    expect(dossier.dossier.progress.map(({ id }) => id)).toEqual(["third", "first", "second"]);
  });

  it("puts into each message what the portal calls it", () => {
    const [dossier, progress, own] = allMessages(checked({ progress: lines.slice(0, 1), record }, births));
    expect(dossier?.payload).toMatchObject({ MaHoSo: "H26.107-260518-0123", TenTTHC: "Thủ tục đăng ký khai sinh" });
    expect(progress?.payload).toMatchObject({ MaHoSo: "H26.107-260518-0123", ThoiDiemXuLy: "20260518100000" });
    expect(own?.payload).toEqual({ code: "H26.107-260518-0123", child: "Mẫu" });
  });

  it("makes no sector message without a record", () => {
    expect(brief(allMessages(checked({}, births)))).toEqual([`dossier ${DOSSIER_SERVICE}`]);
  });

  it("leaves the common services to sectors that are told through them", () => {
    const through = sector<{ readonly own: boolean }>({
      usesCommonServices: (input) => !input.record.own,
      toSectorMessages: () => [{ kind: "sector", service: "own", payload: {} }],
    });
    expect(brief(allMessages(checked({ progress: lines, record: { own: true } }, through)))).toEqual(["sector own"]);
    expect(brief(allMessages(checked({ record: { own: false } }, through)))).toEqual([
      `dossier ${DOSSIER_SERVICE}`,
      "sector own",
    ]);
    expect(brief(allMessages(checked({}, through)))).toEqual([`dossier ${DOSSIER_SERVICE}`]);
  });
});

describe("planMessages", () => {
  const before = checked({ progress: lines.slice(1), record }, births);
  const known = told(allMessages(before));

  it("tells everything to a portal that knows nothing", () => {
    expect(planMessages(mapDossier(before), NOTHING_REPORTED).drafts).toEqual(allMessages(before));
  });

  it("tells nothing that was told", () => {
    expect(planMessages(mapDossier(before), known).drafts).toEqual([]);
  });

  it("tells nothing when only the writing differs", () => {
    const written = checked(
      {
        progress: lines.slice(1).toReversed(),
        record,
        receivedAt: "2026-05-18T01:30:15Z",
        summary: "Đăng ký  khai sinh cho Nguyễn Minh Mẫu".normalize("NFD"),
      },
      births,
    );
    expect(planMessages(mapDossier(written), known).drafts).toEqual([]);
  });

  it("tells the dossier alone when it alone changed", () => {
    const after = checked({ progress: lines.slice(1), record, status: 4 }, births);
    expect(brief(planMessages(mapDossier(after), known).drafts)).toEqual([`dossier ${DOSSIER_SERVICE}`]);
  });

  it("tells only lines whose id is new", () => {
    const after = checked({ progress: lines, record }, births);
    expect(brief(planMessages(mapDossier(after), known).drafts)).toEqual([`progress ${PROGRESS_SERVICE} third`]);
  });

  it("tells a line once, even when its words change: the portal could only append it again", () => {
    const [, first, second] = lines;
    const after = checked({ progress: [{ ...first, note: "Khác" }, second], record }, births);
    expect(planMessages(mapDossier(after), known).drafts).toEqual([]);
  });

  it("tells the sector's messages that changed, each by its service", () => {
    const after = checked({ progress: lines.slice(1), record: { child: "Mẫu Hai" } }, births);
    expect(brief(planMessages(mapDossier(after), known).drafts)).toEqual(["sector dangKyHoTich", "sector thongBao"]);
    const half = told(allMessages(before).filter(({ service }) => service !== "thongBao"));
    expect(brief(planMessages(mapDossier(before), half).drafts)).toEqual(["sector thongBao"]);
  });

  it("tells each destination once, whatever others were told under the same service", () => {
    const destinations = fc.constantFrom("births", "elsewhere", "third");
    const own = fc.uniqueArray(fc.tuple(destinations, fc.constantFrom("nhanHoSo", "thongBao"), fc.string()), {
      selector: ([destination, service]) => `${destination} ${service}`,
    });
    fc.assert(
      fc.property(own, fc.nat(), (messages, nth) => {
        const several = sector({
          toSectorMessages: () =>
            messages.map(([destination, service, text]) => ({
              kind: "sector",
              destination,
              service,
              payload: { text },
            })),
        });
        const dossier = checked({ record: {} }, several);
        const all = allMessages(dossier);
        expect(planMessages(mapDossier(dossier), told(all)).drafts).toEqual([]);
        const untold = all[nth % all.length];
        expect(planMessages(mapDossier(dossier), told(all.filter((message) => message !== untold))).drafts).toEqual([
          untold,
        ]);
      }),
    );
  });

  it("says it again when the dossier goes back to what it was before", () => {
    const changed = checked({ status: 4 }, births);
    const original = checked({}, births);
    expect(brief(planMessages(mapDossier(original), told(allMessages(changed))).drafts)).toEqual([
      `dossier ${DOSSIER_SERVICE}`,
    ]);
  });

  it("keeps a correction until its receiver takes one, and says so", () => {
    const once = sector<{ readonly child: string }>({
      toSectorMessages: ({ record: { child } }) => [
        {
          kind: "sector",
          service: "nhanHoSo",
          destination: "elsewhere",
          payload: { child },
          correction: { statuses: [5], rule: "X-R1" },
        },
      ],
    });
    const first = planMessages(mapDossier(checked({ record }, once)), NOTHING_REPORTED);
    expect([brief(first.drafts).at(-1), first.drafts.at(-1)?.destination, first.warnings]).toEqual([
      "sector nhanHoSo",
      "elsewhere",
      [],
    ]);
    const known = told(first.drafts);
    const corrected = planMessages(mapDossier(checked({ record: { child: "Khác" } }, once)), known);
    expect(brief(corrected.drafts)).toEqual([]);
    expect(corrected.warnings).toMatchObject([{ code: "correction-not-open", rule: "X-R1", severity: "warning" }]);
    const asked = planMessages(mapDossier(checked({ status: 5, record: { child: "Khác" } }, once)), known);
    expect(brief(asked.drafts)).toContain("sector nhanHoSo");
    expect(asked.warnings).toEqual([]);
    expect(planMessages(mapDossier(checked({ record }, once)), known).warnings).toEqual([]);
  });

  it("keeps a correction back from that destination only which takes none now", () => {
    const both = sector<{ readonly child: string }>({
      toSectorMessages: ({ record: { child } }) => [
        { kind: "sector", service: "nhanHoSo", payload: { child }, correction: { statuses: [5], rule: "X-R1" } },
        { kind: "sector", service: "nhanHoSo", destination: "elsewhere", payload: { child } },
      ],
    });
    const known = told(allMessages(checked({ record }, both)));
    const { drafts, warnings } = planMessages(mapDossier(checked({ record: { child: "Khác" } }, both)), known);
    expect(drafts.map(({ destination }) => destination)).toEqual(["elsewhere"]);
    expect(warnings).toMatchObject([{ rule: "X-R1" }]);
  });
});

describe("a line that was told and now says something else", () => {
  const lines = (note: string) =>
    planMessages(
      {
        status: 4,
        silences: [],
        messages: [
          {
            kind: "progress",
            destination: PORTAL,
            service: PROGRESS_SERVICE,
            payload: { NoiDungXuLy: note },
            entryId: "log-1",
          },
        ],
      },
      { ...NOTHING_REPORTED, entryIds: new Set(["log-1"]), lines: new Map([["log-1", '{"NoiDungXuLy":"cũ"}']]) },
    );

  it("is not sent, for the portal takes no change of a line, and its sender hears of it", () => {
    expect(lines("mới")).toMatchObject({ drafts: [], warnings: [{ code: "progress-edited", pointer: "/progress" }] });
    expect(lines("cũ")).toMatchObject({ drafts: [], warnings: [] });
  });
});
