import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashTree, rootFrom } from "#core/proof/hash-tree.ts";

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? "").toString("hex");
const leaves = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`lá ${index}`));
const sizes = fc.integer({ min: 1, max: 70 });

describe("a hash tree", () => {
  it("is that of RFC 9162: leaves and nodes marked, the larger power of two to the left", () => {
    const [a, b, c] = leaves(3).map((leaf) => digest(Buffer.concat([Uint8Array.of(0), leaf])));
    const node = (left: Uint8Array, right: Uint8Array) => digest(Buffer.concat([Uint8Array.of(1), left, right]));
    const none = new Uint8Array();
    expect(hex(hashTree(leaves(3), digest).root)).toBe(hex(node(node(a ?? none, b ?? none), c ?? none)));
    expect(() => hashTree([], digest)).toThrow("a tree needs a leaf");
  });

  it("proves each of its leaves by a path of its own", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { root, paths } = hashTree(leaves(size), digest);
        leaves(size).forEach((leaf, position) => {
          const path = paths[position] ?? [];
          expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
          expect(hex(rootFrom(leaf, { position, size, path }, digest))).toBe(hex(root));
        });
      }),
    );
  });

  it("proves nothing else: no other leaf, place, size or path", () => {
    const size = 6;
    const { root, paths } = hashTree(leaves(size), digest);
    const [leaf = Buffer.alloc(0)] = leaves(1);
    const path = paths[0] ?? [];
    const lies = [
      [Buffer.from("lá 9"), { position: 0, size, path }],
      [leaf, { position: 1, size, path }],
      [leaf, { position: 0, size, path: path.slice(1) }],
      [leaf, { position: 0, size, path: [...path, root] }],
      [leaf, { position: 0, size: 2, path }],
      [leaf, { position: 6, size, path }],
      [leaf, { position: -1, size, path }],
      [leaf, { position: 0.5, size, path }],
    ] as const;
    for (const [told, place] of lies) expect(hex(rootFrom(told, place, digest))).not.toBe(hex(root));
  });

  it("leads nowhere from a place outside it or by a path of another length", () => {
    const path = [digest(Buffer.from("a")), digest(Buffer.from("b"))];
    const places = [
      { position: 4, size: 4, path },
      { position: 9, size: 4, path },
      { position: 0, size: 4, path: path.slice(1) },
      { position: 0, size: 2, path },
      { position: 0, size: 0, path: [] },
    ];
    for (const place of places) expect(rootFrom(Buffer.from("lá"), place, digest)).toBeUndefined();
  });
});
