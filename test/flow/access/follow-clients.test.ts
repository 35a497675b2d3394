import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ClientConflict } from "#core/access/configured-clients.ts";
import { Fault } from "#core/fault.ts";
import type { ClientStore } from "#core/ports/client-store.ts";
import { followClients } from "../../../src/flow/access/follow-clients.ts";
import { createClientRegister, type ClientOfFile } from "../../../src/http/access/client-directory.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { sharedDatabase } from "../../store/shared-database.ts";

const place = sharedDatabase();
const MINUTE = 60_000;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const grant = { id: "mot-cua", name: "Một cửa", rights: ["push"] as const, agencies: null, codeUnits: [] };

/** A process: what it knows of the clients, and how it follows the database. */
function openProcess(input: { readonly ofFile?: readonly ClientOfFile[]; readonly store?: Partial<ClientStore> } = {}) {
  const clock = fakeClock();
  const conflicts: ClientConflict[] = [];
  const register = createClientRegister(input.ofFile ?? [], "khoa-dau-tien", {
    clock,
    onConflict: (conflict) => void conflicts.push(conflict),
  });
  const { look } = followClients({ store: { ...place().store.clients, ...input.store }, register, clock });
  const by = () => ({ actor: "operator:bootstrap", at: new Date(clock.now()) });
  return { clock, conflicts, register, look, by, who: (key: string) => register.byKey(key)?.id ?? null };
}

describe("several processes on one database", () => {
  it("see what one of them changed at their next look, and not before", async () => {
    const { clients } = place().store;
    const [one, two] = [openProcess(), openProcess()];
    await one.look();
    await two.look();
    await clients.add(grant, sha256("a"), one.by());
    await one.look();
    expect([one.who("a"), two.who("a")]).toEqual(["mot-cua", null]);
    await two.look();
    expect(two.who("a")).toBe("mot-cua");
    expect(two.register.byId("mot-cua")).toMatchObject({ name: "Một cửa", agencies: null });

    await clients.revoke("mot-cua", two.by());
    expect(one.who("a")).toBe("mot-cua");
    await one.look();
    expect([one.who("a"), one.register.byId("mot-cua"), one.register.byKeySha256(sha256("a"))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("let an old key in until its overlap ends by the clock, whether or not they can look", async () => {
    const { clients } = place().store;
    let away = false;
    const mark = async () => {
      if (away) throw new Fault("database-unavailable", { vi: "mất", en: "away" });
      return clients.mark();
    };
    const { clock, look, by, who, register } = openProcess({ store: { mark } });
    await clients.add(grant, sha256("a"), by());
    await clients.rotate("mot-cua", sha256("b"), new Date(clock.now() + MINUTE), by());
    await look();
    away = true;
    clock.advance(MINUTE - 1);
    expect([who("a"), who("b")]).toEqual(["mot-cua", "mot-cua"]);
    clock.advance(1);
    await expect(look()).rejects.toThrow("away");
    expect([who("a"), who("b"), register.byKeySha256(sha256("a"))]).toEqual([null, "mot-cua", null]);
  });

  it("keep to what they know while the database is away, and look again afterwards", async () => {
    const { clients } = place().store;
    let failures = 1;
    const all = async () => {
      if ((failures -= 1) >= 0) throw new Error("away");
      return clients.all();
    };
    const { look, by, who } = openProcess({ store: { all } });
    await clients.add(grant, sha256("a"), by());
    await expect(look()).rejects.toThrow("away");
    expect([who("a"), who("khoa-dau-tien")]).toEqual([null, "bootstrap"]);
    await look();
    expect(who("a")).toBe("mot-cua");
  });

  it("do not let an older look undo a newer one", async () => {
    const { clients } = place().store;
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let slow = true;
    const all = async () => {
      const seen = await clients.all();
      if (slow) {
        slow = false;
        reached.resolve();
        await held.promise;
      }
      return seen;
    };
    const { look, by, who } = openProcess({ store: { all } });
    await clients.add(grant, sha256("a"), by());
    const older = look();
    await reached.promise;
    await clients.revoke("mot-cua", by());
    const newer = look();
    // Time enough for the newer one to have seen everything, did it not wait for its turn.
    for (let i = 0; i < 5; i += 1) await clients.mark();
    held.resolve();
    await Promise.all([older, newer]);
    expect(who("a")).toBeNull();
  });

  it("read the clients only when there was a change", async () => {
    const { clients } = place().store;
    let reads = 0;
    const all = () => ((reads += 1), clients.all());
    const { look, by } = openProcess({ store: { all } });
    for (let i = 0; i < 3; i += 1) await look();
    await clients.add(grant, sha256("a"), by());
    for (let i = 0; i < 3; i += 1) await look();
    expect(reads).toBe(2);
  });
});

describe("uses of keys", () => {
  it("are noted at the first look after, and then every five minutes", async () => {
    const { clients } = place().store;
    let written = 0;
    const noteUses: ClientStore["noteUses"] = (uses) => ((written += 1), clients.noteUses(uses));
    const { clock, look, by, who } = openProcess({ store: { noteUses } });
    await clients.add(grant, sha256("a"), by());
    await look();
    expect(written).toBe(0);
    const first = new Date(clock.now());
    who("a");
    who("khong-cua-ai");
    await look();
    expect(await clients.uses()).toEqual(new Map([[sha256("a"), first]]));
    clock.advance(5 * MINUTE - 1);
    who("a");
    await look();
    expect([written, await clients.uses()]).toEqual([1, new Map([[sha256("a"), first]])]);
    clock.advance(1);
    who("a");
    await look();
    await look();
    expect([written, await clients.uses()]).toEqual([2, new Map([[sha256("a"), new Date(clock.now())]])]);
  });

  it("are noted of keys of the configuration too", async () => {
    const { look, who } = openProcess({
      ofFile: [{ id: "tep", name: "Tệp", rights: ["read"], keySha256: sha256("f") }],
    });
    who("f");
    who("khoa-dau-tien");
    await look();
    expect([...(await place().store.clients.uses()).keys()].toSorted()).toEqual(
      [sha256("f"), sha256("khoa-dau-tien")].toSorted(),
    );
  });
});

describe("a client that gives way to another", () => {
  const ofFile = [{ id: "mot-cua", name: "Của tệp", rights: ["read"] as const, keySha256: sha256("f") }];

  it("is told of once, and let in when the other is gone", async () => {
    const { clients } = place().store;
    const { look, by, who, register, conflicts } = openProcess({ ofFile });
    await clients.add(grant, sha256("a"), by());
    await look();
    await clients.add({ ...grant, id: "khac" }, sha256("b"), by());
    await look();
    expect([who("f"), who("a"), who("b")]).toEqual(["mot-cua", null, "khac"]);
    expect(conflicts).toEqual([{ id: "mot-cua", cause: "configured" }]);
    register.configure([]);
    expect([who("f"), who("a")]).toEqual([null, "mot-cua"]);
    register.configure(ofFile);
    expect(conflicts.length).toBe(2);
  });

  it("does not come back by the file once it was revoked", async () => {
    const { clients } = place().store;
    const { look, by, who, register, conflicts } = openProcess();
    await clients.add(grant, sha256("a"), by());
    await clients.revoke("mot-cua", by());
    await look();
    register.configure([...ofFile, { id: "ten-khac", name: "Khác", rights: ["push"], keySha256: sha256("a") }]);
    expect([who("f"), who("a")]).toEqual([null, null]);
    expect(conflicts).toEqual([
      { id: "mot-cua", cause: "revoked" },
      { id: "ten-khac", cause: "revoked" },
    ]);
  });
});
