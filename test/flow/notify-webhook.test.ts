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
    const house = await openFlowUnderTest();
    expect(await house.notify()).toEqual({ at: null });
    await tell(place(), "A", "B");
    await tell(place(), "C", "D", "A");
    expect(await house.notify()).toBe("at-once");
    expect(await house.notify()).toBe("at-once");
    expect(await house.notify()).toEqual({ at: null });
    expect(house.told()).toEqual(["ABC", "DA"]);
    const page = await place().store.changes.read({ limit: 10, scope: null });
    if ("lost" in page) throw new Error("lost");
    expect(bodyOf(house.sent[1]?.body)).toEqual({
      type: "dossiers.changed",
      timestamp: page.changes[4]?.at,
      data: { webhook: "w", changes: page.changes.slice(3) },
    });
  });

  it("sends what its client may read and what it asked for, and nothing else", async () => {
    const house = await openFlowUnderTest({ scope: ["H26"], kinds: ["received"] });
    await take(place().store, "A", { patch: { agencyCode: "H26.01" } });
    await take(place().store, "B");
    await tell(place(), "A", "B");
    await house.notify();
    await house.notify();
    expect(house.told()).toEqual(["A"]);
    const strict = await openFlowUnderTest({ kinds: ["message-refused"] });
    await tell(place(), "A");
    expect(await strict.notify()).toEqual({ at: null });
    expect(strict.sent).toEqual([]);
  });

  it("repeats a request that failed, byte for byte under the same id, ever more slowly", async () => {
    const house = await openFlowUnderTest();
    house.answers.push(FAILED, FAILED, { ...FAILED, retryAfterMs: 6000 }, { ...FAILED, retryAfterMs: 60_000 });
    await tell(place(), "A");
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const next = await house.notify();
      await tell(place(), "B");
      if (next === "at-once" || next.at === null) throw new Error("it was taken");
      waits.push(next.at.getTime() - house.clock.now());
      expect(await house.notify()).toEqual(next);
      house.clock.jumpTo(next.at.toISOString());
    }
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(1000);
    expect(waits.slice(2)).toEqual([6000, 8000]);
    expect(await house.notify()).toBe("at-once");
    expect(new Set(house.sent.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(await house.state()).toMatchObject({ state: "active", failures: 0 });
    await house.notify();
    expect(house.told().slice(5)).toEqual(["BBB"]);
  });

  it("repeats what was under way when its process died, under the same id, though more has happened since", async () => {
    const house = await openFlowUnderTest();
    await tell(place(), "A");
    house.answers.push(new Error("killed"));
    await expect(house.notify()).rejects.toThrow("killed");
    await tell(place(), "B");
    // Still in the dead one's hands.
    expect(await house.notify()).toEqual({ at: new Date(house.clock.now()) });
    await place()
      .database.db.updateTable("webhooks")
      .set({ lease_until: new Date(0) })
      .execute();
    await house.notify();
    await house.notify();
    expect(house.told()).toEqual(["A", "A", "B"]);
    expect(house.sent[0]).toEqual(house.sent[1]);
    expect(house.sent[1]?.id).not.toBe(house.sent[2]?.id);
  });

  it("sends nothing when it was frozen until another may have it in hand, and when another has", async () => {
    const house = await openFlowUnderTest();
    await tell(place(), "A");
    const { store, feed } = house.deps;
    const frozen = {
      ...feed,
      read: async (...args: Parameters<typeof feed.read>) => {
        house.clock.advance(31_000);
        return feed.read(...args);
      },
    };
    await house.notify({ feed: frozen });
    await place()
      .database.db.updateTable("webhooks")
      .set({ lease_until: new Date(0) })
      .execute();
    const overtaken = { ...store, begin: async () => false };
    await place().database.db.updateTable("webhooks").set({ sending_to: null }).execute();
    await house.notify({ store: overtaken });
    expect(house.sent).toEqual([]);
  });

  it("gives up after failing for long enough, at once when told that it is unwanted, and goes on where it stood", async () => {
    const house = await openFlowUnderTest();
    house.answers.push(FAILED, FAILED, { kind: "gone", cause: "gone", httpStatus: 410 });
    await tell(place(), "A");
    await house.notify();
    house.clock.advance(24 * HOUR);
    expect(await house.notify()).toEqual({ at: null });
    expect(await house.state()).toMatchObject({ state: "disabled", cause: "http-500" });
    await tell(place(), "B");
    expect(await house.notify()).toEqual({ at: null });
    const resume = () => place().store.webhooks.resume("w", { actor: "operator:ops", at: new Date(house.clock.now()) });
    await resume();
    await house.notify();
    expect(await house.state()).toMatchObject({ state: "disabled", cause: "gone" });
    expect(house.disabled).toEqual(["http-500", "gone"]);
    await resume();
    await house.notify();
    await house.notify();
    expect(house.told()).toEqual(["A", "A", "A", "A", "B"]);
  });

  it("says that something was missed when it stood still for longer than changes are kept", async () => {
    const house = await openFlowUnderTest();
    house.answers.push(FAILED);
    await tell(place(), "A");
    await house.notify();
    for (const code of ["B", "C"]) {
      await tell(place(), code);
      await place().store.changes.gather();
    }
    await place().store.changes.forget(new Date("2999-01-01"), 10);
    house.clock.advance(HOUR);
    await house.notify();
    await tell(place(), "D");
    await house.notify();
    expect(house.told()).toEqual(["A", "C", "D"]);
    expect(house.sent.map(({ body }) => bodyOf(body).data.missed)).toEqual([undefined, true, undefined]);
  });
});
