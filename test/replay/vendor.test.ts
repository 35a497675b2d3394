import { globSync, readFileSync } from "node:fs";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { simulatorHandlers } from "../kit/simulator-handlers.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";

// Where your configuration says the adapter of the exchange platform is. Nothing listens there: msw answers.
const ADAPTER = "http://truc-lien-thong.test/VXPAdapter/RestService/forward";
const { username, password, unitCode: madonvi, dstcode } = DEMO_PORTAL;

const simulator = createSimulator({ clock: { now: () => Date.now() }, random: seededRandom("1") });
const server = setupServer(...simulatorHandlers(ADAPTER, simulator));
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => simulator.reset());
afterAll(() => server.close());

/** Put your own client here: anything that calls the portal through the global `fetch`. */
async function call(path: "mapi/login" | "mapi/g", body: object): Promise<Answer> {
  const url = `${ADAPTER}/${path}?dstcode=${encodeURIComponent(dstcode)}`;
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}

async function send({ kind, service, payload }: Message): Promise<Answer> {
  const { session } = await call("mapi/login", { username, password });
  const create = kind === "dossier" ? { isUpdating: "False" } : {};
  return call("mapi/g", { session, madonvi, service, ...create, data: kind === "sector" ? payload : [payload] });
}

const fixtures = globSync("adapters/*/samples/expected/*.json").toSorted();

it.each(fixtures)("%s: every message is applied once, in order", async (path) => {
  const { messages } = JSON.parse(readFileSync(path, "utf8")) as { messages: Message[] };
  for (const message of messages) expect(await send(message)).toMatchObject({ error_code: "0" });
  expect(simulator.ledger.lines().map((line) => line.service)).toEqual(messages.map(({ service }) => service));
});

it("a lost answer is asked after, not sent again blindly", async () => {
  const path = "adapters/promotions/samples/expected/loyalty-notice.json";
  const { messages } = JSON.parse(readFileSync(path, "utf8")) as { messages: [Message] };
  simulator.faults.set([{ kind: "drop-after-apply", times: 1 }]);
  await expect(send(messages[0])).rejects.toThrow(TypeError);

  const { session } = await call("mapi/login", { username, password });
  const mahoso = messages[0].payload["MaHoSo"];
  const held = await call("mapi/g", { session, madonvi, service: "TraCuuHoSo", mahoso });
  expect(held.result).toEqual([messages[0].payload]);
  expect(await send(messages[0])).toMatchObject({ message: expect.stringContaining("đã tồn tại") as string });
});

interface Message {
  readonly kind: "dossier" | "progress" | "sector";
  readonly service: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly error_code: string;
  readonly message: string;
  readonly session?: string;
  readonly result?: readonly object[];
}
