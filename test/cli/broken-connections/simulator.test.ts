import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator } from "../../../src/simulator/simulator.ts";
import { seededRandom } from "../../../src/simulator/seeded-random.ts";
import { PATIENT, startMain, type Child } from "../running-gateway.ts";
import { rawCalls, type RawCall } from "./raw-call.ts";
import { abandon, DEPARTURES, hasSeenAll } from "./stages.ts";

let portal: Child;
let url = "";

beforeAll(async () => {
  portal = startMain(["simulator"], { PORT: "0" });
  [, url = ""] = await portal.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
}, PATIENT.timeout);

afterAll(async () => {
  portal.signal("SIGKILL");
  await portal.exit;
});

/** Every route of the simulator, each once. */
function everyCall(): readonly RawCall[] {
  const { app } = createSimulator({ clock: { now: () => Date.now() }, random: seededRandom("routes") });
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()].flatMap(
    ({ method, path }) =>
      rawCalls({
        method,
        path: path.replace(/:adapter\{(\w+)\|\w+\}/, "$1").replaceAll(/:\w+/g, "mot-hai-ba"),
        headers: [],
        ...(method.startsWith("P") && { body: { type: "application/json", text: '{ "data": [] }' } }),
      }),
  );
}

describe("one gateway's broken connection does not stop the stand-in for the portal", PATIENT, () => {
  it.each(DEPARTURES)("every call, left $stage.name with $leaving", async (departure) => {
    expect(await abandon(url, everyCall(), departure)).toBeGreaterThan(0);
    expect(await hasSeenAll(url)).toBe(true);
  });

  it("nothing of it is told as an error, and it stops in order", async () => {
    portal.signal("SIGTERM");
    expect(await portal.exit).toMatchObject({ status: 0, stderr: "" });
  });
});
