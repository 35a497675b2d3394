import { parseJson } from "./canonical-json.ts";
import type { JsonValue } from "./message.ts";

export type Path = readonly string[];

/** A value of a dossier, and which fields of what is made of it are not the same when it is another. */
export interface TracedLeaf {
  readonly path: Path;
  readonly value: unknown;
  readonly fields: readonly string[];
  /** Those of them that hold just this value. */
  readonly shownIn: readonly string[];
  /** Another value was not understood, or nothing is made with it: it is read, then. */
  readonly stumbled: boolean;
}

type Render = (dossier: Readonly<Record<string, unknown>>) => ReadonlyMap<string, string> | null;

/** Tried in turn in the place of a value, until one of them changes what is made. */
const OTHER_TEXTS = ["\u0110ổi", "2001-02-03T04:05:06+07:00", "2001-02-03", "7"];

/**
 * Finds out by trial where every value of a dossier goes: changes each in turn and looks which fields change with it. Pure;
 * the mapping itself is asked, so the answer cannot be out of date.
 * @param render fields, with their values as text, of what is made of the dossier, see {@link fieldsIn}; null where nothing is
 */
export function traceLeaves(dossier: object, render: Render): TracedLeaf[] {
  const before = render({ ...dossier });
  if (before === null) return [];
  return leavesOf(dossier, []).map(({ path, value }) => {
    let stumbled = false;
    for (const other of othersFor(value)) {
      const after = rendered(render, replaceAt(dossier, path, other) as Record<string, unknown>);
      stumbled ||= after === null;
      const fields = after === null ? [] : differences(before, after);
      if (fields.length === 0) continue;
      return { path, value, fields, shownIn: fields.filter((field) => before.get(field) === String(value)), stumbled };
    }
    return { path, value, fields: [], shownIn: [], stumbled };
  });
}

/** Every field of a message by its dotted path, with its value as text; JSON inside a text is opened. */
export function fieldsIn(payload: object): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { path, value } of leavesOf(payload, [])) {
    const inner = typeof value === "string" && value.startsWith("{") ? jsonIn(value) : undefined;
    if (inner === undefined) fields.set(path.join("."), String(value));
    else for (const leaf of leavesOf(inner, path)) fields.set(leaf.path.join("."), String(leaf.value));
  }
  return fields;
}

/** Undefined for a text that only begins like JSON. */
function jsonIn(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Null also where nonsense in a value makes the mapping throw. */
function rendered(render: Render, dossier: Record<string, unknown>): ReturnType<Render> {
  try {
    return render(dossier);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

function othersFor(value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value + 2, 1, 2];
  return OTHER_TEXTS;
}

/** Every value that is not an object or list, with its path; an empty list or object has none. */
function leavesOf(value: unknown, path: Path): { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== "object" || value === null) return value === undefined ? [] : [{ path, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function replaceAt(value: unknown, path: Path, other: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaceAt(item, rest, other) : item) as unknown);
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaceAt(object[key], rest, other) };
}
