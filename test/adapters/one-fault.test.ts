import { checkDossier } from "#core/dossier/check-dossier.ts";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { describe, expect, it } from "vitest";
import { adapters, folders, readInvalid, readSample, registry, sampleNames } from "./adapter-folders.ts";
import { constraintsAt, definitionOf, membersOf, variantOf, type Constraint, type Schema } from "./constraints.ts";
import { filled, replaceAt, valueAt } from "./filled-records.ts";

/**
 * Every constraint of every schema is broken alone, by a dossier made from a sample with one fault in it, and must be
 * reported by its pointer, its code and its Vietnamese sentence, and nothing else with it. The schemas are walked, so a
 * new field or constraint is asked for by itself.
 */

type Path = readonly (string | number)[];

/** The literal that tells variants apart cannot be wrong by itself: then it is the variant that is not known. */
const isDiscriminator = ({ place, label }: Constraint): boolean => label === "literal" && /\]\/\w+$/.test(place);

const nameOf = ({ place, code, label, below }: Constraint): string => `${place}${below} ${code} ${label}`.trim();
const pointerOf = (path: Path): string => path.map((part) => `/${part}`).join("");

/** All constraints below a place of a schema, whether a sample reaches them or not. */
function allBelow(schema: Schema, place: string): readonly Constraint[] {
  const join = (name: string) => (name === "" || name.startsWith("[") ? `${place}${name}` : `${place}/${name}`);
  return [
    ...constraintsAt(schema, place),
    ...membersOf(schema).flatMap(([name, member]) => allBelow(member, join(name))),
  ];
}

interface Reached {
  readonly constraint: Constraint;
  readonly path: Path;
}

/** The constraints a value reaches, with its own path to each. */
function reachedBy(schema: Schema, value: unknown, place: string, path: Path): readonly Reached[] {
  if (value == null) return [];
  const own = constraintsAt(schema, place).map((constraint) => ({ constraint, path }));
  const { type, innerType, element, shape = {}, options = [], discriminator = "" } = definitionOf(schema);
  const within = (): readonly Reached[] => {
    if (innerType !== undefined) return reachedBy(innerType, value, place, path);
    if (type === "object") {
      return Object.entries(shape).flatMap(([name, member]) =>
        reachedBy(member, valueAt(value, [name]), `${place}/${name}`, [...path, name]),
      );
    }
    if (type === "array" && element !== undefined)
      return (value as unknown[]).flatMap((item, index) => reachedBy(element, item, `${place}/*`, [...path, index]));
    if (type !== "union") return [];
    const variant = String(valueAt(value, [discriminator]));
    const chosen = options.find((option) => variantOf(option, discriminator) === variant);
    return chosen === undefined ? [] : reachedBy(chosen, value, `${place}[${variant}]`, path);
  };
  return [...own, ...within()];
}

/** What is wrong with a dossier, as `pointer code message`. */
function wrongWith(dossier: unknown): readonly string[] {
  const checked = checkDossier(dossier, registry);
  // Filled with everything a schema allows, a dossier breaks rules: what they say is not asked here.
  return (checked.ok ? checked.warnings : checked.issues)
    .filter(({ rule }) => rule === undefined)
    .map((issue) => `${issue.pointer} ${issue.code} ${issue.message}`);
}

/** A suggestion may stand behind the sentence. */
const isSaid = (found: readonly string[], expected: string): boolean =>
  found.length === 1 && (found[0] === expected || found[0]?.startsWith(`${expected} Có phải là «`) === true);

/** Breaks the constraint in a dossier; false where no fault does it alone. */
function breaksAlone(dossier: unknown, { constraint, path }: Reached): boolean {
  const value = valueAt(dossier, path);
  return constraint.faults.some((fault) => {
    const faulty = "change" in fault ? fault.change(value) : fault.value;
    const expected = `${pointerOf(path)}${constraint.below} ${constraint.code} ${constraint.says(faulty)}`;
    return isSaid(wrongWith(replaceAt(dossier, path, faulty)), expected);
  });
}

/** Codes of checks that name their codes themselves, by sector; fixtures written by hand break each alone. */
const OWN_CODES: Readonly<Record<string, readonly string[]>> = { "driving-licences": ["licence-class-scheme"] };

const RULE_ID = /^[A-Z]+-/;

/** Codes that fixtures written by hand show alone, whatever rules say beside them. */
function codesOfFixtures(folder: string): ReadonlySet<string> {
  return new Set(
    sampleNames(folder, "invalid").flatMap((name) => {
      const codes = readInvalid(folder, name).errors.map(({ code }) => code);
      const ofShape = codes.filter((code) => !RULE_ID.test(code));
      return ofShape.length === 1 ? ofShape : [];
    }),
  );
}

/** The constraints of a schema that no dossier made from these bases breaks alone. */
function unbroken(schema: Schema, root: Path, bases: readonly unknown[]): readonly string[] {
  const place = pointerOf(root);
  const left = new Map(
    allBelow(schema, place)
      .filter((constraint) => !isDiscriminator(constraint))
      .map((constraint) => [nameOf(constraint), constraint]),
  );
  for (const base of bases) {
    for (const reached of reachedBy(schema, valueAt(base, root), place, root)) {
      const name = nameOf(reached.constraint);
      if (left.has(name) && breaksAlone(base, reached)) left.delete(name);
    }
  }
  return [...left.keys()];
}

const count = (schema: Schema): number => new Set(allBelow(schema, "").map(nameOf)).size;

describe("one fault at a time", () => {
  it(`breaks each of the ${count(pushedDossier)} constraints of the common dossier alone`, { timeout: 120_000 }, () => {
    const bases = folders.flatMap((folder) =>
      sampleNames(folder)
        .slice(0, 2)
        .map((name) => {
          const { record: _record, ...dossier } = readSample(folder, name) as Record<string, unknown>;
          return filled(pushedDossier, dossier);
        }),
    );
    expect(unbroken(pushedDossier, [], bases)).toEqual([]);
  });

  it.each(
    folders.map((folder) => {
      const schema = adapters.get(folder)?.record;
      return [schema === undefined ? 0 : count(schema), folder] as const;
    }),
  )("breaks each of the %i constraints of %s alone", { timeout: 240_000 }, (_count, folder) => {
    const schema = adapters.get(folder)?.record;
    if (schema === undefined) return;
    const bases = sampleNames(folder).flatMap((name) => {
      const dossier = readSample(folder, name) as Record<string, unknown>;
      const { record } = dossier;
      if (record == null) return [];
      const json = JSON.stringify(record);
      const variants = [
        json,
        // Districts are only found in the list of before 2025-07-01, which has all the codes of the newer one.
        json.replaceAll("QD19_2025", "QD124_2004"),
        // A paper of another kind may have any number, and who is not said to live here may live anywhere.
        json
          .replaceAll(/"type":"[A-Z_]+"(?=,"number")/g, '"type":"KHAC"')
          .replaceAll('"residenceAbroad":false', '"residenceAbroad":null'),
      ];
      return variants.map((one) => ({ ...dossier, record: filled(schema, JSON.parse(one)) }));
    });
    const left = unbroken(schema, ["record"], bases);
    expect(left.filter((name) => !name.endsWith("(own)"))).toEqual([]);
    const own = OWN_CODES[folder] ?? [];
    expect(left.some((name) => name.endsWith("(own)"))).toBe(own.length > 0);
    expect(own.filter((code) => !codesOfFixtures(folder).has(code))).toEqual([]);
  });
});
