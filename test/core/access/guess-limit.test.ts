import { describe, expect, it } from "vitest";
import { createGuessLimit } from "#core/access/guess-limit.ts";
import { fakeClock } from "../../kit/fake-clock.ts";

const LIMITS = { failuresPerAccount: 2, failuresPerAddress: 3, windowMs: 60_000, remembered: 6 };
const owner = { address: "10.0.0.1", account: "owner" };

describe("the limit on guesses", () => {
  it("shuts one address out of an account for the rest of its window", () => {
    const clock = fakeClock();
    const limit = createGuessLimit(clock, LIMITS);
    expect(limit.failed(owner)).toBe("first");
    expect(limit.secondsToWait(owner)).toBe(0);
    clock.advance(20_000);
    expect(limit.failed(owner)).toBe("last");
    expect(limit.secondsToWait(owner)).toBe(40);
    clock.advance(40_000);
    expect(limit.secondsToWait(owner)).toBe(0);
    expect(limit.failed(owner)).toBe("first");
  });

  it("lets the owner in from elsewhere, and others in from there", () => {
    const limit = createGuessLimit(fakeClock(), LIMITS);
    limit.failed(owner);
    limit.failed(owner);
    expect(limit.secondsToWait({ ...owner, address: "10.0.0.2" })).toBe(0);
    expect(limit.secondsToWait({ ...owner, account: "other" })).toBe(0);
    expect(limit.secondsToWait({ ...owner, account: null })).toBe(0);
  });

  it("shuts an address out of everything once it tried everything", () => {
    const limit = createGuessLimit(fakeClock(), LIMITS);
    expect(["a", "b", "c"].map((account) => limit.failed({ ...owner, account }))).toEqual(["first", "more", "last"]);
    expect(limit.secondsToWait({ ...owner, account: "d" })).toBe(60);
    expect(limit.secondsToWait({ ...owner, account: null })).toBe(60);
  });

  it("forgets an account's failures after the right secret, and no other's", () => {
    const limit = createGuessLimit(fakeClock(), { ...LIMITS, failuresPerAddress: 9 });
    const other = { ...owner, account: "other" };
    limit.failed(owner);
    limit.failed(other);
    limit.succeeded(owner);
    limit.failed(owner);
    limit.failed(other);
    expect([limit.secondsToWait(owner), limit.secondsToWait(other)]).toEqual([0, 60]);
  });

  it.each([
    ["one network", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true],
    ["two networks", "2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["one IPv4 host in 6to4", "2002:c000:0204:1::1", "2002:c000:0204:2::1", true],
    ["one IPv4 host, written twice", "192.0.2.4", "::ffff:192.0.2.4", true],
    ["two IPv4 hosts behind one NAT64", "64:ff9b::192.0.2.4", "64:ff9b::192.0.2.5", false],
    ["an IPv4 host, and the same behind NAT64", "64:ff9b::c000:204", "192.0.2.4", true],
  ])("takes %s for what it is", (_name, one, other, same) => {
    const limit = createGuessLimit(fakeClock(), LIMITS);
    limit.failed({ address: one, account: null });
    limit.failed({ address: one, account: null });
    expect(limit.secondsToWait({ address: other, account: null }) > 0).toBe(same);
  });

  it("remembers a bounded number, the latest", () => {
    const limit = createGuessLimit(fakeClock(), LIMITS);
    const places = ["1", "2", "3", "4"].map((host) => ({ address: `10.0.0.${host}`, account: null }));
    for (const place of places) {
      limit.failed(place);
      limit.failed(place);
    }
    expect(places.map((place) => limit.secondsToWait(place) > 0)).toEqual([false, true, true, true]);
  });

  it("takes what is no address for a place of its own", () => {
    const limit = createGuessLimit(fakeClock(), LIMITS);
    limit.failed({ address: "unknown", account: null });
    limit.failed({ address: "unknown", account: null });
    expect(limit.secondsToWait({ address: "unknown", account: null })).toBe(60);
    expect(limit.secondsToWait({ address: "elsewhere", account: null })).toBe(0);
  });
});
