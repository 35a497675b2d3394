import { describe, expect, it } from "vitest";
import type { WebhookMessage } from "#core/ports/webhooks.ts";
import { notifyWebhook } from "../../src/flow/notify-webhook.ts";
import { messageTable } from "../../src/console/message-table.ts";
import type { FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { OpenDatabase } from "../store/database-under-test.ts";
import { openFlowUnderTest, type FlowUnderTest } from "./flow-under-test.ts";

const A = "H36.03-260518-0001";
const DOSSIERS = "DongBoHoSoMC";

/** What each place says of how often the first message of a dossier was sent. */
async function timesSent(system: FlowUnderTest) {
  const { changes, reads, webhooks } = system.place.store;
  const timeline = await system.timeline(A);
  const message = timeline.find((entry) => entry.kind === "message" && entry.number === 1);
  const listed = await reads.messages({ dossierCode: A }, { limit: 10 }, null);
  const page = await changes.read({ limit: 100, scope: null });
  if ("lost" in page) throw new Error("lost");
  const told = page.changes.filter(({ kind, detail }) => kind.startsWith("message-") && detail["number"] === 1);

  const sent: WebhookMessage[] = [];
  await notifyWebhook(
    {
      clock: system.clock,
      random: seededRandom(5),
      feed: changes,
      store: webhooks,
      sender: { send: async (_name, body) => (sent.push(body), { kind: "taken", httpStatus: 204 }) },
      clients: { byId: (id) => ({ id, name: id, rights: new Set(["read"]), agencies: null }) },
      events: { webhookAnswered: () => undefined, webhookDisabled: () => undefined },
    },
    {
      name: "w",
      client: "vendor",
      scope: null,
      kinds: null,
      maxChanges: 100,
      timeoutMs: 1000,
      retry: { firstDelayMs: 1000, longestDelayMs: 8000 },
      disableAfterMs: 1000,
    },
  );
  const { data } = JSON.parse(sent[0]?.body ?? "") as { data: { changes: typeof page.changes } };
  const cells = [
    ...(await messageTable(timeline, (sentence) => sentence)).toString().matchAll(/<td class="number">(\d+)<\/td>/g),
  ].map(([, cell]) => cell);
  return {
    timeline: message?.kind === "message" ? message.attempts : null,
    listed: listed.items.find(({ number }) => number === 1)?.attempts,
    feed: told.at(-1)?.detail["attempts"],
    webhook: data.changes.findLast(({ cursor }) => cursor === told.at(-1)?.cursor)?.detail["attempts"],
    console: Number(cells[0]),
    /** The attempts the timeline shows one by one. */
    shown: (await system.attempts(A)).filter((attempt) => attempt.startsWith("send")).length,
  };
}

const everywhere = (times: number) => ({
  timeline: times,
  listed: times,
  feed: times,
  webhook: times,
  console: times,
  shown: times,
});

/** How often a message was sent is one number, wherever one looks, on whichever database. */
export function attemptsContract(name: string, place: OpenDatabase): void {
  async function after(...faults: readonly FaultRule[]): Promise<FlowUnderTest> {
    const system = openFlowUnderTest(place());
    await place().store.webhooks.register(["w"], new Date(system.clock.now()));
    system.faults(...faults);
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    return system;
  }

  describe(`how often a message was sent, on ${name}`, () => {
    it("is 1 when the first attempt delivered it", async () => {
      expect(await timesSent(await after())).toEqual(everywhere(1));
    });

    it("is 2 when it was sent again on a new session and then refused", async () => {
      const system = await after(
        { kind: "session-expired", service: DOSSIERS, times: 1 },
        { kind: "error-code", service: DOSSIERS, times: 1 },
      );
      expect(await system.state(A)).toBe("refused");
      expect(await timesSent(system)).toEqual(everywhere(2));
    });

    it("is 2 when it was put off and then refused", async () => {
      const system = await after(
        { kind: "maintenance", service: DOSSIERS, times: 1, retryAfterSeconds: 1 },
        { kind: "error-code", service: DOSSIERS, times: 1 },
      );
      expect(await system.state(A)).toBe("refused");
      expect(await timesSent(system)).toEqual(everywhere(2));
    });

    it("counts no look-ups: 1 when the answer was lost and the portal was asked", async () => {
      const system = await after({ kind: "http-500", service: DOSSIERS, times: 1, afterApply: true });
      expect(await system.attempts(A)).toEqual(["send unknown (http-500)", "lookup delivered (found-by-lookup)"]);
      expect(await timesSent(system)).toEqual(everywhere(1));
    });

    it("counts no logins that failed before an envelope was made", async () => {
      const system = await after({ kind: "http-500", service: "login", times: 2 });
      expect(await timesSent(system)).toEqual(everywhere(1));
    });
  });
}
