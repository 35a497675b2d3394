import { describe, expect, it } from "vitest";
import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";
import { checkpointInput } from "#core/proof/audit-chain.ts";
import type { AuditChainStore } from "#core/proof/audit-chain.ts";
import { coverAudit, sealAudit } from "../../src/flow/seal-audit.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { take } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();
const HOUR = 3_600_000;
const going = new AbortController().signal;

function open({
  limit = 100,
  patch = {},
}: { readonly limit?: number; readonly patch?: Partial<AuditChainStore> } = {}) {
  const clock = fakeClock();
  const signed: string[] = [];
  const sealed: { readonly position: number; readonly link: string }[] = [];
  const waits: number[] = [];
  let isAway = false;
  let isBroken = false;
  const store = place().store.auditChain;
  const deps = {
    clock,
    store: { ...store, ...patch },
    limit,
    signer: {
      profile: "test",
      subject: "CN=test",
      notBefore: new Date("2026-01-01T00:00:00Z"),
      notAfter: new Date("2036-01-01T00:00:00Z"),
      sign: async (bytes: Uint8Array) => {
        if (isAway) throw new KeyUnavailable({ vi: "mất", en: "away" }, 1000);
        if (isBroken) throw new Error("broken");
        signed.push(Buffer.from(bytes).toString());
        return {
          profile: "test",
          header: "X-Test",
          value: `signature ${signed.length}`,
          certificateThumbprint: "test",
        };
      },
    },
    events: { auditSealed: (point: { readonly position: number; readonly link: string }) => void sealed.push(point) },
  };
  return {
    clock,
    store,
    signed,
    sealed,
    waits,
    tokenIsAway: (away: boolean) => (isAway = away),
    signerIsBroken: () => (isBroken = true),
    /** Entries are linked a round after they appear. */
    seal: async (signal = going) => {
      await sealAudit({ ...deps, checkpointEveryMs: HOUR }, signal);
      await sealAudit({ ...deps, checkpointEveryMs: HOUR }, signal);
    },
    cover: (signal = going) => coverAudit({ ...deps, wait: async (ms) => waits.push(ms) }, signal),
  };
}

describe("the audit log", () => {
  it("is linked and put under a signed checkpoint, once an hour and only when something was added", async () => {
    const { clock, store, signed, sealed, seal } = open({ limit: 2 });
    for (const code of ["A", "B", "C", "D", "E"]) await take(place().store, code);
    await seal();
    const head = await store.head();
    expect(head?.position).toBe(5);
    expect(sealed.at(-1)).toEqual({ position: 5, link: head?.link });
    expect(head?.checkpoint).toMatchObject({
      position: 5,
      link: head?.link,
      root: await store.root(5),
      at: "2026-05-18T01:30:15.000Z",
      signature: { profile: "test", header: "X-Test", value: `signature ${signed.length}` },
    });
    expect(signed.at(-1)).toBe(checkpointInput(head?.checkpoint ?? { position: 0, link: "", root: null, at: "" }));
    const before = signed.length;
    await take(place().store, "F");
    await seal();
    expect([(await store.head())?.position, signed.length]).toEqual([6, before]);
    clock.advance(HOUR - 1);
    await seal();
    expect(signed).toHaveLength(before);
    clock.advance(1);
    await seal();
    expect((await store.head())?.checkpoint?.position).toBe(6);
    clock.advance(2 * HOUR);
    await seal();
    expect(signed).toHaveLength(before + 1);
  });

  it("waits for a token that is away, and says so when anything else is wrong", async () => {
    const { store, sealed, seal, tokenIsAway } = open();
    await take(place().store, "A");
    tokenIsAway(true);
    await seal();
    expect([(await store.head())?.checkpoint, sealed]).toEqual([null, []]);
    tokenIsAway(false);
    await seal();
    expect((await store.head())?.checkpoint?.position).toBe(1);
    await take(place().store, "B");
    const other = open();
    other.signerIsBroken();
    other.clock.advance(2 * HOUR);
    await expect(other.seal()).rejects.toThrow("broken");
  });

  it("is covered up to what has just happened for evidence, without waiting for the hour", async () => {
    const { store, seal, cover } = open();
    await take(place().store, "A");
    await seal();
    await take(place().store, "B");
    await cover();
    expect(await store.isLinked(await store.newest())).toBe(true);
    expect((await store.head())?.checkpoint?.position).toBe(2);
  });

  it("is left alone by a gateway that stops", async () => {
    const { store, signed, seal, cover } = open();
    await take(place().store, "A");
    await seal(AbortSignal.abort());
    await cover(AbortSignal.abort());
    expect([await store.head(), signed]).toEqual([null, []]);
  });

  it("is not waited for longer than a second where a transaction holds its newest entries back", async () => {
    let links = 0;
    const { extend } = place().store.auditChain;
    const { signed, waits, cover } = open({
      patch: {
        isLinked: async () => false,
        extend: (terms) => {
          links += 1;
          return extend(terms);
        },
      },
    });
    await take(place().store, "A");
    await cover();
    expect(links).toBe(20);
    expect(waits).toEqual(Array.from({ length: 18 }, () => 50));
    expect(signed).toHaveLength(1);
    await cover(AbortSignal.abort());
    expect([links, waits.length]).toEqual([20, 18]);
  });

  it("is not touched by a gateway that stops, wherever it is told to", async () => {
    const fail = () => Promise.reject(new Error("it goes on"));
    const { signed, seal } = open({ patch: { extend: fail, grow: fail } });
    await seal(AbortSignal.abort());
    expect(signed).toEqual([]);
  });

  it("gets a checkpoint with a root in the place of one that was signed without", async () => {
    const { auditChain } = place().store;
    const head: AuditChainStore["head"] = async () => {
      const found = await auditChain.head();
      const checkpoint = found?.checkpoint ?? null;
      return found === null ? null : { ...found, checkpoint: checkpoint && { ...checkpoint, root: null } };
    };
    const { clock, signed, seal } = open({ patch: { head } });
    await take(place().store, "A");
    await seal();
    const before = signed.length;
    clock.advance(HOUR);
    await seal();
    expect(signed.length).toBeGreaterThan(before);
  });
});
