import { isIP } from "node:net";
import { describe, expect, it } from "vitest";
import { isInRanges, parseRange } from "#core/access/address-range.ts";
import { carriedIpv4, formatAddress, parseAddress } from "#core/access/network-address.ts";

describe("an address", () => {
  it.each([
    ["10.1.2.3", "10.1.2.3"],
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["1:0:0:2:0:0:3:4", "1::2:0:0:3:4"],
    ["fe80::1%eth0", "fe80::1"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::FFFF:a01:203", "10.1.2.3"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
    ["10:20::30", "10:20::30"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ])("%s is written %s", (text, written) => {
    expect(isIP(text)).not.toBe(0);
    const address = parseAddress(text);
    expect(address === null ? null : formatAddress(address)).toBe(written);
  });

  it.each([
    "",
    "10.1.2",
    "10.1.2.256",
    "010.1.2.3",
    "10.1.2.3%eth0",
    "1::2::3",
    ":1",
    "1:",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8:9",
    "::10.1.2.3:1",
    "12345::",
    "g::",
    "localhost",
    "0x7f.1",
  ])("%j is none", (text) => {
    expect(isIP(text)).toBe(0);
    expect(parseAddress(text)).toBeNull();
  });

  it.each([
    ["64:ff9b::169.254.169.254", ["169.254.169.254"]],
    ["2002:a9fe:a9fe::1", ["169.254.169.254"]],
    ["2001:0:a9fe:a9fe:0:0:5601:5601", ["169.254.169.254", "169.254.169.254"]],
    ["::169.254.169.254", ["169.254.169.254"]],
    ["::10.0.0.1", ["10.0.0.1"]],
    ["::", []],
    ["::1", []],
    ["2001:db8::1", []],
    ["::ffff:10.0.0.1", []],
    ["10.0.0.1", []],
  ])("%s carries %j", (text, carried) => {
    expect(carriedIpv4(parseAddress(text) ?? []).map(formatAddress)).toEqual(carried);
  });
});

describe("a range", () => {
  it.each([
    ["10.1.0.0/16", "10.1.255.255", true],
    ["10.1.0.0/16", "10.2.0.0", false],
    ["10.1.0.0/15", "10.0.0.1", true],
    ["10.1.2.3", "10.1.2.3", true],
    ["10.1.2.3", "::ffff:10.1.2.3", true],
    ["::ffff:10.1.0.0/112", "10.1.2.3", true],
    ["0.0.0.0/0", "10.1.2.3", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["::/0", "10.1.2.3", false],
    ["fd00::/8", "fdff::1", true],
    ["fd00::/8", "fe00::1", false],
    // Who translates, and for whom, is not known.
    ["10.1.0.0/16", "64:ff9b::10.1.2.3", false],
    ["10.1.0.0/16", "2002:a01:203::1", false],
    ["10.1.0.0/16", "::10.1.2.3", false],
  ])("%s has %s: %s", (text, address, has) => {
    const range = parseRange(text);
    expect(range !== null && isInRanges([range], parseAddress(address) ?? [])).toBe(has);
  });

  it.each([
    "10.1.0.0/33",
    "fd00::/129",
    "::ffff:10.0.0.0/95",
    "10.1.0.0/",
    "10.1.0.0/8/8",
    "10.1.0.0/ 8",
    "10.1.0.0/8x",
    "fe80::%eth0/64",
    "x/8",
  ])("%s is none", (text) => {
    expect(parseRange(text)).toBeNull();
  });

  it("is one of several", () => {
    const ranges = ["10.1.0.0/16", "10.3.0.0/16"].flatMap((text) => parseRange(text) ?? []);
    expect(["10.1.0.1", "10.2.0.1", "10.3.0.1"].map((text) => isInRanges(ranges, parseAddress(text) ?? []))).toEqual([
      true,
      false,
      true,
    ]);
  });
});
