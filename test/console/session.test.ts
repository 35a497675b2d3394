import { describe, expect, it } from "vitest";
import type { ConsoleClients } from "../../src/console/dependencies.ts";
import { createSessions } from "../../src/console/session.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { OPERATOR, VENDOR, WARD } from "./sample-dossiers.ts";

const HOUR = 3_600_000;
const ALL = [OPERATOR, WARD, VENDOR];

function clientsWith(secrets: Record<string, string>): ConsoleClients {
  return {
    byKey: () => null,
    byId: (id) => ALL.find((client) => client.id === id) ?? null,
    sessionSecret: (id) => secrets[id] ?? null,
  };
}
const SECRETS = { [OPERATOR.id]: "one", [WARD.id]: "two", [VENDOR.id]: "three" };

describe("a session", () => {
  it("belongs to its client, also to another process with the same keys", () => {
    const clock = fakeClock();
    const cookie = createSessions(clientsWith(SECRETS), clock, HOUR).issue(WARD);
    expect(cookie).toMatch(/^[\w.-]+$/);
    expect(createSessions(clientsWith(SECRETS), clock, HOUR).clientOf(cookie)).toBe(WARD);
  });

  it("ends to the millisecond", () => {
    const clock = fakeClock();
    const sessions = createSessions(clientsWith(SECRETS), clock, HOUR);
    const cookie = sessions.issue(OPERATOR);
    clock.advance(HOUR - 1);
    expect(sessions.clientOf(cookie)).toBe(OPERATOR);
    clock.advance(1);
    expect(sessions.clientOf(cookie)).toBeNull();
  });

  it("ends with the client's key", () => {
    const clock = fakeClock();
    const cookie = createSessions(clientsWith(SECRETS), clock, HOUR).issue(OPERATOR);
    expect(createSessions(clientsWith({ [OPERATOR.id]: "new" }), clock, HOUR).clientOf(cookie)).toBeNull();
    expect(createSessions(clientsWith({}), clock, HOUR).clientOf(cookie)).toBeNull();
  });

  it("is worth nothing without the right to read", () => {
    const sessions = createSessions(clientsWith(SECRETS), fakeClock(), HOUR);
    expect(sessions.clientOf(sessions.issue(VENDOR))).toBeNull();
  });

  it("cannot be changed in any part", () => {
    const sessions = createSessions(clientsWith(SECRETS), fakeClock(), HOUR);
    const cookie = sessions.issue(OPERATOR);
    const [name = "", expiry = "", mac = ""] = cookie.split(".");
    const ward = Buffer.from(WARD.id).toString("base64url");
    const forged = [
      `${ward}.${expiry}.${mac}`,
      `${name}.${Number(expiry) + 1}.${mac}`,
      `${name}.${expiry}.${"A".repeat(43)}`,
      `${name}.${expiry}.`,
      `${name}.${expiry}`,
      `${cookie}x`,
      "",
      undefined,
    ];
    expect(forged.map((one) => sessions.clientOf(one))).toEqual(forged.map(() => null));
    expect(sessions.clientOf(cookie)).toBe(OPERATOR);
  });
});
