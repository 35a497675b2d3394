import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ClientGrant } from "#core/access/client-grant.ts";
import { RIGHTS, type Client } from "#core/client.ts";
import { administerClients } from "../../../src/flow/access/administer-clients.ts";
import { followClients } from "../../../src/flow/access/follow-clients.ts";
import { createClientRegister, type ClientOfFile } from "../../../src/http/access/client-directory.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { sharedDatabase } from "../../store/shared-database.ts";

const place = sharedDatabase();
const HOUR_MS = 3_600_000;
const NOW = "2026-05-18T08:30:15+07:00";
const IN_A_DAY = "2026-05-19T08:30:15+07:00";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const province: Client = { id: "tinh", name: "Tỉnh", rights: new Set(RIGHTS), agencies: null };
const ward: Client = { id: "phuong", name: "Phường", rights: new Set(["administer", "read"]), agencies: ["H26.107"] };
const grant: ClientGrant = {
  id: "mot-cua",
  name: "Một cửa",
  rights: ["push", "read"],
  agencies: ["H26.107"],
  codeUnits: [],
};
const OF_FILE: readonly ClientOfFile[] = [
  { id: "tep", name: "Của tệp", rights: ["read"], agencies: ["H26.107"], keySha256: sha256("f") },
  { id: "tep-tinh", name: "Của tệp, cả tỉnh", rights: ["read"], keySha256: sha256("g") },
];

function open() {
  const clock = fakeClock(NOW);
  const store = place().store.clients;
  const register = createClientRegister(OF_FILE, "khoa-dau-tien", { clock, onConflict: () => undefined });
  const { look } = followClients({ store, register, clock });
  let made = 0;
  const administration = administerClients({
    clock,
    store,
    register,
    refresh: look,
    randomBytes: (size) => Buffer.alloc(size, (made += 1)),
    keyOverlapMs: 24 * HOUR_MS,
  });
  return { ...administration, clock, register, store, who: (key: string) => register.byKey(key)?.id ?? null };
}

/** A key that was given; fails where none was. */
function keyIn(result: { readonly kind: string }): string {
  if ("key" in result && typeof result.key === "string") return result.key;
  throw new Error(`no key: ${result.kind}`);
}

describe("adding a client", () => {
  it("gives a key of its name, which lets it in here at once", async () => {
    const { add, who } = open();
    const added = await add(province, grant);
    expect(added).toEqual({
      kind: "given",
      key: `lt_mot-cua_${Buffer.alloc(32, 1).toString("base64url")}`,
      client: {
        ...grant,
        source: "database",
        state: "active",
        lastUsedAt: null,
        previousKey: null,
        createdAt: NOW,
        createdBy: "operator:tinh",
        changedAt: NOW,
        revokedAt: null,
      },
    });
    expect(who(keyIn(added))).toBe("mot-cua");
    expect((await place().store.clients.find("mot-cua"))?.keySha256).toBe(sha256(keyIn(added)));
  });

  it.each<[string, Client, Partial<ClientGrant>, object]>([
    ["of an id of the file", province, { id: "tep" }, { kind: "configured" }],
    ["of the first day's id", province, { id: "bootstrap" }, { kind: "configured" }],
    [
      "with a right that one lacks",
      ward,
      { rights: ["read", "push"] },
      { kind: "beyond", excess: { rights: ["push"], agencies: [], codeUnits: [] } },
    ],
    [
      "of another agency",
      ward,
      { rights: ["read"], agencies: ["H26.108"] },
      { kind: "beyond", excess: { rights: [], agencies: ["H26.108"], codeUnits: [] } },
    ],
    [
      "of all agencies",
      ward,
      { rights: ["read"], agencies: null },
      { kind: "beyond", excess: { rights: [], agencies: null, codeUnits: [] } },
    ],
  ])("%s is refused, and nothing is added", async (_what, administrator, patch, refusal) => {
    const { add, store } = open();
    expect(await add(administrator, { ...grant, ...patch })).toEqual(refusal);
    expect(await store.all()).toEqual([]);
  });

  it("of an id that is or was another's is refused", async () => {
    const { add, revoke } = open();
    await add(province, grant);
    expect(await add(province, { ...grant, agencies: null })).toEqual({ kind: "taken" });
    await revoke(province, grant.id, "thử");
    expect(await add(province, grant)).toEqual({ kind: "taken" });
  });

  it("lets who is bound to agencies add within them, administrators too", async () => {
    const { add } = open();
    expect(await add(ward, { ...grant, rights: ["administer", "read"], agencies: ["H26.107.1"] })).toMatchObject({
      kind: "given",
      client: { createdBy: "operator:phuong" },
    });
  });
});

describe("another key", () => {
  it("works beside the old one for as long as configured, and then alone", async () => {
    const { add, rotate, clock, who } = open();
    const old = keyIn(await add(province, grant));
    const rotated = await rotate(province, grant.id, {});
    expect(rotated).toMatchObject({ client: { previousKey: { endsAt: IN_A_DAY, lastUsedAt: null } } });
    expect([who(old), who(keyIn(rotated))]).toEqual(["mot-cua", "mot-cua"]);
    clock.advance(24 * HOUR_MS);
    expect([who(old), who(keyIn(rotated))]).toEqual([null, "mot-cua"]);
  });

  it("takes the old one's place at once where it was stolen", async () => {
    const { add, rotate, who } = open();
    const old = keyIn(await add(province, grant));
    const rotated = await rotate(province, grant.id, { overlapMs: 0, reason: "Lộ khóa" });
    expect(rotated).toMatchObject({ client: { previousKey: null } });
    expect([who(old), who(keyIn(rotated))]).toEqual([null, "mot-cua"]);
  });

  it("that got lost is made anew without taking away the one in use", async () => {
    const { add, rotate, who } = open();
    const old = keyIn(await add(province, grant));
    who(old);
    const lost = keyIn(await rotate(province, grant.id, {}));
    const again = keyIn(await rotate(province, grant.id, {}));
    expect([who(old), who(lost), who(again)]).toEqual(["mot-cua", null, "mot-cua"]);
  });

  it("that was used stays when there is to be one more, though its use was not noted yet", async () => {
    const { add, rotate, who } = open();
    const first = keyIn(await add(province, grant));
    const second = keyIn(await rotate(province, grant.id, {}));
    who(second);
    const third = keyIn(await rotate(province, grant.id, {}));
    expect([who(first), who(second), who(third)]).toEqual([null, "mot-cua", "mot-cua"]);
  });

  it.each<[string, Client, string, object]>([
    ["who is not there", province, "khong-co", { kind: "absent" }],
    ["who stands in the file", province, "tep", { kind: "configured" }],
    ["the first day's", province, "bootstrap", { kind: "configured" }],
    ["who stands in the file, in sight", ward, "tep", { kind: "configured" }],
    ["who stands in the file, out of sight", ward, "tep-tinh", { kind: "absent" }],
    ["who is out of sight", ward, "xa", { kind: "absent" }],
    [
      "who may more than oneself",
      ward,
      "mot-cua",
      { kind: "beyond", excess: { rights: ["push"], agencies: [], codeUnits: [] } },
    ],
  ])("and revoking is refused for %s", async (_what, administrator, id, refusal) => {
    const { add, rotate, revoke, store } = open();
    await add(province, grant);
    await add(province, { ...grant, id: "xa", agencies: ["H26.108"] });
    const before = await store.all();
    expect(await rotate(administrator, id, {})).toEqual(refusal);
    expect(await revoke(administrator, id, "thử")).toEqual(refusal);
    expect(await store.all()).toEqual(before);
  });

  it("is not given to a revoked client", async () => {
    const { add, rotate, revoke } = open();
    await add(province, grant);
    await revoke(province, grant.id, "thử");
    expect(await rotate(province, grant.id, {})).toEqual({ kind: "revoked" });
  });
});

describe("revoking", () => {
  it("ends every key here at once, and says whether it was done before", async () => {
    const { add, rotate, revoke, who } = open();
    const old = keyIn(await add(province, grant));
    const key = keyIn(await rotate(province, grant.id, {}));
    expect(await revoke(province, grant.id, "Hết hợp đồng")).toMatchObject({
      kind: "done",
      revoked: true,
      client: { state: "revoked", revokedAt: NOW, previousKey: null },
    });
    expect([who(old), who(key)]).toEqual([null, null]);
    expect(await revoke(province, grant.id, "lại")).toMatchObject({ kind: "done", revoked: false });
  });
});

describe("the list", () => {
  it("has everybody for who is bound to nothing, with what is known of their keys", async () => {
    const { add, rotate, list, register, clock } = open();
    const old = keyIn(await add(province, grant));
    register.byKey("f");
    register.byKey(old);
    clock.advance(HOUR_MS);
    const rotated = keyIn(await rotate(province, grant.id, { overlapMs: HOUR_MS }));
    register.byKey(rotated);
    const again = await rotate(province, grant.id, { overlapMs: 2 * HOUR_MS });
    register.byKey(keyIn(again));
    const clients = await list(province);
    expect(clients.map(({ id, source, state, lastUsedAt }) => [id, source, state, lastUsedAt])).toEqual([
      ["tep", "config-file", "active", NOW],
      ["tep-tinh", "config-file", "active", null],
      ["bootstrap", "environment", "active", null],
      ["mot-cua", "database", "active", "2026-05-18T09:30:15+07:00"],
    ]);
    expect(clients.at(-1)?.previousKey).toEqual({
      endsAt: "2026-05-18T11:30:15+07:00",
      lastUsedAt: "2026-05-18T09:30:15+07:00",
    });
    clock.advance(2 * HOUR_MS);
    expect((await list(province)).at(-1)?.previousKey).toBeNull();
    expect(JSON.stringify(clients)).not.toMatch(/[0-9a-f]{64}|lt_/);
  });

  it("has only those within one's agencies otherwise", async () => {
    const { add, list } = open();
    await add(province, grant);
    await add(province, { ...grant, id: "xa", agencies: ["H26.108"] });
    await add(province, { ...grant, id: "ca-hai", agencies: ["H26.107", "H26.108"] });
    await add(province, { ...grant, id: "moi-noi", agencies: null });
    expect((await list(ward)).map(({ id }) => id)).toEqual(["tep", "mot-cua"]);
  });

  it("says who gives way to another", async () => {
    const { add, list, register } = open();
    await add(province, grant);
    register.configure([{ id: "mot-cua", name: "Của tệp", rights: ["read"], keySha256: sha256("f") }]);
    expect((await list(province)).map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "Của tệp: active",
      "Quản trị ban đầu: active",
      "Một cửa: set-aside",
    ]);
  });
});
