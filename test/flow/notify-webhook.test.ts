import { describe, expect, it } from "vitest";
import type { Change } from "#core/ports/changes.ts";
import type { Webhook, WebhookAnswer, WebhookMessage } from "#core/ports/webhooks.ts";
import { notifyWebhook, type NotifyDependencies } from "../../src/flow/notify-webhook.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { tell } from "../store/telling.ts";
import { take } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();
const HOUR = 3_600_000;
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
  const deps: NotifyDependencies = {
    clock,
    random: seededRandom(3),
    feed: store.changes,
    store: store.webhooks,
    sender: {
      send: async (_name, message) => {
        sent.push(message);
        const answer = answers.shift() ?? TAKEN;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    events: { webhookAnswered: () => undefined, webhookDisabled: ({ cause }) => void disabled.push(cause) },
  };
  await store.webhooks.register(["w"], new Date(clock.now()));
  return {
    clock,
    sent,
    answers,
    disabled,
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
    expect(bodyOf(system.sent[1]?.body)).toEqual({
      type: "dossiers.changed",
      timestamp: page.changes[4]?.at,
      data: { webhook: "w", changes: page.changes.slice(3) },
    });
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
    await tell(place(), "A");
    expect(await strict.notify()).toEqual({ at: null });
    expect(strict.sent).toEqual([]);
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
    expect(await system.notify()).toEqual({ at: new Date(system.clock.now()) });
    await place()
      .database.db.updateTable("webhooks")
      .set({ lease_until: new Date(0) })
      .execute();
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
    const frozen = {
      ...feed,
      read: async (...args: Parameters<typeof feed.read>) => {
        system.clock.advance(31_000);
        return feed.read(...args);
      },
    };
    await system.notify({ feed: frozen });
    await place()
      .database.db.updateTable("webhooks")
      .set({ lease_until: new Date(0) })
      .execute();
    const overtaken = { ...store, begin: async () => false };
    await place().database.db.updateTable("webhooks").set({ sending_to: null }).execute();
    await system.notify({ store: overtaken });
    expect(system.sent).toEqual([]);
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
    await system.notify();
    await tell(place(), "D");
    await system.notify();
    expect(system.told()).toEqual(["A", "C", "D"]);
    expect(system.sent.map(({ body }) => bodyOf(body).data.missed)).toEqual([undefined, true, undefined]);
  });
});
