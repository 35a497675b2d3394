import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exchangeRules } from "../../adapters/civil-status/exchange-rules.ts";
import { folders, readInvalid, readSample, registry, sampleNames, type Place } from "./adapter-folders.ts";

/** The catalogue of sector rules: how many each sector has. */
const CATALOGUE = { "LLTP-R": 18, "HT-R": 23, "GPLX-R": 14, "KM-R": 21 } as const;
const IDS = Object.entries(CATALOGUE).flatMap(([prefix, count]) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, "0")}`),
);

interface Fixture {
  readonly name: string;
  readonly places: readonly Place[];
}

/** What the fixtures of dossiers say, which the contract suite holds the rules to. */
const dossiers: readonly Fixture[] = folders.flatMap((folder) =>
  sampleNames(folder, "invalid").map((name) => {
    const { errors, warnings } = readInvalid(folder, name);
    return { name: `${folder}/${name}`, places: [...errors, ...warnings] };
  }),
);

/** The same of the exchange with the ministry, for the rules that judge that and not a dossier. */
const exchanges: readonly Fixture[] = readdirSync(
  new URL("../../adapters/civil-status/samples/exchange/", import.meta.url),
).map((file) => {
  const name = file.replace(/\.json$/, "");
  const { findings } = readSample("civil-status", `exchange/${name}`) as { findings: readonly Place[] };
  return { name, places: findings };
});

/** Fixtures in which this rule finds one thing, and nothing else is found. */
function alone(id: string): readonly Fixture[] {
  return [...dossiers, ...exchanges].filter(({ places }) => places.length === 1 && places[0]?.code === id);
}

const shown = IDS.filter((id) => alone(id).length > 0);

describe("the catalogue of sector rules", () => {
  it("has 76 rules, and the code has each of them once", () => {
    expect(IDS).toHaveLength(76);
    const coded = [...registry.all.flatMap(({ rules }) => rules), ...exchangeRules].map(({ id }) => id);
    expect(coded.filter((id) => /^(?:LLTP|HT|GPLX|KM)-R\d/.test(id)).toSorted()).toEqual(IDS.toSorted());
  });

  it(`${shown.length} of ${IDS.length} sector rules have a fixture that triggers them alone`, () => {
    expect(IDS.filter((id) => !shown.includes(id))).toEqual([]);
  });

  it.each(IDS)("%s says where and, in Vietnamese, what", (id) => {
    for (const { places } of alone(id)) {
      expect(places[0]?.pointer).toMatch(/^\//);
      expect(places[0]?.message).toMatch(/[À-ỹ]/u);
    }
  });
});
