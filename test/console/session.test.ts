import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Client } from "#core/client.ts";
import { createSessions } from "../../src/console/session.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { memorySessions } from "../kit/memory-sessions.ts";
import { OPERATOR, VENDOR, WARD } from "./sample-dossiers.ts";

const MINUTE = 60_000;
const LIMITS = { sessionMs: 60 * MINUTE, idleMs: 10 * MINUTE };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Sessions of clients whose keys can be changed. */
function open(
  keys = new Map<string, Client>([
    ["ops-key", OPERATOR],
    ["ward-key", WARD],
    ["vendor-key", VENDOR],
  ]),
) {
  const clock = fakeClock();
  const store = memorySessions();
  const clients = {
    byKeySha256: (hash: string) => [...keys].find(([key]) => sha256(key) === hash)?.[1] ?? null,
  };
  return { clock, store, keys, clients, sessions: createSessions(store, clients, clock, LIMITS) };
}

describe("a session", () => {
  it("belongs to its client, also in another process on the same database", async () => {
    const { clock, store, clients, sessions } = open();
    const cookie = await sessions.start(WARD, "ward-key");
    expect(cookie).toMatch(/^[\w-]{43}$/);
    expect(await createSessions(store, clients, clock, LIMITS).clientOf(cookie, "person")).toBe(WARD);
  });

  it("cannot be made from what is configured or stored", async () => {
    const { store, sessions } = open();
    const cookie = await sessions.start(OPERATOR, "ops-key");
    const [[id, kept] = []] = [...store.kept];
    expect(id).toBe(sha256(cookie));
    expect(JSON.stringify([id, kept])).not.toContain(cookie);
    expect(await sessions.start(OPERATOR, "ops-key")).not.toBe(cookie);
    for (const forged of [undefined, "", id, kept?.keySha256, sha256("ops-key"), `${cookie}x`, cookie.slice(1)])
      expect(await sessions.clientOf(forged, "person")).toBeNull();
  });

  it("ends after its longest life, to the millisecond, however busy", async () => {
    const { clock, sessions } = open();
    const cookie = await sessions.start(OPERATOR, "ops-key");
    for (let minutes = 5; minutes < 60; minutes += 5) {
      clock.advance(5 * MINUTE);
      expect(await sessions.clientOf(cookie, "person")).toBe(OPERATOR);
    }
    clock.advance(5 * MINUTE - 1);
    expect(await sessions.clientOf(cookie, "person")).toBe(OPERATOR);
    clock.advance(1);
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
  });

  it("ends when nobody opens a page, whatever a script of an open page asks for", async () => {
    const { clock, sessions } = open();
    const cookie = await sessions.start(OPERATOR, "ops-key");
    clock.advance(10 * MINUTE - 1);
    expect(await sessions.clientOf(cookie, "script")).toBe(OPERATOR);
    clock.advance(1);
    expect(await sessions.clientOf(cookie, "script")).toBeNull();
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
  });

  it("ends with the key it was made with, and with the client's right to read", async () => {
    const { keys, sessions } = open();
    const cookie = await sessions.start(OPERATOR, "ops-key");
    keys.set("new-key", OPERATOR);
    expect(await sessions.clientOf(cookie, "person")).toBe(OPERATOR);
    keys.delete("ops-key");
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
    // The key is somebody else's by now.
    keys.set("ops-key", WARD);
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
    expect(await sessions.clientOf(await sessions.start(VENDOR, "vendor-key"), "person")).toBeNull();
  });

  it("ends by logging out, for whoever has a copy of the cookie too", async () => {
    const { sessions } = open();
    const cookie = await sessions.start(OPERATOR, "ops-key");
    await sessions.end(cookie);
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
    await sessions.end(cookie);
    await sessions.end(undefined);
  });
});
