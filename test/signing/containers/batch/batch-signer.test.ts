import { describe, expect, it } from "vitest";

import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports/ports.ts";
import { type BatchOptions, createBatchSigner } from "../../../../src/signing/containers/batch/batch-signer.ts";
import { BATCH_HEADER, readBatchValue } from "../../../../src/signing/containers/batch/batch-value.ts";
import { batchProfiles, createSigner } from "../../../../src/signing/containers/signing-profiles.ts";
import { signatureCarriers } from "../../../../src/signing/verify/carriers.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { now, root, sampleKey } from "../../sample-keys.ts";

const key = sampleKey("rsa-modern.p12");
// Profile vn sends no issuers.
const policy = { trustAnchors: [root], intermediates: key.chain.slice(1), now };
const bodies = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`{"data":["Mẫu ${index}"]}`));

/** A key that signs when it is let, and what was asked of it. */
function heldKey() {
  const inner = createSigner({ profile: "jws", key });
  const turns: PromiseWithResolvers<void>[] = [];
  const signer: Signer = {
    ...inner,
    async sign(bytes, at) {
      const turn = Promise.withResolvers<void>();
      turns.push(turn);
      await turn.promise;
      return inner.sign(bytes, at);
    },
  };
  return { signer, turns };
}

/** The window ends when the test says so. */
function heldWindow(patch: Partial<BatchOptions> = {}) {
  const windows: PromiseWithResolvers<void>[] = [];
  const sizes: number[] = [];
  const wait = (): Promise<void> => {
    const window = Promise.withResolvers<void>();
    windows.push(window);
    return window.promise;
  };
  const options: BatchOptions = { maxSize: 100, maxWaitMs: 10, wait, onSigned: (size) => sizes.push(size), ...patch };
  return { options, windows, sizes };
}

/** Lets everything that can go on without time or key go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("a batch signer", () => {
  it.each(batchProfiles)(
    "gives %s: one signature for all that come within the window, each verifiable alone",
    async (profile) => {
      const { options, windows, sizes } = heldWindow();
      const signer = createSigner({ profile, key, batch: options });
      expect(signer.profile).toBe(profile);
      const sent = bodies(5);
      const signing = sent.map((body) => signer.sign(body, now));
      await settle();
      expect([windows.length, sizes]).toEqual([1, []]);
      windows[0]?.resolve();
      const signed = await Promise.all(signing);
      expect(sizes).toEqual([5]);
      expect(new Set(signed.map(({ value }) => readBatchValue(value)?.signature)).size).toBe(1);
      for (const [index, { header, value, certificateThumbprint }] of signed.entries()) {
        expect(header).toBe(BATCH_HEADER);
        const input = signatureCarriers.get(header)?.(value, sent[index] ?? Buffer.alloc(0));
        const verdict = input && (await verifySignature(input, policy));
        const batch = { size: 5, position: index };
        expect(verdict).toMatchObject({
          valid: true,
          profile,
          thumbprint: certificateThumbprint,
          signedAt: now,
          batch,
        });
        expect(verdict?.valid === true && verdict.signed).toEqual([{ uri: "", bytes: sent[index] }]);
      }
    },
  );

  it("signs as soon as a batch is full, and starts another", async () => {
    const { options, windows, sizes } = heldWindow({ maxSize: 3 });
    const signer = createSigner({ profile: "jws-batch", key, batch: options });
    const signing = bodies(7).map((body) => signer.sign(body, now));
    await Promise.all(signing.slice(0, 6));
    expect(sizes).toEqual([3, 3]);
    expect(windows).toHaveLength(3);
    windows[2]?.resolve();
    const last = await signing[6];
    expect(sizes).toEqual([3, 3, 1]);
    expect(readBatchValue(last?.value ?? "")).toMatchObject({ size: 1, position: 0, path: [] });
  });

  it("asks the key for one signature at a time, and gathers what comes meanwhile", async () => {
    const { signer: inner, turns } = heldKey();
    const { options, sizes } = heldWindow({ maxWaitMs: 0 });
    const signer = createBatchSigner(inner, options);
    const [first, ...others] = bodies(6);
    const one = signer.sign(first ?? Buffer.alloc(0), now);
    await settle();
    const rest = others.map((body) => signer.sign(body, now));
    await settle();
    expect(turns).toHaveLength(1);
    turns[0]?.resolve();
    await one;
    await settle();
    expect(turns).toHaveLength(2);
    turns[1]?.resolve();
    await Promise.all(rest);
    expect(sizes).toEqual([1, 5]);
  });

  it("states the time of the last of them", async () => {
    const { options, windows } = heldWindow();
    const signer = createSigner({ profile: "jws-batch", key, batch: options });
    const later = new Date(now.getTime() + 5000);
    const [one, two] = [signer.sign(Buffer.from("1"), later), signer.sign(Buffer.from("2"), now)];
    windows[0]?.resolve();
    const signed = await Promise.all([one, two]);
    const input = { profile: "batch", value: signed[1]?.value ?? "", body: Buffer.from("2") } as const;
    expect(await verifySignature(input, { ...policy, now: later })).toMatchObject({ valid: true, signedAt: later });
  });

  it("fails for all that were to have the signature, and goes on with the next", async () => {
    const inner = createSigner({ profile: "jws", key });
    let broken = true;
    const failing: Signer = {
      ...inner,
      sign: async (bytes, at) => {
        if (broken) throw new Fault("key-unreadable", { vi: "Khóa không trả lời.", en: "The key does not answer." });
        return inner.sign(bytes, at);
      },
    };
    const { options, windows, sizes } = heldWindow();
    const signer = createBatchSigner(failing, options);
    const signing = bodies(3).map((body) => signer.sign(body, now));
    windows[0]?.resolve();
    for (const one of await Promise.allSettled(signing))
      expect(one).toMatchObject({ status: "rejected", reason: { code: "key-unreadable" } });
    broken = false;
    const next = signer.sign(Buffer.from("x"), now);
    windows[1]?.resolve();
    expect((await next).profile).toBe("jws-batch");
    expect(sizes).toEqual([1]);
  });

  it("is not made for a profile that does not exist", () => {
    expect(() => createSigner({ profile: "pgp-batch", key })).toThrow(Fault);
    expect(() => createSigner({ profile: "jws-batch-batch", key })).toThrow(Fault);
  });
});
