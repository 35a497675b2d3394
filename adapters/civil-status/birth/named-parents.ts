import type { BirthRecord } from "./record.ts";
import type { Parent } from "../person.ts";

/** A parent that the declaration names, and where it stands. */
export interface NamedParent {
  readonly role: "mother" | "father";
  readonly pointer: "/record/mother" | "/record/father";
  readonly person: Parent;
}

/** The parents the declaration names: none, one or two, the mother first. */
export function namedParents(record: BirthRecord): readonly NamedParent[] {
  return [
    ...(record.mother === null ? [] : [{ role: "mother", pointer: "/record/mother", person: record.mother } as const]),
    ...(record.father === null ? [] : [{ role: "father", pointer: "/record/father", person: record.father } as const]),
  ];
}
