import type { lookup, LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { guardedLookup, mayReach } from "../../src/webhooks/address-rules.ts";

describe("an address", () => {
  it.each(["8.8.8.8", "103.1.2.3", "2400:cb00::1", "::ffff:8.8.8.8"])(
    "on the internet may be reached: %s",
    (address) => {
      expect([mayReach(address, false), mayReach(address, true)]).toEqual([true, true]);
    },
  );

  it.each([
    "10.1.2.3",
    "127.0.0.1",
    "127.255.255.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "198.18.0.1",
    "203.0.113.5",
    "::1",
    "fc00::1",
    "fd12:3456::1",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "2001:db8::1",
    "3fff::1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
  ])("inside may be reached only where that is allowed: %s", (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, true]);
  });

  it.each([
    "0.0.0.0",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "::169.254.169.254",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::169.254.169.254",
    "2002:a9fe:a9fe::1",
    "224.0.0.1",
    "255.255.255.255",
    "fe80::1",
    "ff02::1",
  ])("that is nobody's may never be reached: %s", (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, false]);
  });

  it("is an address", () => {
    for (const text of ["", "localhost", "1.2.3", "::ffff:1.2.3.4.5"]) expect(mayReach(text, true)).toBe(false);
  });
});

describe("looking up a name", () => {
  const resolving = (...addresses: readonly string[]) =>
    ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      )) as unknown as typeof lookup;
  const look = (resolve: typeof lookup, all: boolean) =>
    new Promise((settle) => {
      guardedLookup(false, resolve)("ten.example.vn", { all }, (...answer) => settle(answer));
    });

  it("gives what it found, in the form it was asked for", async () => {
    const resolve = resolving("8.8.8.8", "2400:cb00::1");
    expect(await look(resolve, false)).toEqual([null, "8.8.8.8", 4]);
    expect(await look(resolve, true)).toEqual([
      null,
      [
        { address: "8.8.8.8", family: 4 },
        { address: "2400:cb00::1", family: 6 },
      ],
    ]);
  });

  it("gives nothing when one of its addresses is inside, or there is none", async () => {
    for (const resolve of [resolving("8.8.8.8", "10.0.0.1"), resolving("::1"), resolving()])
      expect(await look(resolve, true)).toEqual([expect.objectContaining({ code: "ADDRESS_REFUSED" }), ""]);
    const failing = ((_name: string, _options: object, done: (error: Error) => void) =>
      done(new Error("ENOTFOUND"))) as unknown as typeof lookup;
    expect(await look(failing, true)).toEqual([new Error("ENOTFOUND"), ""]);
  });
});
