import { parentPort } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { numbered, type Order, type Report } from "./queue-orders.ts";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";

/**
 * What stands outside the gateway while it is measured: the portal's stand-in and the one-stop software that pushes. In a
 * thread of its own, as in life it would be on other machines; the two cores are shared all the same.
 */
const simulator = createSimulator({ clock: { now: () => Date.now() }, random: seededRandom("bench") });
const portal = await serveSimulator({ simulator, host: "127.0.0.1" });
const house = parentPort;
if (house === null) throw new Error("this runs as a thread of the benchmark");

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const report = (what: Report) => house.postMessage(what);
house.on("message", (order: Order) => {
  carryOut(order).then(
    (ms) => report({ ms }),
    (error: unknown) => report({ error: String(error) }),
  );
});
report({ portalUrl: portal.url, awayUrl: await addressOfNobody() });

/** An address where a portal was and is no more. */
async function addressOfNobody(): Promise<string> {
  await using gone = await serveSimulator({ simulator, host: "127.0.0.1" });
  return gone.url;
}

/** Milliseconds from the first push sent, or from the order, to the last answer. */
async function carryOut(order: Order): Promise<number> {
  const startedAt = performance.now();
  if (order.kind === "applied") {
    while (simulator.ledger.lines().length < order.messages) await sleep(2);
  } else {
    await push(order);
  }
  return performance.now() - startedAt;
}

/** Each client sends its next request as soon as the last one was answered. */
async function push({ to, apiKey, template, from, count, clients, perRequest, format }: Order & { kind: "push" }) {
  const client = createGatewayClient(to, apiKey);
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const start = next;
      next = Math.min(count, next + perRequest);
      const dossiers = Array.from({ length: next - start }, (_, index) => numbered(template, from + start + index));
      const { status, body } = await client.push(...requestOf(dossiers, format));
      const accepted = format === "one" ? Number(status === 202) : body["accepted"];
      if (accepted !== dossiers.length)
        throw new Error(`a push was answered ${status} ${JSON.stringify(body).slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: clients }, sender));
}

function requestOf(dossiers: readonly unknown[], format: "one" | "batch" | "lines"): [body: string, type: string] {
  if (format === "one") return [JSON.stringify(dossiers[0]), "application/json"];
  if (format === "batch") return [JSON.stringify({ dossiers }), "application/json"];
  return [dossiers.map((dossier) => JSON.stringify(dossier)).join("\n"), "application/x-ndjson"];
}
