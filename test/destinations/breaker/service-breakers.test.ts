import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import { createBreaker } from "../../../src/destinations/breaker/breaker.ts";
import { withServices } from "../../../src/destinations/breaker/service-breakers.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

const GOOD: Outcome = { kind: "delivered", cause: "accepted", message: "", messageEn: "" };
const BAD: Outcome = { kind: "unavailable", party: "portal", cause: "http-503", message: "", messageEn: "" };

function open() {
  const clock = fakeClock();
  const changes: string[] = [];
  const destination = createBreaker({ clock, random: seededRandom() });
  const services = withServices(destination, {
    clock,
    random: seededRandom(),
    onChange: (service, state) => changes.push(`${service} ${state}`),
  });
  return { clock, changes, destination, services };
}

describe("service breakers", () => {
  it("stop the one service that fails while another answers", () => {
    const { clock, services, changes } = open();
    const since = clock.now();
    services.record(BAD, "lines");
    clock.advance(5000);
    services.record(GOOD, "dossiers");
    for (let n = 0; n < 5; n += 1) {
      expect(services.stopped("lines")).toBeNull();
      services.record(BAD, "lines");
      services.record(GOOD, "dossiers");
    }
    expect(services.stopped("lines")?.since.getTime()).toBe(since);
    expect(services.mayPass("lines")).toBe(false);
    expect(services.mayPass("dossiers")).toBe(true);
    expect(changes).toEqual(["lines open"]);
  });

  it("leave a destination that answers nothing to its own breaker", () => {
    const { services, destination } = open();
    services.record(GOOD, "dossiers");
    services.record(GOOD, "lines");
    for (let n = 0; n < 20; n += 1) for (const service of ["dossiers", "lines"]) services.record(BAD, service);
    expect(services.allStopped()).toEqual([]);
    expect(destination.view().state).toBe("open");
  });

  it("take a service's pass back when its destination gives none", () => {
    const { clock, services, destination } = open();
    services.record(BAD, "lines");
    services.record(GOOD, "dossiers");
    for (let n = 0; n < 5; n += 1) services.record(BAD, "lines");
    expect([destination.view().state, services.mayPass()]).toEqual(["open", false]);
    // Its own pause is over; the destination's, which opened at the same time, has been prolonged.
    destination.record({ ...BAD, retryAfterMs: 600_000 });
    clock.advance(120_000);
    expect(services.mayPass("lines")).toBe(false);
    expect(services.stopped("lines")).toBeNull();
    clock.advance(600_000);
    expect(services.mayPass("lines")).toBe(true);
  });

  it("let one message try when the pause is over, and all when it got through", () => {
    const { clock, services, changes } = open();
    services.record(BAD, "lines");
    services.record(GOOD, "dossiers");
    for (let n = 0; n < 5; n += 1) {
      services.record(BAD, "lines");
      services.record(GOOD, "dossiers");
    }
    clock.advance(services.stopped("lines")?.msUntilProbe ?? 0);
    expect([services.mayPass("lines"), services.mayPass("lines")]).toEqual([true, false]);
    services.returnPass("lines");
    expect(services.mayPass("lines")).toBe(true);
    services.record(GOOD, "lines");
    expect([services.stopped("lines"), services.mayPass("lines")]).toEqual([null, true]);
    expect(changes).toEqual(["lines open", "lines half-open", "lines open", "lines half-open", "lines closed"]);
  });
});
