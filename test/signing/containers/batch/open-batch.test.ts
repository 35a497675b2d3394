import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { hashTree } from "#core/proof/hash-tree.ts";
import {
  batchDigest,
  batchStatement,
  type BatchValue,
  readBatchValue,
  writeBatchValue,
} from "../../../../src/signing/containers/batch/batch-value.ts";
import { createSigner } from "../../../../src/signing/containers/signing-profiles.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { now, root as ca, sampleKey } from "../../sample-keys.ts";

const inner = createSigner({ profile: "jws", key: sampleKey("ec-p256.p12") });
const policy = { trustAnchors: [ca], now };
const bodies = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`{"data":["Mẫu ${index}"]}`));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** A batch over these bodies, made here and not by the signer: what each of them carries. */
async function batchOver(leaves: readonly Uint8Array[]): Promise<BatchValue[]> {
  const tree = hashTree(leaves, batchDigest);
  const [root, size] = [hex(tree.root), leaves.length];
  const { value: signature } = await inner.sign(batchStatement({ root, size }), now);
  return tree.paths.map((path, position) => ({ by: "jws", size, position, root, path: path.map(hex), signature }));
}

const verdictOn = (value: BatchValue | string, body: Uint8Array) =>
  verifySignature(
    { profile: "batch", value: typeof value === "string" ? value : writeBatchValue(value), body },
    policy,
  );

async function reasonFor(value: BatchValue | string, body: Uint8Array): Promise<string> {
  const verdict = await verdictOn(value, body);
  return verdict.valid ? "valid" : verdict.reason;
}

const sizes = fc.integer({ min: 1, max: 40 });
const place = sizes.chain((size) => fc.record({ size: fc.constant(size), at: fc.nat({ max: size - 1 }) }));

describe("a batch signature", () => {
  it("proves every envelope of every size, and no other at its place", async () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = bodies(size);
      const values = await batchOver(leaves);
      for (const [at, value] of values.entries()) {
        const body = leaves[at] ?? Buffer.alloc(0);
        expect(await verdictOn(value, body)).toMatchObject({ valid: true, batch: { size, position: at } });
        if (size > 1) expect(await reasonFor(value, leaves[(at + 1) % size] ?? body)).toBe("batch-path-mismatch");
      }
    }
  });

  it("says nothing for other bytes, whatever they are", async () => {
    const leaves = bodies(6);
    const [value] = await batchOver(leaves);
    if (value === undefined) throw new Error("six values");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (other) => {
        fc.pre(!Buffer.from(other).equals(leaves[0] ?? Buffer.alloc(0)));
        expect(await reasonFor(value, other)).toBe("batch-path-mismatch");
      }),
    );
  });

  it("holds at no other place and in no tree of another size", async () => {
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat({ max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        async ({ size, at }, position, other) => {
          fc.pre(position !== at || other !== size);
          const leaves = bodies(size);
          const value = (await batchOver(leaves))[at];
          if (value === undefined) throw new Error("a value for each");
          const reason = await reasonFor({ ...value, position, size: other }, leaves[at] ?? Buffer.alloc(0));
          // A path can fit two sizes; then the signature, which says the size, does not.
          expect(reason).toMatch(/^(batch-position|batch-path-length|batch-path-mismatch|signature-mismatch)$/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("holds with no other path", async () => {
    await fc.assert(
      fc.asyncProperty(place, fc.nat(), fc.integer({ min: 1, max: 255 }), async ({ size, at }, where, mask) => {
        fc.pre(size > 1);
        const leaves = bodies(size);
        const value = (await batchOver(leaves))[at];
        if (value === undefined) throw new Error("a value for each");
        const path = value.path.map((one) => Buffer.from(one, "hex"));
        const hash = path[where % path.length];
        if (hash !== undefined) hash[where % 32] = (hash[where % 32] ?? 0) ^ mask;
        const changed = { ...value, path: path.map(hex) };
        expect(await reasonFor(changed, leaves[at] ?? Buffer.alloc(0))).toBe("batch-path-mismatch");
      }),
      { numRuns: 40 },
    );
  });

  describe("is refused", () => {
    const leaves = bodies(5);
    const body = leaves[3] ?? Buffer.alloc(0);
    const zero = "0".repeat(64);
    it.each<[string, (value: BatchValue) => BatchValue, string]>([
      ["of no envelopes", (value) => ({ ...value, size: 0 }), "batch-size"],
      ["of more envelopes than is accepted", (value) => ({ ...value, size: 65_537 }), "batch-size"],
      ["of an envelope behind the last", (value) => ({ ...value, position: 5 }), "batch-position"],
      ["at its neighbour's place", (value) => ({ ...value, position: 2 }), "batch-path-mismatch"],
      ["at a place with a shorter way", (value) => ({ ...value, position: 4 }), "batch-path-length"],
      ["with a path cut at the top", (value) => ({ ...value, path: value.path.slice(0, -1) }), "batch-path-length"],
      ["with a path cut at the leaf", (value) => ({ ...value, path: value.path.slice(1) }), "batch-path-length"],
      ["with no path", (value) => ({ ...value, path: [] }), "batch-path-length"],
      ["with a hash too many", (value) => ({ ...value, path: [...value.path, zero] }), "batch-path-length"],
      [
        "with a path of a hundred",
        (value) => ({ ...value, path: Array.from({ length: 100 }, () => zero) }),
        "batch-path-length",
      ],
      ["with another root", (value) => ({ ...value, root: zero }), "batch-path-mismatch"],
      ["by another container", (value) => ({ ...value, by: "cms" }), "cms-malformed"],
      ["said to be of a larger batch with a path as long", (value) => ({ ...value, size: 6 }), "signature-mismatch"],
    ])("%s", async (_, change, reason) => {
      const value = (await batchOver(leaves))[3];
      if (value === undefined) throw new Error("a value for each");
      expect(await reasonFor(value, body)).toBe("valid");
      expect(await reasonFor(change(value), body)).toBe(reason);
    });

    it("with the signature of another batch", async () => {
      const [mine] = await batchOver(leaves);
      const [theirs] = await batchOver(bodies(6));
      if (mine === undefined || theirs === undefined) throw new Error("a value for each");
      const [first = Buffer.alloc(0)] = leaves;
      expect(await reasonFor({ ...mine, signature: theirs.signature }, first)).toBe("signature-mismatch");
    });

    it("with an inner node in the place of an envelope", async () => {
      const four = bodies(4);
      const value = (await batchOver(four))[0];
      if (value === undefined) throw new Error("a value for each");
      const [a, b] = four.map((one) => batchDigest(Buffer.concat([Uint8Array.of(0), one])));
      const node = Buffer.concat([a ?? Buffer.alloc(0), b ?? Buffer.alloc(0)]);
      // The tree one level up has the same hashes, if a node could pass for a leaf: with the mark before it or without.
      const above = { ...value, size: 2, path: value.path.slice(1) };
      for (const forged of [node, Buffer.concat([Uint8Array.of(1), node])])
        expect(await reasonFor(above, forged)).toBe("batch-path-mismatch");
    });

    it("where the last envelope is counted twice, as trees that fill up do", async () => {
      const three = bodies(3);
      const last = three[2] ?? Buffer.alloc(0);
      const value = (await batchOver(three))[2];
      if (value === undefined) throw new Error("a value for each");
      const twin = hex(batchDigest(Buffer.concat([Uint8Array.of(0), last])));
      const fourth = { ...value, size: 4, position: 3, path: [twin, ...value.path] };
      expect(await reasonFor(fourth, last)).toBe("batch-path-mismatch");
    });

    it("when it is not of the one form, or longer than a header", async () => {
      const value = (await batchOver(leaves))[3];
      if (value === undefined) throw new Error("a value for each");
      const good = writeBatchValue(value);
      for (const bad of [
        "",
        "by=jws",
        ` ${good}`,
        `${good}\n`,
        good.replace("by=jws", "by=batch"),
        good.replace("by=jws", "by=none"),
        good.replace("size=5", "size=05"),
        good.replace("size=5", "size=+5"),
        good.replace("size=5", "size=5.0"),
        good.replace("size=5", "size=5;size=5"),
        good.replace("position=3", "position=-1"),
        good.replace("position=3", "position=1e1"),
        good.replace("position=3", "position=99999999999999999999"),
        good.replace(value.root, value.root.toUpperCase()),
        good.replace(";path=", ";path=."),
        good.replace("path=", "way="),
        good.replace(";signature=", ";signature=;x="),
        `${good};more=1`,
      ]) {
        expect(readBatchValue(bad), bad).toBeUndefined();
        expect(await reasonFor(bad, body)).toBe("batch-malformed");
      }
      expect(await reasonFor({ ...value, path: Array.from({ length: 300 }, () => zero) }, body)).toBe(
        "header-too-large",
      );
    });

    it("over more bytes than the limit, before they are hashed", async () => {
      const value = writeBatchValue((await batchOver(leaves))[3] ?? ({} as BatchValue));
      const verdict = await verifySignature({ profile: "batch", value, body }, { ...policy, limits: { bytes: 3 } });
      expect(verdict).toMatchObject({ valid: false, reason: "too-large" });
    });

    it("by a key nobody trusts", async () => {
      const [value] = await batchOver(leaves);
      const input = {
        profile: "batch",
        value: writeBatchValue(value ?? ({} as BatchValue)),
        body: leaves[0] ?? body,
      } as const;
      expect(await verifySignature(input, { ...policy, trustAnchors: [] })).toMatchObject({
        reason: "chain-untrusted",
      });
    });
  });

  it("of two equal envelopes proves each at its own place", async () => {
    const [twin = Buffer.alloc(0)] = bodies(1);
    const values = await batchOver([twin, twin, twin]);
    for (const [at, value] of values.entries())
      expect(await verdictOn(value, twin)).toMatchObject({ valid: true, batch: { size: 3, position: at } });
  });
});
