import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { createPortalClient } from "../../../../src/destinations/wires/envelope/envelope-client.ts";
import { createTransport } from "../../../../src/destinations/wires/http-transport.ts";
import type { WireFetch } from "../../../../src/destinations/wires/exchange.ts";
import { DEMO_PORTAL } from "../../../../src/simulator/demo-account.ts";
import type { FaultRule } from "../../../../src/simulator/faults/fault-rule.ts";
import { registry } from "../../../adapters/adapter-folders.ts";
import { simulatorHandlers } from "../../../kit/simulator-handlers.ts";
import { serveSimulator } from "../../../../src/simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../../../../src/simulator/simulator.ts";
import { waitOnTimer, type Wait } from "../../../../src/simulator/wire.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { CODE, dossier2022 } from "../../../simulator/portal-samples.ts";

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** A simulated portal whose faults can be chosen, and a client of it; over msw unless told to use real sockets. */
async function setUp(timeoutMs = 5000, overSockets = false) {
  const clock = fakeClock();
  const ended = new AbortController();
  opened.push(() => ended.abort());
  const wait: Wait = (milliseconds, signal) => waitOnTimer(milliseconds, AbortSignal.any([signal, ended.signal]));
  const simulator = createSimulator({ clock, random: seededRandom(), sectors: registry.all, wait });
  const { url, fetch } = overSockets ? await onSockets(simulator, timeoutMs) : onMsw(simulator);
  const client = createPortalClient({
    ...DEMO_PORTAL,
    url,
    context: "VXPAdapter",
    timeoutMs,
    shortRetries: { retries: 1, delayMs: 0 },
    fetch,
    clock,
  });
  const token = async () => {
    const session = await client.session();
    if ("failed" in session) throw new Error(session.failed.messageEn);
    return session.token;
  };
  return { simulator, client, token };
}

function onMsw(simulator: Simulator): { url: string; fetch: WireFetch } {
  const server = setupServer(...simulatorHandlers("http://portal.test", simulator));
  server.listen({ onUnhandledFrame: "error" });
  opened.push(() => server.close());
  return { url: "http://portal.test", fetch: globalThis.fetch };
}

async function onSockets(simulator: Simulator, timeoutMs: number): Promise<{ url: string; fetch: WireFetch }> {
  const running = await serveSimulator({ simulator });
  const transport = createTransport({ connections: 2, timeoutMs });
  opened.push(
    () => running[Symbol.asyncDispose](),
    () => transport.close(),
  );
  return { url: running.url, fetch: transport.fetch };
}

async function create({ client, token }: Awaited<ReturnType<typeof setUp>>, isUpdating = false) {
  const session = await token();
  const content = { service: "DongBoHoSoMC", isUpdating, data: canonicalJson([dossier2022]) };
  const body = client.encode(content, session);
  return client.send({ id: "e-1", service: "DongBoHoSoMC", dossierCodes: [], body, signature: null, token: session });
}

describe("against the simulator", () => {
  it("create, look up, create again, update", async () => {
    const set = await setUp();
    expect(await set.client.lookup(CODE)).toEqual({ kind: "absent" });
    expect(await create(set)).toMatchObject({ kind: "delivered" });
    expect(await set.client.lookup(CODE)).toMatchObject({ kind: "found" });
    expect(await create(set)).toMatchObject({ kind: "already-exists" });
    expect(await create(set, true)).toMatchObject({ kind: "delivered" });
    expect(set.simulator.ledger.lines()).toHaveLength(2);
  });

  it("wrong credentials", async () => {
    const { simulator } = await setUp();
    const client = createPortalClient({
      ...DEMO_PORTAL,
      password: "not-this-one",
      url: "http://portal.test",
      context: "VXPAdapter",
      timeoutMs: 5000,
      fetch: globalThis.fetch,
      clock: fakeClock(),
    });
    expect(await client.session()).toMatchObject({
      failed: { kind: "unavailable", party: "gateway", cause: "login-refused" },
    });
    expect(simulator.ledger.lines()).toHaveLength(0);
  });

  it("a sector message that arrives twice is a yes twice", async () => {
    const { client, token, simulator } = await setUp();
    const data = JSON.stringify({ module: "LTKS", maHoSoMCDT: CODE });
    const session = await token();
    const body = client.encode({ service: "dangKyHoTich", data }, session);
    const send = () =>
      client.send({ id: "e-2", service: "dangKyHoTich", dossierCodes: [], body, signature: null, token: session });
    expect([await send(), await send()]).toMatchObject([
      { kind: "delivered", cause: "accepted" },
      { kind: "delivered", cause: "already-received" },
    ]);
    expect(simulator.ledger.lines()).toHaveLength(1);
  });
});

/** What each fault looks like to the client, and whether the portal applied the call. */
const FAULTS: readonly [rule: FaultRule, seen: object, applied: number][] = [
  [{ kind: "slow", delayMs: 1 }, { kind: "delivered" }, 1],
  [{ kind: "slow", delayMs: 600_000 }, { kind: "unknown", party: "network", cause: "timeout" }, 1],
  [{ kind: "hang" }, { kind: "unknown", party: "network", cause: "timeout" }, 0],
  [{ kind: "drop-after-apply" }, { kind: "unknown", party: "network" }, 1],
  [{ kind: "drop-before-apply" }, { kind: "unknown", party: "network" }, 0],
  [{ kind: "http-500" }, { kind: "unknown", party: "portal", cause: "http-500" }, 0],
  [{ kind: "http-500", afterApply: true }, { kind: "unknown", party: "portal", cause: "http-500" }, 1],
  [{ kind: "html-200" }, { kind: "unknown", party: "portal", cause: "html-instead-of-json" }, 0],
  [{ kind: "bad-json", afterApply: true }, { kind: "unknown", party: "portal", cause: "bad-json" }, 1],
  [{ kind: "error-code" }, { kind: "refused", party: "vendor-data", cause: "error-code" }, 0],
  [{ kind: "already-exists" }, { kind: "already-exists" }, 0],
  [{ kind: "session-expired" }, { kind: "session-refused", party: "gateway" }, 0],
  [{ kind: "rate-limit", retryAfterSeconds: 3 }, { kind: "unavailable", party: "portal", retryAfterMs: 3000 }, 0],
  [{ kind: "maintenance" }, { kind: "unavailable", party: "portal", retryAfterMs: 30_000 }, 0],
  [{ kind: "number-codes" }, { kind: "delivered", errorCode: "0" }, 1],
];

describe.each([
  ["msw", false],
  ["real sockets", true],
])("faults of the portal over %s", (_, overSockets) => {
  it.each(FAULTS)("%j", async (rule, seen, applied) => {
    const waits = rule.kind === "hang" || rule.delayMs === 600_000;
    const set = await setUp(waits ? 600 : 5000, overSockets);
    await set.token();
    set.simulator.faults.set([{ ...rule, service: "DongBoHoSoMC" }]);
    expect(await create(set)).toMatchObject(seen);
    expect(set.simulator.ledger.lines()).toHaveLength(applied);
  });
});

it("a session that expired under way is renewed for a look-up", async () => {
  const set = await setUp();
  expect(await create(set)).toMatchObject({ kind: "delivered" });
  set.simulator.faults.set([{ kind: "session-expired", service: "TraCuuHoSo", times: 1 }]);
  expect(await set.client.lookup(CODE)).toMatchObject({ kind: "found" });
});
