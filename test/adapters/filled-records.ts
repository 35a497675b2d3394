import type { z } from "zod";
import { definitionOf, variantOf, type Schema } from "./constraints.ts";

/** Values of every format the schemas know, tried in turn where a sample leaves a field empty. */
const TEXTS = [
  "Nội dung mẫu",
  "Nguyễn Văn Mẫu",
  "2026-01-15",
  "2026-01",
  "001099012345",
  "123456789",
  "C1234567",
  "0100109106",
  "0912345678",
  "mau@example.vn",
  "VN",
  "01",
  "90001",
  "001",
  "99001",
  "10:30",
  // A licence class of the old and of the new numbering.
  "C",
  "1.001193",
  "H26.107",
  "H26.107-260518-0123",
  "00031.GCS.99001.26",
  "00031.GBT.99001.26",
  "KQ.G15.000031",
  "00087/GKSKLX/99001/26",
  "2026-05-18T08:30:15+07:00",
  "https://mot-cua.example.vn/tai-tep/1",
  "11111111-2222-4333-8444-555555555555",
  "SGVsbG8=",
] as const;

const fits = (schema: Schema, value: unknown): boolean => (schema as z.ZodType).safeParse(value).success;

/** A value that a schema takes, with every field it can have; undefined where none is found. */
function exampleOf(schema: Schema): unknown {
  const { type, innerType, element, entries, values, options, shape = {} } = definitionOf(schema);
  if (innerType !== undefined) return exampleOf(innerType);
  switch (type) {
    case "object": {
      const members = Object.entries(shape).map(([name, member]) => [name, exampleOf(member)] as const);
      const all = Object.fromEntries(members);
      if (fits(schema, all)) return all;
      // Some fields exclude others: those that may be absent go, one by one.
      // A paper of another kind may have any number.
      if (fits(schema, { ...all, type: "KHAC" })) return { ...all, type: "KHAC" };
      const least = members.reduce<Record<string, unknown>>((kept, [name]) => {
        const { [name]: _left, ...others } = kept;
        return fits(schema, kept) ? kept : others;
      }, all);
      const address = { countryCode: "VN", detail: "Số 1" };
      return [least, address].find((value) => fits(schema, value));
    }
    case "array":
      return element === undefined ? [] : examplesOf(element);
    case "union":
      return options?.[0] === undefined ? undefined : exampleOf(options[0]);
    case "enum":
      return Object.values(entries ?? {})[0];
    case "literal":
      return values?.[0];
    case "boolean":
      return true;
    case "number":
      return [1, 0, 2, 100, 2000].find((value) => fits(schema, value));
    case "string":
      return TEXTS.find((value) => fits(schema, value));
    default:
      return undefined;
  }
}

/** One example of each variant of a union, of anything else one. */
function examplesOf(schema: Schema): readonly unknown[] {
  const { type, options = [] } = definitionOf(schema);
  return type === "union" ? options.map(exampleOf) : [exampleOf(schema)];
}

/**
 * A value with its empty fields filled wherever the whole still has a sound shape, so that the constraints of fields no
 * sample uses can be broken too. What it then says need not make sense: rules are silent about a broken shape.
 */
export function filled(schema: z.ZodType, value: unknown): unknown {
  let whole = value;
  const tryAt = (path: readonly (string | number)[], member: unknown): boolean => {
    const tried = replaceAt(whole, path, member);
    if (member === undefined || !fits(schema, tried)) return false;
    whole = tried;
    return true;
  };
  const visit = (at: Schema, path: readonly (string | number)[]): void => {
    const { type, innerType, element, shape = {}, options, discriminator } = definitionOf(at);
    const found = valueAt(whole, path);
    if (found == null || (Array.isArray(found) && found.length === 0)) {
      if (!tryAt(path, exampleOf(at))) return;
    }
    if (innerType !== undefined) return visit(innerType, path);
    const present = valueAt(whole, path);
    if (type === "object") for (const [name, member] of Object.entries(shape)) visit(member, [...path, name]);
    if (type === "array" && element !== undefined && definitionOf(element).type === "union")
      tryAt(path, [...(present as unknown[]), ...examplesOf(element)]);
    if (type === "array" && element !== undefined)
      (valueAt(whole, path) as unknown[]).forEach((_, index) => visit(element, [...path, index]));
    if (type === "union") {
      const variant = String((present as Readonly<Record<string, unknown>>)[discriminator ?? ""]);
      const chosen = options?.find((option) => variantOf(option, discriminator ?? "") === variant);
      if (chosen !== undefined) visit(chosen, path);
    }
  };
  visit(schema, []);
  return whole;
}

/** What stands at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (found as Readonly<Record<string | number, unknown>> | null)?.[key],
    value,
  );
}

/** The value with another one at the path. */
export function replaceAt(value: unknown, path: readonly (string | number)[], member: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return member;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? replaceAt(item, rest, member) : item));
  }
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaceAt(object[key], rest, member) };
}
