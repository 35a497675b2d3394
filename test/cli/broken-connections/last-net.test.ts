import { describe, expect, it } from "vitest";
import { API_KEY, PATIENT, startMain, temporaryFolder } from "../running-gateway.ts";
import { connectTo, headOf, rawCalls } from "./raw-call.ts";
import { hasSeenAll } from "./stages.ts";

const PRELOAD = new URL("strays.mjs", import.meta.url).href;

async function startGateway(folder: string) {
  const gateway = startMain(["serve"], {
    PORT: "0",
    PORTAL_URL: "http://127.0.0.1:1",
    DATA_DIR: folder,
    BOOTSTRAP_API_KEY: API_KEY,
    LOG_LEVEL: "fatal",
    NODE_OPTIONS: `--import ${PRELOAD}`,
  });
  const [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
  return { ...gateway, url };
}

describe("what nobody caught", PATIENT, () => {
  it("is logged and counted where it left nothing half done, and everybody is served on", async () => {
    using folder = temporaryFolder();
    const gateway = await startGateway(folder.path);
    gateway.signal("SIGUSR2");
    await gateway.says(/"level":"fatal".*"kind":"rejection".*"name":"RangeError".*"msg":"uncaught"/);
    await gateway.says(/"level":"fatal".*"kind":"connection".*"code":"ECONNRESET".*"msg":"uncaught"/);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics.split("\n").filter((line) => line.startsWith("lienthong_uncaught_errors_total"))).toEqual([
      'lienthong_uncaught_errors_total{kind="rejection"} 1',
      'lienthong_uncaught_errors_total{kind="connection"} 1',
      'lienthong_uncaught_errors_total{kind="exception"} 0',
    ]);

    // A client that neither sends on nor leaves does not keep the gateway from stopping in order.
    const body = { type: "application/x-ndjson", text: "{}\n{}\n" };
    const [call] = rawCalls({
      method: "POST",
      path: "/v1/dossiers",
      headers: [`Authorization: Bearer ${API_KEY}`],
      body,
    });
    const socket = await connectTo(gateway.url);
    socket.resume().write(headOf(call));
    socket.write("{}\n");
    await hasSeenAll(gateway.url);
    gateway.signal("SIGTERM");
    expect((await gateway.exit).status).toBe(0);
    socket.destroy();
  });

  it("stops the gateway in order where anything may be half done, for whoever watches over it to start it anew", async () => {
    using folder = temporaryFolder();
    const gateway = await startGateway(folder.path);
    gateway.signal("SIGHUP");
    const { status, stderr } = await gateway.exit;
    expect(status).toBe(1);
    expect(stderr).toMatch(/"level":"fatal".*"kind":"exception".*"name":"RangeError".*"msg":"uncaught"/);
    expect(stderr).toMatch(/Lỗi ngoài dự kiến, .* \/ Unexpected error, .*\n$/);
  });
});
