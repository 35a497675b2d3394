import { z } from "zod";
import { branchOf, isObject, maximumOf, memberOf, membersOf, readQuietly, unwrapped } from "./schema-walk.ts";

/** Stands for a part of an input that could not be read. */
const UNREADABLE = Symbol("unreadable");

/** Met by whoever looks at such a part. */
class UnreadablePart extends Error {}

/**
 * What can be read of an input that a schema refuses: every part that is sound by itself, normalised as usual. Whoever
 * looks at a part that is broken or missing is stopped, see {@link ifReadable}, so that what is said of such an input is
 * said of sound parts only.
 *
 * Objects are read member by member, lists entry by entry, of a union the branch that the input names; a constraint on a
 * whole whose parts are sound does not hide them.
 *
 * @returns the whole value where the schema takes it
 */
export function readSoundParts<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const whole = read(schema, input);
  return (whole === UNREADABLE ? unreadable() : whole) as z.output<S>;
}

/**
 * What `look` finds in sound parts; undefined when it came upon one that could not be read, or failed: rules rely on all that
 * a schema promises, and of what is promised between the parts some may not hold here.
 */
export function ifReadable<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Something of which no part can be read. */
export function unreadable(): object {
  return guarded({}, () => true, true);
}

/** The same with one member that is known after all. */
export function withMember<T extends object, K extends keyof T>(value: T, name: K, known: T[K]): T {
  const copy = ifReadable(() => ({ ...value, [name]: known }));
  if (copy !== undefined) return copy;
  return new Proxy(value, {
    get: (target, asked, receiver): unknown => (asked === name ? known : Reflect.get(target, asked, receiver)),
  });
}

function read(schema: z.core.$ZodType, input: unknown): unknown {
  const parsed = readQuietly(schema, input);
  if (parsed.ok) return parsed.value;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return objectOf(inner, input);
  if (inner instanceof z.ZodArray) {
    // One that is too long is broken as a whole.
    if (!Array.isArray(input) || input.length > (maximumOf(inner) ?? Infinity)) return UNREADABLE;
    const entries = input.map((entry: unknown) => read(inner.element, entry));
    return guarded(entries, (place) => entries[Number(place)] === UNREADABLE, entries.includes(UNREADABLE));
  }
  const branch = inner instanceof z.ZodDiscriminatedUnion ? branchOf(inner, input) : undefined;
  return branch === undefined ? UNREADABLE : read(branch, input);
}

function objectOf(schema: z.ZodObject, input: unknown): unknown {
  if (!isObject(input)) return UNREADABLE;
  const members = membersOf(schema).map(([name, member]) => [name, read(member, memberOf(input, name))] as const);
  const broken = new Set(members.filter(([, value]) => value === UNREADABLE).map(([name]) => name));
  return guarded(Object.fromEntries(members), (name) => broken.has(name), broken.size > 0);
}

function guarded(value: object, isUnreadable: (name: string) => boolean, anyUnreadable: boolean): object {
  if (!anyUnreadable) return value;
  const look = (name: string | symbol): void => {
    if (typeof name === "string" && isUnreadable(name)) throw new UnreadablePart();
  };
  return new Proxy(value, {
    get(target, name, receiver): unknown {
      look(name);
      return Reflect.get(target, name, receiver);
    },
    has(target, name) {
      look(name);
      return Reflect.has(target, name);
    },
    ownKeys() {
      throw new UnreadablePart();
    },
  });
}
