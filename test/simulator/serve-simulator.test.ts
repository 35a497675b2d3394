import { request } from "undici";
import { describe, expect, it, vi } from "vitest";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { waitOnTimer } from "../../src/simulator/wire.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { dossier2022 } from "./portal-samples.ts";
import { FORWARD, type Answer } from "./open-portal.ts";

const { username, password, unitCode: madonvi } = DEMO_PORTAL;

async function serve() {
  const waits: Promise<void>[] = [];
  const simulator = createSimulator({
    clock: fakeClock(),
    random: seededRandom("1"),
    wait: (milliseconds, signal) => {
      const waiting = waitOnTimer(milliseconds, signal);
      waits.push(waiting);
      return waiting;
    },
  });
  const errors: unknown[] = [];
  const running = await serveSimulator({ simulator, onError: (error) => errors.push(error) });
  const post = (path: string, body: object, signal?: AbortSignal) =>
    request(`${running.url}${FORWARD}/mapi/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      ...(signal !== undefined && { signal }),
    });
  const { session } = (await (await post("login", { username, password })).body.json()) as Answer;
  const create = (signal?: AbortSignal) =>
    post("g", { session, madonvi, service: "DongBoHoSoMC", isUpdating: "False", data: [dossier2022] }, signal);
  return { simulator, running, create, errors, waits };
}

describe("on a real socket", () => {
  it.each([
    ["drop-before-apply", 0],
    ["drop-after-apply", 1],
  ] as const)("%s cuts the connection without an answer", async (kind, applied) => {
    const { simulator, running, create, errors } = await serve();
    await using _ = running;
    simulator.faults.set([{ kind, times: 1 }]);
    await expect(create()).rejects.toMatchObject({ code: expect.stringMatching(/^(?:UND_ERR_SOCKET|ECONNRESET)$/) });
    expect(simulator.ledger.lines()).toHaveLength(applied);
    const answer = (await (await create()).body.json()) as Answer;
    expect(answer.error_code).toBe(applied === 0 ? "0" : "-3");
    expect(errors).toEqual([]);
  });

  it("hang ends when the client gives up, and when the simulator stops", async () => {
    const { simulator, running, create, waits } = await serve();
    simulator.faults.set([{ kind: "hang", times: 2 }]);
    const impatient = new AbortController();
    const given = create(impatient.signal);
    const patient = create();
    const settled = Promise.allSettled([given, patient]);
    while (waits.length < 2) await new Promise((resolve) => setImmediate(resolve));
    impatient.abort();
    await expect(given).rejects.toThrow();
    // One call's wait is over on the portal's side too; the other's only when the portal stops.
    await Promise.race(waits);
    await running[Symbol.asyncDispose]();
    await Promise.all(waits);
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(simulator.ledger.lines()).toEqual([]);
  });

  it("slow really waits, and answers", async () => {
    const { simulator, running, create } = await serve();
    await using _ = running;
    simulator.faults.set([{ kind: "slow", delayMs: 5 }]);
    expect((await create()).statusCode).toBe(200);
  });

  it("tells what it did not foresee, and the client gets a 500", async () => {
    const { simulator, running, errors } = await serve();
    await using _ = running;
    vi.spyOn(simulator.ledger, "lines").mockImplementation(() => {
      throw new RangeError("broken");
    });
    expect((await request(`${running.url}/ledger`)).statusCode).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ message: "broken" })]);
  });

  it("says when its port is taken", async () => {
    const { simulator, running } = await serve();
    await using _ = running;
    await expect(serveSimulator({ simulator, port: Number(new URL(running.url).port) })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});
