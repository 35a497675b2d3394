/**
 * A hash tree over many leaves, so that one timestamp covers them all and each can be proven alone (RFC 9162, section
 * 2.1: leaves and inner nodes begin with different bytes, so that neither passes for the other). The digest comes in as a
 * parameter, because nothing here may depend on a library.
 */
export type Digest = (bytes: Uint8Array) => Uint8Array;

const leafMark = 0x00;
const nodeMark = 0x01;

/** What proves that a leaf belongs to a root: the hashes beside the way up, lowest first. */
export interface HashTree {
  readonly root: Uint8Array;
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** Hash of a leaf. */
export function leafHash(leaf: Uint8Array, digest: Digest): Uint8Array {
  return digest(join([Uint8Array.of(leafMark), leaf]));
}

/**
 * Builds the tree of these leaves (at least one).
 * @throws RangeError without a leaf
 */
export function hashTree(leaves: readonly Uint8Array[], digest: Digest): HashTree {
  if (leaves.length === 0) throw new RangeError("a tree needs a leaf");
  const paths = leaves.map((): Uint8Array[] => []);
  const grow = (from: number, to: number): Uint8Array => {
    if (to - from === 1) return leafHash(leaves[from] ?? new Uint8Array(), digest);
    const middle = from + splitOf(to - from);
    const [left, right] = [grow(from, middle), grow(middle, to)];
    paths.slice(from, middle).forEach((path) => path.push(right));
    paths.slice(middle, to).forEach((path) => path.push(left));
    return nodeHash(left, right, digest);
  };
  return { root: grow(0, leaves.length), paths };
}

/** Root that a leaf at `position` of `size` leaves leads to by its path; undefined when the path is not of that length. */
export function rootFrom(
  leaf: Uint8Array,
  { position, size, path }: { readonly position: number; readonly size: number; readonly path: readonly Uint8Array[] },
  digest: Digest,
): Uint8Array | undefined {
  if (!Number.isSafeInteger(position) || position < 0 || position >= size) return undefined;
  const climb = (at: number, count: number, height: number): Uint8Array | undefined => {
    if (count === 1) return height === 0 ? leafHash(leaf, digest) : undefined;
    const beside = path[height - 1];
    if (beside === undefined) return undefined;
    const split = splitOf(count);
    const isLeft = at < split;
    const below = isLeft ? climb(at, split, height - 1) : climb(at - split, count - split, height - 1);
    if (below === undefined) return undefined;
    return isLeft ? nodeHash(below, beside, digest) : nodeHash(beside, below, digest);
  };
  return climb(position, size, path.length);
}

/** Hash of an inner node. */
export function nodeHash(left: Uint8Array, right: Uint8Array, digest: Digest): Uint8Array {
  return digest(join([Uint8Array.of(nodeMark), left, right]));
}

/** Where a tree of so many leaves, more than one, divides: the largest power of two smaller than the count. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
