import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readInterlinkedStatus } from "../../adapters/civil-status/status-bridges.ts";
import { toInterlinkedStatus } from "../../adapters/civil-status/to-interlinked-status.ts";
import { toSectorMessages as toMinistry } from "../../adapters/civil-status/to-portal.ts";
import { toSectorMessages as toLicences } from "../../adapters/driving-licences/to-portal.ts";
import { fromResultAnswer } from "../../adapters/judicial-records/from-result.ts";
import { toResult } from "../../adapters/judicial-records/to-result.ts";
import { toVneid } from "../../adapters/judicial-records/to-vneid.ts";
import { fromAmendmentBody } from "../../adapters/promotions/from-native-amendment.ts";
import { fromNoticeBody } from "../../adapters/promotions/from-native.ts";
import { toAmendmentBody, toNoticeBody } from "../../adapters/promotions/to-native.ts";
import { birthSample } from "./civil-status/birth-sample.ts";
import { licenceSample } from "./driving-licences/licence-sample.ts";
import { judicialSample } from "./judicial-records/judicial-sample.ts";

/**
 * Seven of the canonical samples as the receiving systems were seen to write them, kept in `native/`. `<…>` stands for
 * content that was left out there, such as files.
 */

const FOLDER = new URL("native/", import.meta.url);

function native(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8")) as Record<string, unknown>;
}

/** Ours with its texts blotted out where theirs are, and with the one apostrophe the gateway keeps. */
function likened(ours: unknown, theirs: unknown): unknown {
  if (typeof ours === "string" && typeof theirs === "string" && /^<.*>$/.test(theirs)) return theirs;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.map((item: unknown, index) => likened(item, (theirs as unknown[])[index]));
  }
  if (typeof ours !== "object" || ours === null || typeof theirs !== "object" || theirs === null) return ours;
  return Object.fromEntries(
    Object.entries(ours).map(([key, member]) => [key, likened(member, (theirs as Record<string, unknown>)[key])]),
  );
}

const oneApostrophe = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll("’", "'")) as unknown;

interface Pair {
  readonly ours: unknown;
  readonly theirs: unknown;
}

function beside(name: string, ours: unknown): Pair {
  const theirs = native(name);
  return { ours: oneApostrophe(likened(ours, theirs)), theirs: oneApostrophe(theirs) };
}

/** Sample texts in place of what was left out. */
function filled(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"<base64>"/g, '"JVBERi0xLjQKJU1hdQo="')) as unknown;
}

const RENDERINGS: Readonly<Record<string, () => Pair>> = {
  "A-1-vneid": () => {
    const { dossier, record } = judicialSample("certificate-returned");
    const { declaration } = record;
    if (declaration === null) throw new Error("no declaration");
    // The rendering has two of the three rows of the history, the place of birth in short, and a paper.
    const [school, , work] = declaration.residenceHistory;
    if (school === undefined || work === undefined) throw new Error("rows are missing");
    const birthPlace = { ...declaration.applicant.birthPlace, detail: "Xã Mẫu Một" };
    const attachment = { ...dossier.attachments[0], id: "cc", name: "can-cuoc.pdf", content: "JVBERg==" };
    const ours = toVneid(
      { ...dossier, attachments: [attachment as (typeof dossier.attachments)[number]] },
      {
        ...record,
        documents: [{ attachmentId: "cc", type: "CCCD", title: "Ảnh căn cước" }],
        declaration: {
          ...declaration,
          applicant: { ...declaration.applicant, birthPlace },
          residenceHistory: [school, work],
        },
      },
      "2026-11-20T09:12:00+07:00",
    );
    return beside("A-1-vneid", ours);
  },

  "A-1-result": () => {
    const { certificate } = judicialSample("certificate-returned").record;
    if (certificate === null) throw new Error("no certificate");
    const answer = native("A-1-result") as { value: [{ ketQuaXuLy: unknown }] };
    const ours = toResult({ ...certificate, fileContent: "<base64>" }, null);
    const read = fromResultAnswer(filled(answer));
    expect(read.ok && read.value.map((one) => [one.dossierCode, one.status, one.certificate?.number])).toEqual([
      ["H56.14-261120-0007", 9, "00000/LLTP/26"],
    ]);
    return { ours, theirs: answer.value[0].ketQuaXuLy };
  },

  "B-1-ministry": () => {
    const [message] = toMinistry(birthSample("birth-single-mother"));
    const payload = message?.payload ?? {};
    return beside("B-1-ministry", { ...payload, data: JSON.parse(payload["data"] as string) as unknown });
  },

  "B-1-interlinked": () => {
    const { dossier, record } = birthSample("birth-single-mother");
    const status = readInterlinkedStatus(2);
    if (status === null) throw new Error("no such status");
    return beside(
      "B-1-interlinked",
      toInterlinkedStatus(dossier, record, {
        status,
        at: "2026-11-19T16:00:00+07:00",
        actor: "Trần Mẫu",
        title: "Công chức Tư pháp – Hộ tịch",
        department: "UBND xã Mẫu Hai",
        action: "Yêu cầu bổ sung",
        note: "Bổ sung bản sao giấy chứng sinh rõ nét",
        supplementBefore: null,
        newDueAt: null,
        file: null,
      }),
    );
  },

  "C-1-licences": () => {
    const [message] = toLicences(licenceSample("exchange-finished"));
    return beside("C-1-licences", message?.payload);
  },

  "D-1-notice": () => {
    const read = fromNoticeBody(filled(native("D-1-notice")));
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    return beside("D-1-notice", toNoticeBody(read.filing));
  },

  "D-3-amendment": () => {
    const read = fromAmendmentBody(filled(native("D-3-amendment")));
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const ours = toAmendmentBody(read.filing, "<tên dịch vụ>", false) as { data: { ThongTinSuaDoi: object } };
    // One-stop clients were also seen with a key for the programme's name, empty here.
    const { TenChuongTrinhKM: _empty, ...changes } = ours.data.ThongTinSuaDoi as Record<string, unknown>;
    expect(_empty).toBeNull();
    return beside("D-3-amendment", { ...ours, data: { ...ours.data, ThongTinSuaDoi: changes } });
  },
};

describe("the native renderings", () => {
  it("are seven, and each is compared", () => {
    const kept = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(kept.toSorted()).toEqual(Object.keys(RENDERINGS).toSorted());
    expect(kept).toHaveLength(7);
  });

  it.each(Object.entries(RENDERINGS))("%s is what we write", (_name, compare) => {
    const { ours, theirs } = compare();
    expect(ours).toEqual(theirs);
  });
});
