import { describe, expect, it } from "vitest";
import type { Portal, Signer } from "#core/ports/ports.ts";
import { channelByDate } from "../../src/destinations/dated-channel.ts";
import { fakeClock } from "../kit/fake-clock.ts";

const signer = {} as Signer;
const old = { from: null, to: "2026-12-31", portal: {} as Portal, signer };
const now = { from: "2027-01-01", to: "2027-06-30", portal: {} as Portal, signer };
const at = (time: string) => channelByDate([old, now], signer, fakeClock(time))();

describe("a destination that moves by decree", () => {
  it("changes doors at midnight in Viet Nam", () => {
    expect(at("2026-12-31T23:59:59+07:00").portal).toBe(old.portal);
    expect(at("2027-01-01T00:00:00+07:00").portal).toBe(now.portal);
    expect(at("2027-06-30T23:59:59+07:00").portal).toBe(now.portal);
  });

  it("sends nothing on a day no door is in force, and says whose part that is", async () => {
    const { portal } = at("2027-07-01T00:00:00+07:00");
    expect(await portal.session()).toMatchObject({
      failed: { kind: "unavailable", party: "gateway", cause: "no-door-today" },
    });
    expect(await portal.lookup("H36-1")).toMatchObject({ kind: "no-answer", outcome: { cause: "no-door-today" } });
  });
});
