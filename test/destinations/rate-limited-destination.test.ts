import { describe, expect, it } from "vitest";
import type { Portal } from "#core/ports/ports.ts";
import { rateLimited } from "../../src/destinations/rate-limited-destination.ts";
import { fakeClock } from "../kit/fake-clock.ts";

describe("a client kept to a rate", () => {
  it("spaces its calls evenly, in order, and logs in without waiting", async () => {
    const clock = fakeClock();
    const waits: number[] = [];
    const calls: string[] = [];
    const portal = {
      session: async () => ({ token: "t" }),
      send: async ({ id }: { id: string }) => void calls.push(id),
      lookup: async (code: string) => void calls.push(code),
      ask: async (service: string) => void calls.push(service),
    } as unknown as Portal;
    const slow = rateLimited(portal, { clock, perMinute: 60, wait: async (ms) => void waits.push(ms) });
    const send = (id: string) =>
      slow.send({ id, service: "S", dossierCodes: [], body: new Uint8Array(), signature: null, token: "t" });
    await slow.session();
    await send("1");
    await send("2");
    await slow.lookup("3");
    await slow.ask("4", {});
    expect(calls).toEqual(["1", "2", "3", "4"]);
    expect(waits).toEqual([1000, 2000, 3000]);
    clock.advance(60_000);
    await send("5");
    expect(waits).toHaveLength(3);
  });
});
