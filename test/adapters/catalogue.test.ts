import { describe, expect, it } from "vitest";
import { folders, readInvalid, registry, sampleNames, type Place } from "./adapter-folders.ts";

/** The catalogue of sector rules: how many each sector has. */
const CATALOGUE = { "LLTP-R": 18, "HT-R": 23, "GPLX-R": 14, "KM-R": 21 } as const;
const ALL = Object.entries(CATALOGUE).flatMap(([prefix, count]) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, "0")}`),
);

/**
 * Two of them judge no dossier but bind the gateway where it talks with the Ministry of Justice: "already received" is a
 * yes and at most three dossiers are asked after at once (HT-R20), and no system's status is read by another's numbers
 * (HT-R21). The tests of answers, of the inquiry and of the status bridges hold the code to them.
 */
const OF_THE_EXCHANGE = ["HT-R20", "HT-R21"];
const IDS = ALL.filter((id) => !OF_THE_EXCHANGE.includes(id));

interface Fixture {
  readonly name: string;
  readonly places: readonly Place[];
}

/** What the fixtures of dossiers say, which the contract suite holds the rules to. */
const fixtures: readonly Fixture[] = folders.flatMap((folder) =>
  sampleNames(folder, "invalid").map((name) => {
    const { errors, warnings } = readInvalid(folder, name);
    return { name: `${folder}/${name}`, places: [...errors, ...warnings] };
  }),
);

/** Fixtures in which this rule finds one thing, and nothing else is found. */
function alone(id: string): readonly Fixture[] {
  return fixtures.filter(({ places }) => places.length === 1 && places[0]?.code === id);
}

const shown = IDS.filter((id) => alone(id).length > 0);

describe("the catalogue of sector rules", () => {
  it("has 76 rules, 74 of them about dossiers, and the code has each of those once", () => {
    expect([ALL.length, IDS.length]).toEqual([76, 74]);
    const coded = registry.all.flatMap(({ rules }) => rules).map(({ id }) => id);
    expect(coded.filter((id) => /^(?:LLTP|HT|GPLX|KM)-R\d/.test(id)).toSorted()).toEqual(IDS.toSorted());
  });

  it(`${shown.length} of ${IDS.length} rules about dossiers have a fixture that triggers them alone`, () => {
    expect(IDS.filter((id) => !shown.includes(id))).toEqual([]);
  });

  it.each(IDS)("%s says where and, in Vietnamese, what", (id) => {
    for (const { places } of alone(id)) {
      expect(places[0]?.pointer).toMatch(/^\//);
      expect(places[0]?.message).toMatch(/[À-ỹ]/u);
    }
  });
});
