import { readdirSync, readFileSync } from "node:fs";
import type { Operation } from "rfc6902";
import { describe, expect, it } from "vitest";
import { portalToInterlinked, readPortalStatus } from "../../adapters/civil-status/status-bridges.ts";
import { toInterlinkedStatus } from "../../adapters/civil-status/interlinked/status.ts";
import { toSectorMessages as toMinistry } from "../../adapters/civil-status/sector-messages.ts";
import { toSectorMessages as toLicences } from "../../adapters/driving-licences/sector-messages.ts";
import { fromResultAnswer } from "../../adapters/judicial-records/result/reading.ts";
import { toResult } from "../../adapters/judicial-records/result/writing.ts";
import { fromVneid } from "../../adapters/judicial-records/vneid/application.ts";
import { fromAmendmentBody } from "../../adapters/promotions/native/amendment.ts";
import { fromNoticeBody } from "../../adapters/promotions/native/notice.ts";
import { patched } from "./adapter-folders.ts";
import { birthSample } from "./civil-status/birth-sample.ts";
import { licenceSample } from "./driving-licences/licence-sample.ts";
import { judicialSample } from "./judicial-records/judicial-sample.ts";
import { promotionSample } from "./promotions/promotion-sample.ts";

/**
 * Seven of the canonical samples as other systems were seen to write them, kept in `native/`: what they receive is what
 * we write, and what they hand over is read into the record of the sample. `<…>` stands for content that was left out
 * there, such as files.
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

const set = (path: string, value: unknown): Operation => ({ op: "replace", path, value });
const without = (...paths: readonly string[]) => paths.map((path) => set(path, null));
const empty = (...paths: readonly string[]) => paths.map((path) => set(path, []));

const RENDERINGS: Readonly<Record<string, () => Pair>> = {
  "A-1-vneid": () => {
    const read = fromVneid(filled(native("A-1-vneid")));
    // The rendering has two of the three rows of the history and the place of birth in short; of the mother only the
    // year goes through this channel, and a certificate is none of its business.
    const record = patched(judicialSample("certificate-returned").record, [
      set("/origin", "VNEID"),
      { op: "add", path: "/declaration/applicant/birthPlace/provinceName", value: "Tỉnh Thanh Hóa" },
      set("/declaration/applicant/birthPlace/detail", "Xã Mẫu Một"),
      set("/declaration/mother/birthDate", "1971"),
      { op: "remove", path: "/declaration/residenceHistory/1" },
      ...without("/certificate"),
    ]);
    const files = [{ type: "CCCD", title: "Ảnh căn cước", mime: "application/pdf", content: "JVBERi0xLjQKJU1hdQo=" }];
    const application = { dossierCode: "H56.14-261120-0007", provinceCode: "38", record, files };
    return { ours: read, theirs: { ok: true, value: { ...application, receivedAt: "2026-11-20T09:12:00+07:00" } } };
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
    const supplement = readPortalStatus(5);
    const status = supplement === null ? null : portalToInterlinked(supplement);
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
    const record = patched(promotionSample("loyalty-notice-from-portal").record, [
      set("/nationalDossierCode", "H36.03-261116-0001"),
      set("/notice/coTraders/0/participation", "cung cấp quà tặng"),
      set("/notice/program/prizes/1/content", "Thẻ quà tặng"),
      set("/notice/program/prizesText", native("D-1-notice")["CoCauGiaiThuong"]),
      // The portal's form has no place for the rest.
      { op: "remove", path: "/notice/trader/address/provinceName" },
      { op: "remove", path: "/notice/trader/address/communeName" },
      ...empty("/notice/recipients", "/notice/attachments", "/notice/program/areas"),
      ...without("/notice/documentDate", "/notice/salesChannel", "/notice/submissionMethod", "/notice/trader/kind"),
      ...without("/notice/coTraders/0/taxCode", "/notice/coTraders/0/responsibility"),
      ...without("/notice/program/promotedGoodsTotalValue", "/notice/program/giftGoods"),
      ...without("/notice/program/concentrated", "/notice/program/valueBasis"),
    ]);
    return { ours: read.ok ? read.filing.record : read, theirs: record };
  },

  "D-3-amendment": () => {
    const read = fromAmendmentBody(filled(native("D-3-amendment")));
    const { data } = native("D-3-amendment") as { data: Record<string, string> };
    const trader = {
      name: data["TenThuongNhan"],
      taxCode: "9900012364",
      kind: null,
      address: {
        countryCode: "VN",
        scheme: "QD19_2025",
        provinceCode: "79",
        communeCode: "90032",
        detail: "Số 99 đường Mẫu",
      },
      phone: "02800000002",
      fax: "02800000003",
      email: "phapche@example.vn",
      contactName: "Võ Thuỳ Ẩn",
      contactPhone: "0900000202",
    };
    const record = patched(promotionSample("lucky-draw-amendment").record, [
      set("/nationalDossierCode", "H29.03-261118-0002"),
      set("/amendment/trader", trader),
      set("/amendment/original/submittedOn", "2026-11-02"),
      set("/amendment/changes", [
        { field: "prizes", from: null, to: "Giải nhì: Máy hút ẩm, 6.200.000 đ x 50" },
        { field: "giftGoods", from: null, to: "Máy hút ẩm thay máy lọc không khí" },
      ]),
      // The portal's form has no place for the rest.
      ...empty("/amendment/recipients", "/amendment/attachments"),
      ...without("/amendment/documentDate", "/amendment/original/documentDate"),
      ...without("/amendment/effectiveFrom", "/amendment/totalPrizeValue"),
    ]);
    return { ours: read.ok ? read.filing.record : read, theirs: record };
  },
};

describe("the native renderings", () => {
  it("are seven, and each is compared", () => {
    const kept = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(kept.toSorted()).toEqual(Object.keys(RENDERINGS).toSorted());
    expect(kept).toHaveLength(7);
  });

  it.each(Object.entries(RENDERINGS))("%s is what we write, or read", (_name, compare) => {
    const { ours, theirs } = compare();
    expect(ours).toEqual(theirs);
  });
});
