import { isObject, plain, readEntry, type EntryVerdict, type ListKind } from "./entry-verdict.ts";
import { packedJson } from "./json-text.ts";

/** What a `result` says of one item. */
export interface ItemVerdict {
  /** Every verdict given; none: the result leaves the item out. */
  readonly verdicts: readonly EntryVerdict[];
  /** They are about several items of one dossier, and nobody can tell which is about which. */
  readonly shared: boolean;
  /** There are fewer of them than those items: some may be left out. */
  readonly tooFew: boolean;
}

/** What a `result` says of the items of an envelope. */
export interface ItemVerdicts {
  /** In the order sent. */
  readonly items: readonly ItemVerdict[];
  /** Whether the verdicts stand by their place in a list as long as the call, without naming a dossier. */
  readonly byPlace: boolean;
}

/** What a `result` says, beside nothing, that names none of the items: an error nobody can be told of. */
export type ResultReading = ItemVerdicts | { readonly unnamedNo: string } | null;

/** Entries looked at, and how deep; an answer that holds more is read no further. */
const MOST_ENTRIES = 20_000;
const DEEPEST = 8;

/** Members that name the dossier an entry is about, in small letters without separators. */
const CODE_MEMBERS = new Set("mahoso mahosomcdt mahs sohoso madossier dossiercode dossierno dossierid".split(" "));

/**
 * Reads what became of each item out of the `result` of a write. Understood are, at any depth: objects that name their
 * dossier, in any spelling; lists of codes; objects with the codes as names; sentences that begin with a code; lists of
 * successes beside lists of errors (`List_Suss`, `List_ERR`). Where none of our dossiers is named, a list of verdicts as
 * long as the call is read by place.
 *
 * Pure; takes whatever JSON holds.
 *
 * @param dossierCodes the dossier each item is about, in the order sent
 * @returns null when the result says nothing of the items, as an empty one or the id of a record
 */
export function readItems(result: unknown, dossierCodes: readonly string[]): ResultReading {
  // JSON written as text is read as what it holds.
  const value = typeof result === "string" ? (packedJson(result) ?? result) : result;
  const ours = new Map(dossierCodes.map((code) => [codeKey(code), code]));
  const isOurs = (text: string): boolean => ours.has(codeKey(text));
  const named = namedEntries(value, ours, isOurs);
  if (named.size > 0) return { items: byName(named, dossierCodes), byPlace: false };
  const places = listByPlace(value, dossierCodes.length)?.map((entry) => readEntry(entry, "either", isOurs));
  const isList = places?.some(({ says }) => says === "yes" || says === "no") === true;
  if (!isList) return unnamedNo(value);
  // Among verdicts an empty place is no yes.
  const items = places.map((verdict) => ({ verdicts: verdict.says === "nothing" ? [] : [verdict], ...OWN }));
  return { items, byPlace: true };
}

const OWN = { shared: false, tooFew: false } as const;

type Named = ReadonlyMap<string, readonly EntryVerdict[]>;

/**
 * The verdicts of each item from those of its dossier. Several items of one dossier (progress lines) share them in order
 * when there are as many; otherwise each has all of them.
 */
function byName(named: Named, dossierCodes: readonly string[]): readonly ItemVerdict[] {
  const counts = new Map<string, number>();
  for (const code of dossierCodes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const seen = new Map<string, number>();
  return dossierCodes.map((code) => {
    const verdicts = named.get(code) ?? [];
    const place = seen.get(code) ?? 0;
    seen.set(code, place + 1);
    const lines = counts.get(code) ?? 1;
    if (lines === 1) return { verdicts, ...OWN };
    if (verdicts.length === lines) return { verdicts: verdicts.slice(place, place + 1), ...OWN };
    return { verdicts, shared: true, tooFew: verdicts.length < lines };
  });
}

/** Every entry that names one of our dossiers, by dossier, in the order of the answer. */
function namedEntries(root: unknown, ours: ReadonlyMap<string, string>, isOurs: (text: string) => boolean): Named {
  const found = new Map<string, EntryVerdict[]>();
  let left = MOST_ENTRIES;

  const add = (codes: readonly string[], verdict: EntryVerdict): void => {
    for (const code of codes) {
      const list = found.get(code) ?? [];
      list.push(verdict);
      found.set(code, list);
    }
  };

  function walk(value: unknown, list: ListKind, depth: number): void {
    left -= 1;
    if (left < 0 || depth > DEEPEST) return;
    if (Array.isArray(value)) {
      for (const entry of value) walk(entry, list, depth + 1);
      return;
    }
    if (typeof value === "string") {
      const { codes, rest } = codesIn(value, ours);
      return add(codes, readEntry(rest, list, isOurs));
    }
    if (!isObject(value)) return;
    const names = namesOf(value, ours) ?? [];
    if (names.length > 0) return add(names, readEntry(value, list, isOurs));
    for (const [name, member] of Object.entries(value)) {
      const code = ours.get(codeKey(name));
      if (code === undefined) walk(member, kindOf(name) ?? list, depth + 1);
      else add([code], readEntry(member, list, isOurs));
    }
  }

  walk(root, "either", 0);
  return found;
}

/** The dossiers an object is about: ours, none of ours (another is named), or null when it names none at all. */
function namesOf(
  value: Readonly<Record<string, unknown>>,
  ours: ReadonlyMap<string, string>,
): readonly string[] | null {
  const members = Object.entries(value);
  const naming = members.filter(([name, member]) => CODE_MEMBERS.has(plain(name)) && holdsText(member));
  const candidates = (naming.length > 0 ? naming : members).flatMap(([, member]) =>
    (Array.isArray(member) && naming.length > 0 ? member : [member]).filter((one) => typeof one === "string"),
  );
  const codes = candidates.flatMap((text) => ours.get(codeKey(text)) ?? []);
  if (codes.length > 0) return [...new Set(codes)];
  return naming.length > 0 ? [] : null;
}

function holdsText(member: unknown): boolean {
  if (Array.isArray(member)) return member.some((one) => typeof one === "string");
  // «soHoSo»: "10" counts dossiers.
  return typeof member === "string" && /[^\d\s]/.test(member);
}

/** Our codes that stand in a text as whole words, and what else it says. */
function codesIn(
  text: string,
  ours: ReadonlyMap<string, string>,
): { readonly codes: readonly string[]; readonly rest: string } {
  const codes = new Set<string>();
  const rest = text.slice(0, 4000).replace(/[^\s,;:|()[\]"'“”]+/g, (word) => {
    const code = ours.get(codeKey(word.replace(/\.$/, "")));
    if (code === undefined) return word;
    codes.add(code);
    return "";
  });
  return { codes: [...codes], rest: rest.replace(/^[\s,;:|()[\]"'“”.–-]+|[\s,;:|()[\]"'“”–-]+$/g, "") };
}

/** Codes are compared without regard to case and blanks around them. */
function codeKey(code: string): string {
  return code.trim().toUpperCase();
}

/** Which list a member is by its name; undefined: it does not say. */
function kindOf(name: string): ListKind | undefined {
  const word = plain(name);
  if (/err|fail|loi|thatbai|khongthanhcong|unsucc|tuchoi|reject|refuse|invalid/.test(word)) return "errors";
  return /suss|succ|thanhcong|accepted/.test(word) ? "successes" : undefined;
}

/** The list to be read by place: as long as the call, itself or the only list of an object that holds it. */
function listByPlace(value: unknown, length: number): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.length === length && !value.some(namesAnother) ? value : undefined;
  if (isObject(value)) {
    const [only, ...others] = Object.values(value).filter(Array.isArray);
    if (only !== undefined && others.length === 0) return listByPlace(only, length);
  }
  return length === 1 && isObject(value) && !namesAnother(value) ? [value] : undefined;
}

/** Whether an entry is about a dossier, which is none of ours. */
function namesAnother(entry: unknown): boolean {
  return isObject(entry) && namesOf(entry, new Map()) !== null;
}

/** A no, or a count of failures, that does not say whom it is about. */
function unnamedNo(value: unknown, depth = 0): { readonly unnamedNo: string } | null {
  if (depth > 3) return null;
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 1000)) {
      const found = typeof entry === "number" ? null : unnamedNo(entry, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  if (namesAnother(value)) return null;
  const verdict = readEntry(value, "either", () => false);
  if (verdict.says === "no" || (verdict.says === "unclear" && typeof value !== "number"))
    return { unnamedNo: verdict.read.message };
  if (!isObject(value)) return null;
  for (const [name, member] of Object.entries(value)) {
    const count = Array.isArray(member) ? member.length : Number(member);
    if (kindOf(name) === "errors" && count > 0) return { unnamedNo: `${name}: ${count}` };
    const found = Array.isArray(member) ? unnamedNo(member, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}
