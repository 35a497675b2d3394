import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rootFrom } from "#core/proof/hash-tree.ts";
import { leafOf, type StampResult } from "#core/proof/timestamps.ts";
import { stampEnvelopes } from "../../src/flow/stamp-envelopes.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { claimed, envelopeOf, messagesIn, take } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();
const AT = new Date("2026-05-18T02:00:00.000Z");
const digest = (bytes: Uint8Array | string): Buffer => hash("sha256", bytes, "buffer");

/** Stores an envelope under way for each of these bodies. */
async function send(bodies: readonly string[]): Promise<void> {
  const { store } = place();
  for (const body of bodies) {
    await take(store, body);
    const claim = await claimed(store);
    await store.delivery.beginAttempt({
      leaseToken: claim.leaseToken,
      envelope: envelopeOf(body),
      bodySha256: digest(body).toString("hex"),
      messageIds: messagesIn(claim).map(({ id }) => id),
      isNew: true,
    });
  }
}

function open(mostEnvelopes = 10) {
  const asked: Uint8Array[] = [];
  const heard: string[] = [];
  let away = false;
  const random = seededRandom(3);
  const stamp = async (bytes: Uint8Array): Promise<StampResult> => {
    asked.push(bytes);
    return away
      ? { kind: "failed", cause: "unreachable", detail: "away" }
      : { kind: "stamped", token: Buffer.concat([Buffer.from("token "), bytes]), at: AT };
  };
  return {
    asked,
    heard,
    goAway: (gone: boolean) => (away = gone),
    round: (signal?: AbortSignal) =>
      stampEnvelopes(
        {
          store: place().store.timestamps,
          authority: { stamp },
          random,
          events: {
            envelopesStamped: (count) => void heard.push(`stamped ${count}`),
            timestampFailed: ({ cause }) => void heard.push(`failed ${cause}`),
          },
          mostEnvelopes,
        },
        signal,
      ),
  };
}

describe("timestamps over what was sent", () => {
  it("cover many envelopes with one token, each provable alone in its evidence", async () => {
    await send(["a", "b", "c"]);
    const { asked, heard, round } = open();
    expect(await round()).toBe(false);
    expect([asked.length, heard]).toEqual([1, ["stamped 3"]]);
    expect(await round()).toBe(false);
    expect(asked).toHaveLength(1);

    for (const code of ["a", "b", "c"]) {
      const found = await place().store.evidence.evidence(code, null, 1000);
      if (found.kind !== "found") throw new Error(found.kind);
      const [envelope] = found.material.envelopes;
      const [timestamp] = found.material.timestamps;
      if (envelope?.timestamp == null || timestamp === undefined) throw new Error("no timestamp");
      expect(timestamp).toMatchObject({ treeSize: 3, stampedAt: "2026-05-18T09:00:00+07:00" });
      const leaf = leafOf({ bodySha256: digest(code), signatureSha256: digest(envelope.signature.value) });
      const path = envelope.timestamp.path.map((one) => Buffer.from(one, "hex"));
      const root = rootFrom(leaf, { position: envelope.timestamp.position, size: 3, path }, digest) ?? Buffer.alloc(0);
      expect(Buffer.from(root).toString("hex")).toBe(timestamp.root);
      expect(Buffer.from(asked[0] ?? "").equals(root)).toBe(true);
      expect(Buffer.from(timestamp.token).equals(Buffer.concat([Buffer.from("token "), root]))).toBe(true);
    }
  });

  it("wait in the database while the authority is away, and are worked off batch by batch", async () => {
    await send(["a", "b", "c"]);
    const { asked, heard, round, goAway } = open(2);
    goAway(true);
    expect(await round()).toBe(false);
    expect(heard).toEqual(["failed unreachable"]);
    expect(await round(new AbortController().signal)).toBe(false);
    expect(heard).toHaveLength(2);
    // Stopped in the middle, nobody is to blame.
    expect(await round(AbortSignal.abort())).toBe(false);
    expect(heard).toHaveLength(2);
    goAway(false);
    expect([await round(), await round()]).toEqual([true, false]);
    expect(heard.slice(2)).toEqual(["stamped 2", "stamped 1"]);
    expect(asked).toHaveLength(5);
  });

  it("cover each envelope once, when two gateways ask at the same time", async () => {
    await send(["a", "b"]);
    const { store, database } = place();
    const batch = await store.timestamps.unstamped(10);
    const leaves = batch.map(({ id }) => ({ envelopeId: id, path: [] }));
    const token = (id: string) => ({ id, root: "00", token: Buffer.from(id), stampedAt: AT, leaves });
    const [first, second] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
    expect(await store.timestamps.keep(token(first))).toBe(2);
    expect(await store.timestamps.keep(token(second))).toBe(0);
    const kept = await database.db.selectFrom("timestamps").select("id").execute();
    expect(kept).toEqual([{ id: first }]);
  });
});
