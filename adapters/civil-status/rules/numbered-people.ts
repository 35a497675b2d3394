import { namedParents } from "../birth/named-parents.ts";
import { RELATION_GENDER, type Relation } from "../enums.ts";
import type { IdentityPaper } from "../identity-paper.ts";
import { cardNumber } from "../ministry/words.ts";
import type { CivilStatusRecord } from "../record.ts";
import { spousesOf } from "../marriage/spouses.ts";

/** One number that carries digits about its holder, and where the declaration has it. */
export interface Numbered {
  readonly pointer: string;
  readonly number: string;
  readonly gender: 1 | 2 | undefined;
  readonly birthDate: string | null;
}

interface Holder {
  readonly pointer: string;
  readonly person: { readonly identity: IdentityPaper | null; readonly personalId: string | null };
  readonly gender: 1 | 2 | undefined;
  readonly birthDate: string | null;
}

/** Every personal number of a record, once: people the form is about first, then the declarant if somebody else. */
export function numbersIn(record: CivilStatusRecord): readonly Numbered[] {
  const seen = new Set<string>();
  return [
    ...concerned(record).flatMap(numbersOf),
    ...resultNumber(record),
    ...declarant(record).flatMap(numbersOf),
  ].filter(({ pointer, number }) => {
    const repeated = seen.has(number) && pointer.startsWith("/record/declarant");
    seen.add(number);
    return !repeated;
  });
}

function numbersOf({ pointer, person, gender, birthDate }: Holder): Numbered[] {
  const card = cardNumber(person.identity);
  return [
    ...(card === null ? [] : [{ pointer: `${pointer}/identity/number`, number: card, gender, birthDate }]),
    ...(person.personalId === null || person.personalId === card
      ? []
      : [{ pointer: `${pointer}/personalId`, number: person.personalId, gender, birthDate }]),
  ];
}

function concerned(record: CivilStatusRecord): Holder[] {
  switch (record.module) {
    case "KS":
      return namedParents(record).map(({ role, pointer, person }) =>
        holder(pointer, person, role === "mother" ? 2 : 1),
      );
    case "KT":
      return [holder("/record/deceased", record.deceased, record.deceased.gender)];
    case "KH":
      return spousesOf(record).map(({ pointer, gender, spouse }) => holder(pointer, spouse, gender));
    case "CMC":
      return [
        holder("/record/parent", record.parent, record.confirmationKind % 2 === 1 ? 1 : 2),
        holder("/record/child", record.child, record.child.gender),
      ];
    case "XNTTHN":
    case "TDCC":
    case "TL":
      return [holder("/record/subject", record.subject, record.subject.gender)];
  }
}

function holder(pointer: string, person: Holder["person"] & { birthDate: string | null }, gender: number): Holder {
  return { pointer, person, gender: gender === 1 || gender === 2 ? gender : undefined, birthDate: person.birthDate };
}

/** The number that a newborn was given. */
function resultNumber(record: CivilStatusRecord): Numbered[] {
  const number = record.module === "KS" ? (record.result?.personalId ?? null) : null;
  if (record.module !== "KS" || number === null) return [];
  const { gender, birthDate } = record.child;
  return [
    {
      pointer: "/record/result/personalId",
      number,
      gender: gender === 3 ? undefined : gender === 1 ? 1 : 2,
      birthDate,
    },
  ];
}

/** Spouses speak for themselves. */
function declarant(record: CivilStatusRecord): Holder[] {
  if (record.module === "KH") return [];
  const relation: Relation = record.declarant.relation;
  return [
    { pointer: "/record/declarant", person: record.declarant, gender: RELATION_GENDER[relation], birthDate: null },
  ];
}
