import { toPointer } from "../dossier/issue.ts";
import type { Path, TracedLeaf } from "./trace-leaves.ts";

/** Leads the name of a receiver's field to the value it was made of; null where that is not certain. */
export type LocateField = (name: string) => string | null;

/** A name with fewer humps, or shorter, than this fits too many fields by its end alone. */
const SHORTEST_END = 5;
const HUMP = /[a-z0-9][A-Z]/;

/**
 * The way back from a receiver's fields to a dossier, for receivers that write names carelessly: with what stands above
 * them or without (`data.meNoiCuTru.maXa`, `meNoiCuTru.maXa`), in other case, with letters of the text before stuck to them
 * (`pnmeHoTen`), or without their beginning (`ksHoTen`). A name that fits several values by what is left of it is located
 * nowhere.
 *
 * @param traced where each value of the dossier goes
 * @returns pointers (RFC 6901) into that dossier; of a group of fields to what holds all its values
 */
export function fieldLocator(traced: readonly TracedLeaf[]): LocateField {
  const origins = originsOf(traced);
  const nodes = new Map<string, Path[]>();
  for (const [field, origin] of origins) {
    const parts = field.toLowerCase().split(".");
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const node = parts.slice(0, depth).join(".");
      nodes.set(node, [...(nodes.get(node) ?? []), origin]);
    }
  }
  const named = [...nodes].map(([node, paths]) => ({ node, pointer: toPointer(commonAncestor(paths)) }));

  const whole = (name: string) => onlyPointer(named.filter(({ node }) => node === name || node.endsWith(`.${name}`)));
  const byEnd = (end: string) => onlyPointer(named.filter(({ node }) => node.endsWith(end)));

  return (written) => {
    const name = written.replaceAll(/\[(\d+)\]/g, ".$1").replace(/^\$\.?/, "");
    const parts = name.split(".");
    const ends = parts.map((_, index) => parts.slice(index).join("."));
    const last = parts.at(-1) ?? "";
    const candidates = [last, ...unstuck(last)].filter((end) => end.length >= SHORTEST_END && HUMP.test(end));
    return (
      first(ends, (end) => whole(end.toLowerCase())) ??
      first(unstuck(last), (end) => whole(end.toLowerCase())) ??
      first(candidates, (end) => byEnd(end.toLowerCase()))
    );
  };
}

/**
 * The value that each field is made of. Where several play a part it is the one that stands there as it is, else the one
 * with the fewest fields, which has this more to itself than the others, else one that was given. Of equals, what holds
 * them all.
 */
function originsOf(traced: readonly TracedLeaf[]): Map<string, Path> {
  const leaves = new Map<string, TracedLeaf[]>();
  for (const leaf of traced) for (const field of leaf.fields) leaves.set(field, [...(leaves.get(field) ?? []), leaf]);
  return new Map(
    [...leaves].map(([field, all]) => {
      const shown = preferred(all, ({ shownIn }) => shownIn.includes(field));
      const fewest = Math.min(...shown.map(({ fields }) => fields.length));
      const own = shown.filter(({ fields }) => fields.length === fewest);
      return [field, commonAncestor(preferred(own, ({ value }) => value !== null).map(({ path }) => path))];
    }),
  );
}

function preferred<T>(items: readonly T[], is: (item: T) => boolean): readonly T[] {
  const those = items.filter(is);
  return those.length > 0 ? those : items;
}

function commonAncestor(paths: readonly Path[]): Path {
  const [head = [], ...others] = paths;
  const differs = head.findIndex((part, index) => others.some((path) => path[index] !== part));
  return differs === -1 ? head : head.slice(0, differs);
}

/** The pointer that all of them have; the whole dossier is no answer. */
function onlyPointer(found: readonly { readonly pointer: string }[]): string | null {
  const pointers = new Set(found.map(({ pointer }) => pointer));
  const [pointer] = pointers;
  return pointers.size === 1 && pointer !== undefined && pointer !== "" ? pointer : null;
}

/** What is left of a name when the n of a lost line end, with letters of the text before it, is taken off. */
function unstuck(name: string): string[] {
  const hump = /[A-Z]/.exec(name)?.index ?? 0;
  return Array.from(name.slice(0, hump).matchAll(/n/g), ({ index }) => name.slice(index + 1));
}

function first<T>(items: readonly T[], find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
