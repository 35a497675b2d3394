import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { registry } from "../../adapters/adapter-folders.ts";
import { seededRandom } from "../../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../../src/simulator/simulator.ts";
import { sampleDossier } from "../../kit/sample-dossier.ts";
import { API_KEY, PATIENT, startMain, temporaryFolder, type Child } from "../running-gateway.ts";
import { everyCall } from "./every-call.ts";
import { connectTo, firstBytes, headOf, rawCalls, readUntil, type RawCall } from "./raw-call.ts";
import { abandon, DEPARTURES, hasSeenAll, send } from "./stages.ts";

const AS_CLIENT = `Authorization: Bearer ${API_KEY}`;
const KNOWN = "H36.03-260518-99990";
const stack = new AsyncDisposableStack();
const simulator = createSimulator({
  clock: { now: () => Date.now() },
  random: seededRandom("broken connections"),
  sectors: registry.all,
});
let gateway: Child;
let url = "";
let calls: readonly RawCall[] = [];

const ask = (path: string, init: Omit<RequestInit, "headers"> & { readonly headers?: Record<string, string> } = {}) =>
  fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${API_KEY}`, ...init.headers } });
const push = async (dossier: object) => {
  const answer = await ask("/v1/dossiers", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(dossier),
  });
  return answer.status;
};

/** Logs in at the console and gives the cookie. */
async function logIn(): Promise<string> {
  const body = new URLSearchParams({ key: API_KEY });
  const answer = await fetch(`${url}/console/login`, {
    method: "POST",
    body,
    headers: { Origin: url },
    redirect: "manual",
  });
  return answer.headers.get("Set-Cookie")?.split(";", 1)[0] ?? "";
}

beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const portal = stack.use(await serveSimulator({ simulator }));
  gateway = startMain(["serve"], {
    PORT: "0",
    PORTAL_URL: portal.url,
    DATA_DIR: folder.path,
    BOOTSTRAP_API_KEY: API_KEY,
    LOG_LEVEL: "error",
  });
  stack.defer(async () => {
    gateway.signal("SIGKILL");
    await gateway.exit;
  });
  [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
  await push(sampleDossier(KNOWN));
  const document = (await (await ask("/openapi.json")).json()) as object;
  const there = { dossierCode: KNOWN, code: KNOWN, adapter: "VXPAdapter", file: "pages.css", sector: "civil-status" };
  calls = everyCall(document, { key: API_KEY, cookie: await logIn() }, there);
}, PATIENT.timeout);

afterAll(() => stack.disposeAsync());

/** Figures of the gateway by name, those of one name added up. */
async function figure(name: string): Promise<number> {
  const text = await (await ask("/metrics")).text();
  const lines = text.split("\n").filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

function upload(lines: readonly string[]): RawCall {
  const body = { type: "application/x-ndjson", text: lines.map((line) => `${line}\n`).join("") };
  return rawCalls({ method: "POST", path: "/v1/dossiers", headers: [AS_CLIENT], body })[0];
}

describe("one client's broken connection does not stop the province", PATIENT, () => {
  it.each(DEPARTURES)("every call, left $stage.name with $leaving", async (departure) => {
    expect(await abandon(url, calls, departure)).toBeGreaterThan(0);
    expect(await hasSeenAll(url)).toBe(true);
  });

  it("an upload whose line breaks keeps what was answered, and nothing of what did not arrive whole", async () => {
    const codes = [1, 2, 3].map((index) => `H36.03-260519-0000${index}`);
    const call = upload(codes.map((dossierCode) => JSON.stringify(sampleDossier(dossierCode))));
    const socket = await connectTo(url);
    const answered = readUntil(socket, /"accepted".*"accepted"/s);
    // The third is whole but for the end of its line, so it is not known to be.
    socket.write(headOf(call));
    socket.write(call.body.subarray(0, -1));
    await answered;
    socket.resetAndDestroy();
    expect(await hasSeenAll(url)).toBe(true);
    const statuses = await Promise.all(
      codes.map(async (dossierCode) => (await ask(`/v1/dossiers/${dossierCode}`)).status),
    );
    expect(statuses).toEqual([200, 200, 404]);
  });

  it("an upload that is answered faster than its client reads", async () => {
    const socket = await connectTo(url);
    const answered = firstBytes(socket);
    send(socket, upload(Array.from({ length: 100_000 }, () => "khong phai JSON ".repeat(20))));
    await answered;
    // It has stopped reading what is sent, because what it answers is not read.
    for (let left = -1; left !== socket.writableLength;) {
      left = socket.writableLength;
      for (let look = 0; look < 5; look += 1) await hasSeenAll(url);
    }
    expect(socket.writableLength).toBeGreaterThan(0);
    socket.resetAndDestroy();
    expect(await hasSeenAll(url)).toBe(true);
  });

  it("a reader that waits for changes", async () => {
    const { nextCursor } = (await (await ask("/v1/changes?after=latest")).json()) as { nextCursor: string };
    const socket = await connectTo(url);
    const path = `/v1/changes?waitSeconds=60&after=${encodeURIComponent(nextCursor)}`;
    for (const one of rawCalls({ method: "GET", path, headers: [AS_CLIENT] })) send(socket, one);
    await hasSeenAll(url);
    socket.resetAndDestroy();
    expect(await hasSeenAll(url)).toBe(true);
  });

  it.each([
    ["bytes that are no HTTP", Buffer.from([0, 255, 13, 10, 13, 10])],
    ["the greeting of TLS", Buffer.from("16030100050100000100", "hex")],
    ["many calls in a row", Buffer.from("GET /metrics HTTP/1.1\r\nHost: gateway\r\n\r\n".repeat(100))],
    [
      "a chunk of no length",
      Buffer.from(`${headOf(upload(["{}"])).replace(/Content-Length.*/, "Transfer-Encoding: chunked")}zz\r\n`),
    ],
    ["a call for another host", Buffer.from("CONNECT gateway:443 HTTP/1.1\r\nHost: gateway\r\n\r\n")],
    ["a call without a path", Buffer.from("OPTIONS * HTTP/1.1\r\nHost: ///\r\n\r\n")],
  ])("%s, and then a reset", async (_what, bytes) => {
    const socket = await connectTo(url);
    socket.write(bytes);
    await hasSeenAll(url);
    socket.resetAndDestroy();
    expect(await hasSeenAll(url)).toBe(true);
  });

  it("the next dossier is taken and delivered", async () => {
    const dossierCode = "H36.03-260520-00001";
    expect(await push(sampleDossier(dossierCode))).toBe(202);
    await vi.waitUntil(() => simulator.ledger.lines().some((line) => line.dossierCode === dossierCode), 60_000);
  });

  it("nothing came as far as the last net, and nothing is told as a failure", async () => {
    expect(await figure("lienthong_abandoned_requests_total")).toBeGreaterThan(calls.length);
    expect(await figure("lienthong_uncaught_errors_total")).toBe(0);
    expect(await figure("lienthong_internal_failures_total")).toBe(0);
    expect(gateway.said).toEqual({ stdout: expect.stringMatching(/^.* đang chạy tại .*\n$/), stderr: "" });
  });

  it("nothing is left at work: told to stop, it stops in order", async () => {
    gateway.signal("SIGTERM");
    expect(await gateway.exit).toMatchObject({ status: 0, stderr: "Đang dừng… / Stopping…\n" });
  });
});
