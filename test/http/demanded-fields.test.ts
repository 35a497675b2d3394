import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { withDemands } from "../../src/http/docs/demanded-fields.ts";
import { toXsd } from "../../src/http/docs/xsd.ts";
import { inputSchemaOf } from "../../src/http/input/dossier-input.ts";
import { readSample, registry, sampleNames } from "../adapters/adapter-folders.ts";

interface Shape {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

type Dossier = Readonly<Record<string, unknown>> & { readonly record: unknown };

function served(sector: string): Shape {
  const adapter = registry.find(sector);
  if (adapter?.record === undefined) throw new Error(`${sector} has no record`);
  return withDemands(inputSchemaOf(adapter.record), adapter.demands ?? []);
}

/** What is left of a value when only that is filled in which the schema requires. */
function requiredPart(value: unknown, shape: Shape): unknown {
  const options = (shape.anyOf ?? shape.oneOf)?.filter(({ type }) => type !== "null");
  if (options !== undefined) {
    const fits = ({ properties = {} }: Shape) =>
      Object.entries(properties).every(
        ([name, { const: fixed }]) => fixed === undefined || member(value, name) === fixed,
      );
    return value === null ? null : requiredPart(value, options.find(fits) ?? {});
  }
  if (Array.isArray(value)) return value.map((item) => requiredPart(item, shape.items ?? {}));
  if (typeof value !== "object" || value === null || shape.properties === undefined) return value;
  const { properties, required = [] } = shape;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) =>
      required.includes(name) ? [[name, requiredPart(part, properties[name] ?? {})]] : [],
    ),
  );
}

const member = (value: unknown, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];

function at(shape: Shape, path: readonly string[]): Shape[] {
  const options = shape.anyOf ?? shape.oneOf;
  if (options !== undefined) return options.flatMap((option) => at(option, path));
  const [name, ...below] = path;
  if (name === undefined) return [shape];
  const found = shape.properties?.[name];
  return found === undefined ? [] : at(found, below);
}

function issuesOf(dossier: Dossier): readonly Issue[] {
  const checked = checkDossier(dossier, registry);
  return checked.ok ? checked.warnings : checked.issues;
}

/** A copy of the value without what the path names. */
function without(value: unknown, [name = "", ...below]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { [name]: part, ...others } = value as Record<string, unknown>;
  return below.length === 0 ? others : { ...others, [name]: without(part, below) };
}

describe.each(["promotions", "judicial-records", "driving-licences"])(
  "a newcomer with the schema of %s alone",
  (sector) => {
    const adapter = registry.find(sector);
    const demands = adapter?.demands ?? [];
    const always = demands.filter(({ when }) => when === undefined);
    const samples = sampleNames(sector).map((name) => [name, readSample(sector, name) as Dossier] as const);

    it.each(samples)(
      "who fills in of %s what is required there is not told that something is missing",
      (_name, dossier) => {
        const record = requiredPart(dossier.record, served(sector));
        const issues = issuesOf({ ...dossier, record });
        const asked = new Set(always.map(({ pointer }) => pointer as string));
        expect(issues.filter(({ code, pointer }) => code === "missing" || asked.has(pointer))).toEqual([]);
      },
    );

    it.each(demands.map((demand) => [demand.pointer, demand] as const))(
      "reads at %s which rule demands it",
      (pointer, demand) => {
        expect(adapter?.rules.map(({ id }) => id)).toContain(demand.rule);
        const fields = at(served(sector), pointer.split("/").slice(2));
        expect(fields.length).toBeGreaterThan(0);
        expect(fields.every(({ type }) => demand.when !== undefined || type !== "null")).toBe(true);
        const path = pointer.split("/").slice(2, -1);
        const names = at(served(sector), path).flatMap(({ properties, required = [] }) =>
          properties === undefined ? [] : [required.includes(pointer.split("/").at(-1) ?? "")],
        );
        if (demand.when === undefined) expect(new Set(names)).toEqual(new Set([true]));
        expect(JSON.stringify(served(sector))).toContain(`(${demand.rule})`);
      },
    );

    it("is told of nothing that no rule demands", () => {
      const refuted = always.filter(({ pointer, rule }) => {
        const path = pointer.split("/").slice(1);
        const withField = samples.filter(([, dossier]) => {
          const value = path.reduce<unknown>(
            (part, name) => (part === null || part === undefined ? part : member(part, name)),
            dossier,
          );
          return value !== null && value !== undefined && dossier["submittedVia"] !== "national-portal";
        });
        return !withField.every(([, dossier]) =>
          issuesOf(without(dossier, path) as Dossier).some((issue) => issue.code === rule && issue.pointer === pointer),
        );
      });
      expect(refuted).toEqual([]);
    });
  },
);

it("shows how a number is written whose form is checked", () => {
  const [number] = at(served("driving-licences"), ["exchange", "health", "certNumber"]);
  expect(new RegExp(number?.pattern ?? "^$").test("00087/GKSKLX/99001/26")).toBe(true);
  expect(new RegExp(number?.pattern ?? "").test("87/GKSK/26")).toBe(false);
  expect(at(served("driving-licences"), ["exchange", "health", "className"])[0]?.enum).toContain("B2");
  expect(at(served("promotions"), ["notice", "program", "areas"])[0]).toMatchObject({
    minItems: 1,
    items: { pattern: "^\\d{2}$" },
  });
});

it("says in the XSD what is required, and for which form", () => {
  const xsd = toXsd("record", served("promotions"));
  expect(xsd).toContain("Bắt buộc. Required. Tên chương trình khuyến mại.");
  expect(xsd).toContain("Bắt buộc khi formNumber là Mẫu số 01. Required for formNumber Mẫu số 01. Nội dung thông báo.");
  expect(xsd).toMatch(/Ngày văn bản\. Date of the document\. Bắt buộc \(KM-D03\), trừ hồ sơ Cổng chuyển về/);
});
