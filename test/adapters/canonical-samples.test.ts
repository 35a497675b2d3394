import { readdirSync, readFileSync } from "node:fs";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { describe, expect, it } from "vitest";
import { readSample, registry, sampleNames } from "./adapter-folders.ts";

/**
 * The eighteen samples the sectors were drawn up with, each beside the sample of ours that carries it. They are kept as
 * they were written, in `canonical/`; what our records say in another place is translated here, and nothing else may differ.
 */

const FOLDER = new URL("canonical/", import.meta.url);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Members = Readonly<Record<string, Json>>;

interface Canonical {
  readonly sector: string;
  readonly sample: string;
  /** Values written otherwise in our record, by pointer in the canonical one; null: said elsewhere or nowhere. */
  readonly otherwise?: Readonly<Record<string, string | readonly [pointer: string, value: Json] | null>>;
  /** A result stands in a dossier of its own, where the application already is a sample. */
  readonly ownDossier?: true;
}

const KIND_OF_PLACE = { "/declaration/applicant/birthPlace/kind": null };
const CANONICAL: Readonly<Record<string, Canonical>> = {
  "A-1": { sector: "judicial-records", sample: "certificate-returned", otherwise: KIND_OF_PLACE },
  "A-1-result": { sector: "judicial-records", sample: "certificate-returned" },
  "A-2": { sector: "judicial-records", sample: "foreigner-authorised", otherwise: KIND_OF_PLACE },
  "A-3": {
    sector: "judicial-records",
    sample: "prosecution-request",
    otherwise: { "/request/formType": ["/request/formType", "TO_TUNG"], "/request/subject/birthPlace/kind": null },
  },
  "A-3-result": { sector: "judicial-records", sample: "prosecution-result", ownDossier: true },
  "B-1": { sector: "civil-status", sample: "birth-single-mother" },
  "B-1-result": {
    sector: "civil-status",
    sample: "birth-single-mother-registered",
    ownDossier: true,
    otherwise: {
      "/result/module": "/module",
      "/result/child/fullName": "/result/childName",
      "/result/child/gender": "/child/gender",
      "/result/child/birthDate": "/child/birthDate",
      "/result/child/ethnicity": "/child/ethnicity",
      "/result/child/nationality": "/child/nationality",
      // The file is one of the dossier's results.
      "/result/fileName": null,
    },
  },
  "B-2": {
    sector: "civil-status",
    sample: "death-year-only-birth",
    otherwise: { "/deceased/deathPlace": "/deceased/deathPlace/detail" },
  },
  "B-3": { sector: "civil-status", sample: "marriage-with-foreigner" },
  "B-4": {
    sector: "civil-status",
    sample: "marital-status-after-divorce",
    otherwise: {
      "/maritalDetail/divorceDocNumber": "/maritalDetail/docNumber",
      "/maritalDetail/divorceDocDate": "/maritalDetail/docDate",
    },
  },
  "B-5": { sector: "civil-status", sample: "correction-of-name" },
  "C-1": { sector: "driving-licences", sample: "exchange-finished" },
  "C-1-result": { sector: "driving-licences", sample: "exchange-finished" },
  "C-2": { sector: "driving-licences", sample: "exchange-supplement-asked" },
  "C-3": { sector: "driving-licences", sample: "exchange-old-a1" },
  "D-1": { sector: "promotions", sample: "loyalty-notice-from-portal" },
  "D-2": {
    sector: "promotions",
    sample: "lucky-draw-confirmed",
    otherwise: Object.fromEntries(
      [0, 1, 2].flatMap((index) => {
        const at = `/registration/attachments/${index}`;
        // The form itself stands first among ours; files are named by the dossier's attachments.
        return [
          [`${at}/typeCode`, `/registration/attachments/${index + 1}/typeCode`],
          [`${at}/fileName`, null],
        ];
      }),
    ),
  },
  "D-3": { sector: "promotions", sample: "lucky-draw-amendment" },
};

/** Parts of a canonical sample that are the record, and those of civil status that lie one level deeper. */
const PARTS = [
  "declaration",
  "request",
  "payment",
  "certificate",
  "exchange",
  "result",
  "notice",
  "registration",
  "amendment",
];
const INNER = ["birth", "death", "marriage", "maritalConfirmation", "change"];

function read(name: string): Members {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8")) as Members;
}

function recordIn(canonical: Members): Members {
  const inner = INNER.flatMap((part) => Object.entries((canonical[part] ?? {}) as Members));
  const parts = PARTS.flatMap((part) => (canonical[part] === undefined ? [] : [[part, canonical[part]] as const]));
  const sector = "module" in canonical ? [["module", canonical["module"]] as const] : [];
  return Object.fromEntries([...sector, ...inner, ...parts]);
}

function leaves(value: Json, pointer = ""): (readonly [pointer: string, value: Json])[] {
  if (typeof value !== "object" || value === null) return [[pointer, value]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, `${pointer}/${key}`));
}

/** What stands at a pointer; what is left out is null there. */
function at(value: Json, pointer: string): Json {
  return pointer
    .split("/")
    .slice(1)
    .reduce<Json>((found, key) => (found as Members | null)?.[key] ?? null, value);
}

describe("the canonical samples", () => {
  it("are eighteen, all kept and all among ours", () => {
    expect(Object.keys(CANONICAL)).toHaveLength(18);
    const kept = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
    expect(kept.toSorted()).toEqual(Object.keys(CANONICAL).toSorted());
    const missing = Object.values(CANONICAL).filter(({ sector, sample }) => !sampleNames(sector).includes(sample));
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(CANONICAL))("%s is carried by ours to the letter", (name, { sector, sample, ...how }) => {
    const canonical = read(name);
    const ours = readSample(sector, sample) as Members & { readonly record: Members };
    const otherwise = how.otherwise ?? {};
    const all = leaves(recordIn(canonical));
    const expected = all.flatMap(([pointer, value]) => {
      const told = otherwise[pointer];
      if (told === null) return [];
      return [told === undefined ? [pointer, value] : typeof told === "string" ? [told, value] : told];
    });
    expect(expected.map(([pointer]) => [pointer, at(ours.record, pointer as string)])).toEqual(expected);
    expect(expected.length).toBeGreaterThan(10);
    // Every translation is of something that is there.
    expect(Object.keys(otherwise).filter((pointer) => !all.some(([known]) => known === pointer))).toEqual([]);

    const same = { dossierId: "dossierCode", procedureCode: "procedureCode", receivedAt: "receivedAt" };
    for (const [theirs, here] of Object.entries(same)) {
      if (canonical[theirs] === undefined || (theirs === "dossierId" && how.ownDossier)) continue;
      expect([theirs, ours[here]]).toEqual([theirs, canonical[theirs]]);
    }
  });

  it.each(Object.values(CANONICAL).map(({ sector, sample }) => [sector, sample]))(
    "%s/%s is accepted",
    (sector, sample) => {
      expect(checkDossier(readSample(sector, sample), registry).ok).toBe(true);
    },
  );
});
