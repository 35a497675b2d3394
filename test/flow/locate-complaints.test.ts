import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { locateComplaints, type LocatingDependencies } from "../../src/flow/locate-complaints.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";

const SERVICE = "GuiHoSo";
const MESSAGE = { dossierCode: "H26.01-1", service: SERVICE };

/** A record of numbered fields that become fields of two services, by the same names. */
const DOSSIER = {
  ...sampleDossier("H26.01-1"),
  sector: "toy",
  record: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`given${index}`, `x${index}`])),
} as unknown as Dossier;

const ADAPTER: Pick<SectorAdapter, "toSectorMessages"> = {
  toSectorMessages: ({ record }) => {
    const values = Object.values(record as Record<string, string>);
    const payload = Object.fromEntries(values.map((value, index) => [`truongSo${index}`, value]));
    const turned = Object.fromEntries(values.toReversed().map((value, index) => [`truongSo${index}`, value]));
    return [
      { kind: "sector", service: SERVICE, payload },
      { kind: "sector", service: "GuiChoNguoiKhac", payload: turned },
    ];
  },
};

function refusedFor(...names: readonly string[]): Outcome {
  return {
    kind: "refused",
    party: "vendor-data",
    cause: "error-code",
    message: "Bị từ chối.",
    messageEn: "Refused.",
    complaints: names.map((name) => ({ fields: [name], said: `${name} sai.` })),
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `truongSo${index}`);

async function locate(outcome: Outcome, patch: Partial<LocatingDependencies> = {}) {
  const failures: unknown[] = [];
  const located = await locateComplaints(
    {
      store: { pushedDossier: async (code) => (code === MESSAGE.dossierCode ? DOSSIER : null) },
      sectorOf: (sector) => (sector === "toy" ? ADAPTER : undefined),
      events: { failed: (...failure) => void failures.push(failure) },
      ...patch,
    },
    outcome,
    MESSAGE,
  );
  return { located, failures };
}

describe("a refusal that complains about fields", () => {
  it("leads to them, by the mapping of the service that refused, in issues and in its sentence", async () => {
    const { located } = await locate(refusedFor("truongSo1", "truongSo3", "truongSo1"));
    expect(located.issues?.map(({ pointer }) => pointer)).toEqual([
      "/record/given1",
      "/record/given3",
      "/record/given1",
    ]);
    expect([located.message, located.messageEn]).toEqual([
      "Bị từ chối. Trường trong hồ sơ đã gửi: /record/given1, /record/given3.",
      "Refused. Fields of the pushed dossier: /record/given1, /record/given3.",
    ]);
    expect(located.issues?.[0]).toMatchObject({ code: "refused-by-receiver", severity: "error" });
    expect(located.happened).toBeUndefined();
  });

  it("keeps the places in what is put together anew when the message stops", async () => {
    const { located } = await locate({ ...refusedFor("truongSo1"), happened: { vi: "Sai.", en: "Wrong." } });
    expect(located.happened).toEqual({
      vi: "Sai. Trường trong hồ sơ đã gửi: /record/given1.",
      en: "Wrong. Fields of the pushed dossier: /record/given1.",
    });
  });

  it("names ten of them in the sentence and all of them among the issues", async () => {
    const ten = await locate(refusedFor(...numbered(10)));
    expect(ten.located.messageEn).toMatch(/\/record\/given8, \/record\/given9\.$/);
    const twelve = await locate(refusedFor(...numbered(12)));
    expect(twelve.located.message).toMatch(/\/record\/given9 và 2 trường khác\.$/);
    expect(twelve.located.messageEn).toMatch(/\/record\/given9 and 2 more\.$/);
    expect(twelve.located.issues).toHaveLength(12);
  });

  it("points at the dossier as a whole where the field is not found, and names no place", async () => {
    const outcome = refusedFor("la");
    const { located } = await locate(outcome);
    expect(located).toEqual({ ...outcome, issues: [expect.objectContaining({ pointer: "" })] });
    const mixed = await locate(refusedFor("la", "truongSo2"));
    expect(mixed.located.messageEn).toBe("Refused. Fields of the pushed dossier: /record/given2.");
    const mute = await locate(outcome, { sectorOf: () => ({}) });
    expect(mute.located.issues?.map(({ pointer }) => pointer)).toEqual([""]);
  });

  it("stands as it is where there is nothing to look up, and where that fails", async () => {
    const outcome = refusedFor("truongSo1");
    const { complaints: _, ...plain } = outcome;
    const nothing = [plain, { ...outcome, complaints: [] }];
    for (const one of nothing) expect((await locate(one)).located).toBe(one);
    expect(await locate(outcome, { store: { pushedDossier: async () => null } })).toEqual({
      located: outcome,
      failures: [],
    });
    expect(await locate(outcome, { sectorOf: () => undefined })).toEqual({ located: outcome, failures: [] });
    const broken = new Error("the database is gone");
    const pushedDossier = () => Promise.reject(broken);
    expect(await locate(outcome, { store: { pushedDossier } })).toEqual({
      located: outcome,
      failures: [["locate-complaints", broken]],
    });
    for (const one of nothing) expect((await locate(one, { store: { pushedDossier } })).failures).toEqual([]);
  });
});
