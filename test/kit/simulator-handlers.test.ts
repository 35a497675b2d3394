import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { simulatorHandlers } from "./simulator-handlers.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { fakeClock } from "./fake-clock.ts";
import { FORWARD, read } from "../simulator/open-portal.ts";
import { dossier2022 } from "../simulator/portal-samples.ts";

const { username, password, unitCode: madonvi, dstcode } = DEMO_PORTAL;
const base = "http://portal.test:8081";
const simulator = createSimulator({ clock: fakeClock(), random: seededRandom("1") });
const server = setupServer(...simulatorHandlers(`${base}/VXPAdapter`, simulator));

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => simulator.reset());
afterAll(() => server.close());

const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
  fetch(`${base}${FORWARD}/mapi/${path}?dstcode=${encodeURIComponent(dstcode)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });

async function create(signal?: AbortSignal): Promise<Response> {
  const { session } = await read(await post("login", { username, password }));
  return post("g", { session, madonvi, service: "DongBoHoSoMC", isUpdating: "False", data: [dossier2022] }, signal);
}

describe("through msw", () => {
  it("the global fetch meets the same portal", async () => {
    expect(await read(await create())).toMatchObject({ error_code: "0" });
    expect(simulator.ledger.lines()).toHaveLength(1);
  });

  it("a dropped connection is a network failure", async () => {
    simulator.faults.set([{ kind: "drop-after-apply" }]);
    await expect(create()).rejects.toThrow(TypeError);
    expect(simulator.ledger.lines()).toHaveLength(1);
  });

  it("slow and hang wait, until the client gives up", async () => {
    simulator.faults.set([{ kind: "slow", delayMs: 5, times: 1 }, { kind: "hang" }]);
    expect((await create()).status).toBe(200);
    const impatient = new AbortController();
    const hanging = create(impatient.signal);
    const settled = Promise.allSettled([hanging]);
    while (simulator.faults.list()[1]?.fired !== 1) await new Promise((resolve) => setImmediate(resolve));
    impatient.abort();
    expect(await settled).toMatchObject([{ status: "rejected", reason: { name: "AbortError" } }]);
  });
});
