import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Client } from "#core/client.ts";
import type { Change } from "#core/ports/changes.ts";
import type { Events } from "#core/ports/events.ts";
import type { Webhook, WebhookAnswer, WebhookMessage } from "#core/ports/webhooks.ts";
import { notifyWebhook, type NotifyDependencies } from "../../src/flow/notify-webhook.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { tell } from "../store/telling.ts";
import { take } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();
const HOUR = 3_600_000;
/** How long each request takes. */
const SENDING_MS = 20;
const TAKEN: WebhookAnswer = { kind: "taken", httpStatus: 204 };
const FAILED: WebhookAnswer = { kind: "failed", cause: "http-500", httpStatus: 500 };

const WEBHOOK: Webhook = {
  name: "w",
  client: "vendor-a",
  scope: null,
  kinds: null,
  maxChanges: 3,
  timeoutMs: 10_000,
  retry: { firstDelayMs: 1000, longestDelayMs: 8000 },
  disableAfterMs: 24 * HOUR,
};

/** The flow on the real store; requests are kept, and answered one after the other as told (taken, when that is over). */
async function openFlowUnderTest(webhook: Partial<Webhook> = {}) {
  const { store } = place();
  const clock = fakeClock();
  const sent: WebhookMessage[] = [];
  const answers: (WebhookAnswer | Error)[] = [];
  const disabled: string[] = [];
  const answered: Parameters<Events["webhookAnswered"]>[0][] = [];
  const deps: NotifyDependencies = {
    clock,
    random: seededRandom(3),
    feed: store.changes,
    store: store.webhooks,
    sender: {
      send: async (_name, message) => {
        sent.push(message);
        clock.advance(SENDING_MS);
        const answer = answers.shift() ?? TAKEN;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    clients: {
      byId: (id) => ({ id, name: id, rights: new Set(["read"]), agencies: webhook.scope ?? null }),
    },
    events: {
      webhookAnswered: (input) => void answered.push(input),
      webhookDisabled: ({ cause }) => void disabled.push(cause),
    },
  };
  await store.webhooks.register(["w"], new Date(clock.now()));
  return {
    clock,
    sent,
    answers,
    disabled,
    answered,
    deps,
    notify: (patch: Partial<NotifyDependencies> = {}) =>
      notifyWebhook({ ...deps, ...patch }, { ...WEBHOOK, ...webhook }),
    state: async () => (await store.webhooks.states())[0],
    /** Dossier codes of each request. */
    told: () =>
      sent.map(({ body }) =>
        changesOf(body)
          .map(({ dossierCode }) => dossierCode)
          .join(""),
      ),
  };
}

/** Whoever had the webhook in hand is given up; leases go by the database's clock. */
const leaseEnds = () =>
  place()
    .database.db.updateTable("webhooks")
    .set({ lease_until: new Date(0) })
    .execute();

interface Body {
  readonly type: string;
  readonly timestamp: string;
  readonly data: { readonly webhook: string; readonly changes: readonly Change[]; readonly missed?: boolean };
}
const bodyOf = (text: string | undefined) => JSON.parse(text ?? "{}") as Body;
const changesOf = (text: string) => bodyOf(text).data.changes;

describe("telling a webhook", () => {
  it("sends the changes in order, so many at a time, and then waits for more", async () => {
    const system = await openFlowUnderTest();
    expect(await system.notify()).toEqual({ at: null });
    await tell(place(), "A", "B");
    await tell(place(), "C", "D", "A");
    expect(await system.notify()).toBe("at-once");
    expect(await system.notify()).toBe("at-once");
    expect(await system.notify()).toEqual({ at: null });
    expect(system.told()).toEqual(["ABC", "DA"]);
    const page = await place().store.changes.read({ limit: 10, scope: null });
    if ("lost" in page) throw new Error("lost");
    expect(system.sent.map(({ body }) => bodyOf(body))).toEqual([
      {
        type: "dossiers.changed",
        timestamp: page.changes[2]?.at,
        data: { webhook: "w", changes: page.changes.slice(0, 3) },
      },
      {
        type: "dossiers.changed",
        timestamp: page.changes[4]?.at,
        data: { webhook: "w", changes: page.changes.slice(3) },
      },
    ]);
    expect(system.sent[0]?.id).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(system.answered).toEqual(
      [3, 2].map((changes) => ({ webhook: "w", changes, durationMs: SENDING_MS, answer: TAKEN })),
    );
  });

  it("sends what its client may read and what it asked for, and nothing else", async () => {
    const system = await openFlowUnderTest({ scope: ["H26"], kinds: ["received"] });
    await take(place().store, "A", { patch: { agencyCode: "H26.01" } });
    await take(place().store, "B");
    await tell(place(), "A", "B");
    await system.notify();
    await system.notify();
    expect(system.told()).toEqual(["A"]);
    const strict = await openFlowUnderTest({ kinds: ["message-refused"] });
    const { lastTakenAt } = (await system.state()) ?? {};
    await tell(place(), "A");
    strict.clock.advance(HOUR);
    expect(await strict.notify()).toEqual({ at: null });
    expect(strict.sent).toEqual([]);
    expect(await strict.state()).toMatchObject({ state: "active", lastTakenAt });
  });

  it("sends what its client may read now, and nothing while that one is gone or may not", async () => {
    const system = await openFlowUnderTest({ kinds: ["received"] });
    await take(place().store, "A", { patch: { agencyCode: "H26.01" } });
    await take(place().store, "B");
    await tell(place(), "A", "B");
    const owner = { id: "vendor-a", name: "A", rights: new Set(["read"] as const), agencies: ["H26"] };
    const asked: string[] = [];
    const now = (client: Client | null) => ({
      clients: { byId: (id: string) => (asked.push(id), client) },
    });
    expect(await system.notify(now(null))).toEqual({ at: null });
    expect(await system.notify(now({ ...owner, rights: new Set(["push"]) }))).toEqual({ at: null });
    expect(system.sent).toEqual([]);
    await system.notify(now(owner));
    expect(system.told()).toEqual(["A"]);
    expect(new Set(asked)).toEqual(new Set(["vendor-a"]));
  });

  it("is dated like the last of its changes", async () => {
    const system = await openFlowUnderTest();
    await tell(place(), "A", "B", "C");
    const { feed } = system.deps;
    const read: typeof feed.read = async (query) => {
      const page = await feed.read(query);
      if ("lost" in page) return page;
      return {
        ...page,
        changes: page.changes.map((change, index) => ({ ...change, at: `2026-05-18T08:30:1${index}+07:00` })),
      };
    };
    await system.notify({ feed: { read } });
    expect(bodyOf(system.sent[0]?.body).timestamp).toBe("2026-05-18T08:30:12+07:00");
  });

  it("goes on at once behind changes that are not for it, without counting them as taken", async () => {
    const system = await openFlowUnderTest();
    await tell(place(), "A", "B");
    const { feed } = system.deps;
    const page = await feed.read({ limit: 1, scope: null });
    if ("lost" in page) throw new Error("lost");
    const notForIt = { ...feed, read: async () => ({ ...page, changes: [], more: true }) };
    expect(await system.notify({ feed: notForIt })).toBe("at-once");
    expect(await system.state()).toMatchObject({ state: "active", lastTakenAt: null });
    await system.notify();
    expect(system.told()).toEqual(["B"]);
  });

  it("repeats a request that failed, byte for byte under the same id, ever more slowly", async () => {
    const system = await openFlowUnderTest();
    system.answers.push(FAILED, FAILED, { ...FAILED, retryAfterMs: 6000 }, { ...FAILED, retryAfterMs: 60_000 });
    await tell(place(), "A");
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const next = await system.notify();
      await tell(place(), "B");
      if (next === "at-once" || next.at === null) throw new Error("it was taken");
      waits.push(next.at.getTime() - system.clock.now());
      expect(await system.notify()).toEqual(next);
      system.clock.jumpTo(next.at.toISOString());
    }
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(1000);
    expect(waits.slice(2)).toEqual([6000, 8000]);
    expect(await system.notify()).toBe("at-once");
    expect(new Set(system.sent.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(await system.state()).toMatchObject({ state: "active", failures: 0 });
    await system.notify();
    expect(system.told().slice(5)).toEqual(["BBB"]);
  });

  it("repeats what was under way when its process died, under the same id, though more has happened since", async () => {
    const system = await openFlowUnderTest();
    await tell(place(), "A");
    system.answers.push(new Error("killed"));
    await expect(system.notify()).rejects.toThrow("killed");
    await tell(place(), "B");
    // Still in the dead one's hands.
    expect(await system.notify()).toEqual({ at: new Date(system.clock.now() - SENDING_MS) });
    const held = sql<string>`extract(epoch from lease_until - now())`.as("seconds");
    const lease = await place().database.db.selectFrom("webhooks").select(held).executeTakeFirstOrThrow();
    // A request's time, and thirty seconds to write down what comes before and after it.
    expect(Number(lease.seconds)).toBeLessThanOrEqual(40);
    await leaseEnds();
    await system.notify();
    await system.notify();
    expect(system.told()).toEqual(["A", "A", "B"]);
    expect(system.sent[0]).toEqual(system.sent[1]);
    expect(system.sent[1]?.id).not.toBe(system.sent[2]?.id);
  });

  it("sends nothing when it was frozen until another may have it in hand, and when another has", async () => {
    const system = await openFlowUnderTest();
    await tell(place(), "A");
    const { store, feed } = system.deps;
    const frozenFor = (ms: number) => ({
      ...feed,
      read: async (...args: Parameters<typeof feed.read>) => {
        system.clock.advance(ms);
        return feed.read(...args);
      },
    });
    expect(await system.notify({ feed: frozenFor(31_000) })).toEqual({ at: expect.any(Date) as Date });
    expect(system.sent).toEqual([]);
    await leaseEnds();
    const overtaken = { ...store, begin: async () => false };
    await place().database.db.updateTable("webhooks").set({ sending_to: null }).execute();
    expect(await system.notify({ store: overtaken })).toEqual({ at: expect.any(Date) as Date });
    expect(system.sent).toEqual([]);
    await leaseEnds();
    // What is written before the request has just this long.
    expect(await system.notify({ feed: frozenFor(30_000) })).toBe("at-once");
    expect(system.told()).toEqual(["A"]);
  });

  it("gives up after failing for long enough, at once when told that it is unwanted, and goes on where it stood", async () => {
    const system = await openFlowUnderTest();
    system.answers.push(FAILED, FAILED, { kind: "gone", cause: "gone", httpStatus: 410 });
    await tell(place(), "A");
    await system.notify();
    system.clock.advance(24 * HOUR);
    expect(await system.notify()).toEqual({ at: null });
    expect(await system.state()).toMatchObject({ state: "disabled", cause: "http-500" });
    await tell(place(), "B");
    expect(await system.notify()).toEqual({ at: null });
    const resume = () =>
      place().store.webhooks.resume("w", { actor: "operator:ops", at: new Date(system.clock.now()) });
    await resume();
    await system.notify();
    expect(await system.state()).toMatchObject({ state: "disabled", cause: "gone" });
    expect(system.disabled).toEqual(["http-500", "gone"]);
    await resume();
    await system.notify();
    await system.notify();
    expect(system.told()).toEqual(["A", "A", "A", "A", "B"]);
  });

  it("says that something was missed when it stood still for longer than changes are kept", async () => {
    const system = await openFlowUnderTest();
    system.answers.push(FAILED);
    await tell(place(), "A");
    await system.notify();
    for (const code of ["B", "C"]) {
      await tell(place(), code);
      await place().store.changes.gather();
    }
    await place().store.changes.forget(new Date("2999-01-01"), 10);
    system.clock.advance(HOUR);
    await system.notify({ store: { ...system.deps.store, begin: async () => false } });
    expect(system.told()).toEqual(["A"]);
    await leaseEnds();
    await system.notify();
    await tell(place(), "D");
    await system.notify();
    expect(system.told()).toEqual(["A", "C", "D"]);
    expect(system.sent.map(({ body }) => bodyOf(body).data.missed)).toEqual([undefined, true, undefined]);
  });

  it("does not go on where the feed has no beginning", async () => {
    const system = await openFlowUnderTest();
    const read = async () => ({ lost: "expired" }) as const;
    await expect(system.notify({ feed: { read } })).rejects.toThrow("no beginning (expired)");
  });
});
