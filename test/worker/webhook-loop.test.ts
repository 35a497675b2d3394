import { describe, expect, it } from "vitest";
import type { Webhook } from "#core/ports/webhooks.ts";
import { notifyWebhook } from "../../src/flow/notify-webhook.ts";
import { readWebhookSecret } from "../../src/webhooks/standard-signature.ts";
import { createWebhookSender } from "../../src/webhooks/webhook-sender.ts";
import { startChangeWatch } from "../../src/worker/change-watch.ts";
import { startWebhookLoop } from "../../src/worker/webhook-loop.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { tell } from "../store/telling.ts";
import { postgresUnderTest, type DatabaseUnderTest } from "../store/database-under-test.ts";
import { SECRET, changesIn, openVendor } from "../webhooks/vendor.ts";

const clock = { now: () => Date.now() };

/** A gateway's worth of notifying on a database that others may use, too. */
function startProcess({ store }: DatabaseUnderTest, url: string, seed: number): AsyncDisposable {
  const stack = new AsyncDisposableStack();
  const failures: unknown[] = [];
  const events = {
    failed: (_where: string, error: unknown) => void failures.push(error),
    webhookAnswered: () => undefined,
    webhookDisabled: () => undefined,
  };
  stack.defer(() => expect(failures).toEqual([]));
  const webhook: Webhook = {
    name: "w",
    client: "vendor-a",
    scope: null,
    kinds: null,
    maxChanges: 4,
    timeoutMs: 20_000,
    retry: { firstDelayMs: 1, longestDelayMs: 5 },
    disableAfterMs: 3_600_000,
  };
  const keys = [readWebhookSecret(SECRET) ?? Buffer.alloc(0)];
  const sender = stack.use(
    createWebhookSender([{ name: "w", url, keys, timeoutMs: 20_000, allowPrivate: true }], "lienthong/test"),
  );
  const watch = stack.use(startChangeWatch({ feed: store.changes, events, pollMs: 5 }));
  const clients = { byId: (id: string) => ({ id, name: id, rights: new Set(["read"] as const), agencies: null }) };
  const deps = {
    clock,
    random: seededRandom(seed),
    feed: store.changes,
    store: store.webhooks,
    sender,
    clients,
    events,
  };
  const notify = (one: Webhook) => notifyWebhook(deps, one);
  stack.use(startWebhookLoop({ clock, webhooks: [webhook], notify, watch, events, lookMs: 200 }));
  return stack;
}

describe("webhooks of several gateways on one PostgreSQL", () => {
  it("are told everything once, in order, by one at a time, also when some requests fail", async () => {
    await using place = await postgresUnderTest();
    const random = seededRandom(11);
    const done = Promise.withResolvers<void>();
    const ids = new Set<string>();
    const taken: string[] = [];
    await using vendor = await openVendor((response, { id, verified }) => {
      if (random.next() < 0.25) return response.writeHead(503).end();
      expect(ids.has(id)).toBe(false);
      ids.add(id);
      taken.push(...(verified?.data.changes ?? []).map(({ cursor }) => cursor));
      if (taken.length >= 60) done.resolve();
      return response.writeHead(204).end();
    });
    await place.store.webhooks.register(["w"], new Date(clock.now()));
    const begin = await place.store.changes.latest();
    {
      await using _one = startProcess(place, vendor.url, 1);
      await using _two = startProcess(place, vendor.url, 2);
      await using _three = startProcess(place, vendor.url, 3);
      const write = async (name: string) => {
        for (let turn = 0; turn < 10; turn += 1) await tell(place, name, "shared");
      };
      await Promise.all([write("A"), write("B"), write("C")]);
      await done.promise;
    }
    const page = await place.store.changes.read({ after: begin, limit: 100, scope: null });
    expect("lost" in page ? [] : page.changes.map(({ cursor }) => cursor)).toEqual(taken);
    expect(taken).toHaveLength(60);
    expect(vendor.crowd()).toBe(1);
    expect(vendor.received.every(({ verified }) => verified !== null)).toBe(true);
    expect(changesIn(vendor.received).length).toBeGreaterThan(60);
  });
});

describe("the webhook loop", () => {
  const webhook = { name: "w" } as Webhook;

  it("reports what goes wrong in the house itself, and goes on", async () => {
    const heard: unknown[] = [];
    const again = Promise.withResolvers<void>();
    let visits = 0;
    await using _loop = startWebhookLoop({
      clock,
      webhooks: [webhook],
      notify: async () => {
        visits += 1;
        if (visits === 1) throw new Error("broken");
        again.resolve();
        return { at: null };
      },
      watch: { updates: () => 0, wait: async () => false },
      events: { failed: (where, error) => void heard.push([where, error]) },
      lookMs: 1,
    });
    await again.promise;
    expect(heard).toEqual([["webhooks", new Error("broken")]]);
  });

  it("comes back when it was told to, at the latest when it always looks", async () => {
    const waits: number[] = [];
    const at = [new Date(clock.now() - 5000), new Date(clock.now() + 3_600_000), null];
    const done = Promise.withResolvers<void>();
    await using _loop = startWebhookLoop({
      clock: { now: () => at[1]!.getTime() - 3_600_000 },
      webhooks: [webhook],
      notify: async () => ({ at: at[waits.length] ?? null }),
      watch: {
        updates: () => 0,
        wait: async (_heard, ms) => {
          waits.push(ms);
          if (waits.length === 3) done.resolve();
          return waits.length < 3;
        },
      },
      events: { failed: () => undefined },
      lookMs: 15_000,
    });
    await done.promise;
    expect(waits).toEqual([0, 15_000, 15_000]);
  });
});
