import { describe, expect, it } from "vitest";
import { registry } from "../../../adapters/adapter-folders.ts";
import { createRestClient } from "../../../../src/destinations/wires/rest/rest-client.ts";
import { DEMO_PORTAL } from "../../../../src/simulator/demo-account.ts";
import { createSimulator } from "../../../../src/simulator/simulator.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";

const CODE = "H36.03-260518-0001";
const BIRTH = JSON.stringify({ maHoSoMCDT: CODE, module: "LTKS", data: "{}" });

function setUp(account: { readonly username: string; readonly password: string } = DEMO_PORTAL) {
  const clock = fakeClock();
  const simulator = createSimulator({ clock, random: seededRandom(), sectors: registry.all });
  const asked: string[] = [];
  const client = createRestClient({
    url: "http://ministry.test/rest/",
    tokenUrl: "http://ministry.test/rest/token",
    username: account.username,
    password: account.password,
    timeoutMs: 10_000,
    shortRetries: { retries: 0, delayMs: 0 },
    clock,
    fetch: async (url, init) => {
      asked.push(new URL(url).pathname);
      return simulator.app.fetch(new Request(url, init));
    },
  });
  const send = async (data = BIRTH) => {
    const session = await client.session();
    if ("failed" in session) return session.failed;
    const body = client.encode({ service: "dangKyHoTich", data }, session.token);
    return client.send({
      id: "e-1",
      service: "dangKyHoTich",
      dossierCodes: [],
      body,
      signature: null,
      token: session.token,
    });
  };
  return { client, simulator, asked, clock, send };
}

describe("a ministry's service that is called one by one", () => {
  it("takes a message as it is, under a token had once", async () => {
    const { send, simulator, asked } = setUp();
    expect(await send()).toMatchObject({ kind: "delivered", cause: "accepted" });
    expect(await send()).toMatchObject({ kind: "delivered", cause: "already-received" });
    expect(asked).toEqual(["/rest/token", "/rest/dangKyHoTich", "/rest/dangKyHoTich"]);
    expect(simulator.ledger.lines()).toMatchObject([{ service: "dangKyHoTich", dossierCode: CODE, requestId: "e-1" }]);
  });

  it("answers questions in words of its own", async () => {
    const { client, send } = setUp();
    await send();
    const answered = await client.ask("traTrangThaiHoSo", { maDinhDanhHoSo: [CODE], maTinh: "36", module: "LTKS" });
    expect(answered).toMatchObject({
      kind: "answer",
      json: { status: 1, value: [{ maHoSoMCDT: CODE, trangThai: "1" }] },
    });
  });

  it("refuses with its own code and sentence", async () => {
    const { send } = setUp();
    expect(await send("{}")).toMatchObject({ kind: "refused", party: "vendor-data", errorCode: "-1" });
  });

  it("is asked for a new token when it no longer knows the old one", async () => {
    const { client, send, simulator, asked } = setUp();
    await send();
    simulator.reset();
    expect(await send()).toMatchObject({ kind: "session-refused" });
    const session = await client.session();
    if ("failed" in session) throw new Error("no session");
    client.renounce(session.token);
    expect(await send()).toMatchObject({ kind: "delivered" });
    expect(asked.filter((path) => path === "/rest/token")).toHaveLength(2);
  });

  it("says whose fault a wrong key is, and never shows the secret", async () => {
    const { send } = setUp({ username: "ai-do", password: "bi-mat-mau" });
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "unavailable", party: "gateway", cause: "login-refused" });
    expect(JSON.stringify(outcome)).not.toContain("bi-mat-mau");
  });

  it("loses nothing to a line that is cut: it is unknown", async () => {
    const { send, simulator } = setUp();
    simulator.faults.set([{ kind: "bad-json", afterApply: true, times: 1 }]);
    expect(await send()).toMatchObject({ kind: "unknown" });
    expect(await send()).toMatchObject({ kind: "delivered", cause: "already-received" });
  });
});
