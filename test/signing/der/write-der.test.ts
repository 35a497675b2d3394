import { execFileSync } from "node:child_process";

import { describe, expect, it } from "vitest";

import {
  contextTag,
  encode,
  membersOf,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  smallInteger,
  time,
} from "../../../src/signing/der/write-der.ts";
import { oracle } from "../../kit/oracle.ts";
import { sampleKey } from "../sample-keys.ts";

const openssl = oracle("openssl");

describe("DER", () => {
  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 100_000])("writes and reads a length of %i", (length) => {
    const content = octetString(Buffer.alloc(length, 7));
    expect(membersOf(sequence(content, smallInteger(1)))).toEqual([content, smallInteger(1)]);
  });

  it.each([
    ["1.2.840.113549.1.7.2", "06092a864886f70d010702"],
    ["2.16.840.1.101.3.4.2.1", "0609608648016503040201"],
    ["0.9.2342.19200300.100.1.1", "060a0992268993f22c640101"],
  ])("writes the object identifier %s", (dotted, hex) => {
    expect(objectIdentifier(dotted).toString("hex")).toBe(hex);
  });

  it("puts the members of a set in order", () => {
    const [a, b, c] = [smallInteger(2), smallInteger(1), octetString(Buffer.alloc(0))];
    expect(membersOf(setOf(a, c, b))).toEqual([b, a, c]);
  });

  it.each([
    ["1950-01-01T00:00:00Z", "500101000000Z", 0x17],
    ["2049-12-31T23:59:59.900Z", "491231235959Z", 0x17],
    ["2050-01-01T00:00:00Z", "20500101000000Z", 0x18],
  ])("writes %s", (iso, text, tag) => {
    const written = time(new Date(iso));
    expect([written[0], written.subarray(2).toString()]).toEqual([tag, text]);
  });

  it("takes a certificate apart and puts it together again", () => {
    const { raw } = sampleKey("rsa-modern.p12").chain[0];
    const [toBeSigned = Buffer.alloc(0), ...rest] = membersOf(raw);
    expect(sequence(sequence(...membersOf(toBeSigned)), ...rest)).toEqual(raw);
  });

  it.each([
    ["a primitive value", octetString(Buffer.from("ab"))],
    ["more than one value", Buffer.concat([sequence(), sequence()])],
    ["a value cut short", sequence(octetString(Buffer.alloc(9))).subarray(0, 9)],
    ["a member longer than its parent", encode(0x30, Buffer.from([0x04, 0x05, 0x00]))],
    ["nothing", Buffer.alloc(0)],
  ])("does not read %s", (_, bytes) => {
    expect(() => membersOf(bytes)).toThrow(RangeError);
  });

  it.runIf(openssl)("is read by openssl as it was meant", () => {
    const value = sequence(
      encode(contextTag(0), objectIdentifier("1.2.840.10045.4.3.2")),
      octetString(Buffer.alloc(300)),
    );
    const parsed = execFileSync(openssl ?? "", ["asn1parse", "-inform", "DER"], { input: value, encoding: "utf8" });
    expect(
      parsed.split("\n").map((line) =>
        line
          .replace(/^.*?(prim|cons): */, "")
          .slice(0, 30)
          .trim(),
      ),
    ).toEqual(["SEQUENCE", "cont [ 0 ]", "OBJECT            :ecdsa-with-", "OCTET STRING      [HEX DUMP]:0", ""]);
  });
});
