import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/outcome.ts";
import { createServiceBreakers } from "../../src/portal/service-breakers.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";

const GOOD: Outcome = { kind: "delivered", cause: "accepted", message: "", messageEn: "" };
const BAD: Outcome = { kind: "unavailable", party: "portal", cause: "http-503", message: "", messageEn: "" };

function open() {
  const clock = fakeClock();
  const changes: string[] = [];
  const services = createServiceBreakers({
    clock,
    random: seededRandom(),
    onChange: (service, state) => changes.push(`${service} ${state}`),
  });
  return { clock, changes, services };
}

describe("service breakers", () => {
  it("stop the one service that fails while another answers", () => {
    const { clock, services, changes } = open();
    const since = clock.now();
    services.record("lines", BAD);
    clock.advance(5000);
    services.record("dossiers", GOOD);
    for (let n = 0; n < 5; n += 1) {
      expect(services.stopped("lines")).toBeNull();
      services.record("lines", BAD);
    }
    expect(services.stopped("lines")?.since.getTime()).toBe(since);
    expect(services.mayPass("lines")).toBe(false);
    expect(services.mayPass("dossiers")).toBe(true);
    expect(changes).toEqual(["lines open"]);
  });

  it("leave a destination that answers nothing to its own breaker", () => {
    const { services } = open();
    services.record("dossiers", GOOD);
    services.record("lines", GOOD);
    for (let n = 0; n < 20; n += 1) for (const service of ["dossiers", "lines"]) services.record(service, BAD);
    expect(services.allStopped()).toEqual([]);
  });

  it("let one message try when the pause is over, and all when it got through", () => {
    const { clock, services, changes } = open();
    services.record("lines", BAD);
    services.record("dossiers", GOOD);
    for (let n = 0; n < 5; n += 1) services.record("lines", BAD);
    clock.advance(services.stopped("lines")?.msUntilProbe ?? 0);
    expect([services.mayPass("lines"), services.mayPass("lines")]).toEqual([true, false]);
    services.returnPass("lines");
    expect(services.mayPass("lines")).toBe(true);
    services.record("lines", GOOD);
    expect([services.stopped("lines"), services.mayPass("lines")]).toEqual([null, true]);
    expect(changes).toEqual(["lines open", "lines half-open", "lines open", "lines half-open", "lines closed"]);
  });
});
