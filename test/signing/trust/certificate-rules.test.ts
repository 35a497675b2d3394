import type { X509Certificate } from "node:crypto";

import { describe, expect, it } from "vitest";

import { type PathRules, pathFor } from "../../../src/signing/trust/certificate-path.ts";
import { refusalOf } from "../../../src/signing/verify/refused.ts";
import { derSequence, derValue } from "../../../src/signing/der/write-der-values.ts";
import { issue, keyOf, now, type TestIdentity, type Wanted } from "./test-pki.ts";

const root = issue({ name: "Gốc Mẫu", ca: true });
const middle = issue({ name: "Trung gian Mẫu", issuer: root, ca: true });
const leaf = issue({ name: "Cổng Mẫu", issuer: middle });

function judge(first: TestIdentity, bag: readonly TestIdentity[], rules: Partial<PathRules> = {}): string {
  try {
    const certificates: X509Certificate[] = bag.map(({ certificate }) => certificate);
    const path = pathFor(first.certificate, certificates, {
      trustAnchors: [root.certificate],
      at: now,
      purpose: "signing",
      ...rules,
    });
    return `valid, ${path.length}`;
  } catch (error) {
    return refusalOf(error).reason;
  }
}

/** A path of three whose leaf, or whose CA in the middle, is as wanted. */
const withLeaf = (wanted: Partial<Wanted>, rules?: Partial<PathRules>): string =>
  judge(issue({ name: "Cổng Mẫu", issuer: middle, ...wanted }), [middle], rules);
function withMiddle(wanted: Partial<Wanted>, rules?: Partial<PathRules>): string {
  const changed = issue({ name: "Trung gian Mẫu", issuer: root, ca: true, ...wanted });
  return judge(issue({ name: "Cổng Mẫu", issuer: changed }), [changed], rules);
}

describe("a certificate path", () => {
  it("is found whatever the order, from intermediates at hand, and to an anchor in the middle", () => {
    expect(judge(leaf, [root, middle])).toBe("valid, 3");
    expect(judge(leaf, [leaf, middle, middle])).toBe("valid, 3");
    expect(judge(leaf, [], { intermediates: [middle.certificate] })).toBe("valid, 3");
    expect(judge(leaf, [middle], { trustAnchors: [middle.certificate] })).toBe("valid, 2");
    expect(judge(leaf, [middle], { trustAnchors: [leaf.certificate] })).toBe("valid, 1");
  });

  it("goes around a CA certificate that breaks a rule, where another with the same key does not", () => {
    const expired = issue({ name: "Trung gian Mẫu", issuer: root, ca: true, notAfter: new Date("2026-02-01") });
    expect(judge(leaf, [expired])).toBe("certificate-outside-dates");
    expect(judge(leaf, [expired, middle])).toBe("valid, 3");
  });

  it("is refused without an anchor", () => {
    expect(judge(leaf, [])).toBe("chain-untrusted");
    expect(judge(leaf, [middle], { trustAnchors: [] })).toBe("chain-untrusted");
    expect(judge(issue({ name: "Gốc Mẫu", key: keyOf("giả"), ca: true }), [])).toBe("chain-untrusted");
  });

  it("ends, however tangled the certificates", () => {
    const key = keyOf("rối");
    const names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const tangle = names.flatMap((name) =>
      names.map((issuer) =>
        issue({ name, key, ca: true, issuer: { name: issuer, key, certificate: root.certificate } }),
      ),
    );
    expect(judge(issue({ name: "X", issuer: { name: "A", key, certificate: root.certificate } }), tangle)).toBe(
      "chain-untrusted",
    );
  });

  const unknown = [["1.2.3.4", derValue(0x05, Buffer.alloc(0)), true]] as const;
  const noticed = [["1.2.3.4", derValue(0x05, Buffer.alloc(0)), false]] as const;
  const constrained = [["2.5.29.30", derSequence(), false]] as const;
  const policies = [["2.5.29.32", derSequence(), true]] as const;

  it.each<[string, string, Partial<Wanted>]>([
    ["valid, 3", "digitalSignature", { keyUsage: 0x80 }],
    ["valid, 3", "nonRepudiation alone", { keyUsage: 0x40 }],
    ["valid, 3", "no key usage", { keyUsage: undefined }],
    ["certificate-usage", "key encipherment", { keyUsage: 0x20 }],
    ["valid, 3", "e-mail protection", { purposes: ["1.3.6.1.5.5.7.3.4"] }],
    ["certificate-usage", "a TLS server", { purposes: ["1.3.6.1.5.5.7.3.1"] }],
    ["certificate-usage", "timestamps", { purposes: ["1.3.6.1.5.5.7.3.8"] }],
    ["certificate-critical-extension", "a critical extension unknown", { extensions: unknown }],
    ["valid, 3", "another extension unknown", { extensions: noticed }],
    ["valid, 3", "critical policies", { extensions: policies }],
    ["certificate-unreadable", "an extension twice", { extensions: [...noticed, ...noticed] }],
    ["certificate-outside-dates", "a certificate of tomorrow", { notBefore: new Date("2027-05-19") }],
    ["certificate-outside-dates", "a certificate of yesterday", { notAfter: new Date("2027-05-17") }],
    ["valid, 3", "its last second", { notAfter: now }],
    ["certificate-algorithm-weak", "a SHA-1 signature", { digest: "sha1" }],
  ])("is %s for a signer with %s", (expected, _, wanted) => {
    expect(withLeaf(wanted)).toBe(expected);
  });

  it("takes SHA-1 where that is allowed", () => {
    expect(withLeaf({ digest: "sha1" }, { allowSha1: true })).toBe("valid, 3");
  });

  it.each<[string, string, Partial<Wanted>]>([
    ["chain-untrusted", "is no CA", { ca: false, keyUsage: 0x06 }],
    ["chain-untrusted", "may not sign certificates", { keyUsage: 0x80 }],
    ["valid, 3", "says nothing of key usage", { keyUsage: undefined }],
    ["valid, 3", "may have no CA below", { pathLength: 0 }],
    ["certificate-critical-extension", "has a critical extension unknown", { extensions: unknown }],
    ["certificate-constraint", "constrains names", { extensions: constrained }],
    ["certificate-outside-dates", "has expired", { notAfter: new Date("2027-05-17") }],
    ["certificate-algorithm-weak", "has a SHA-1 signature", { digest: "sha1" }],
  ])("is %s where a CA above %s", (expected, _, wanted) => {
    expect(withMiddle(wanted)).toBe(expected);
  });

  it("is refused where a CA has more CAs below it than it may", () => {
    const upper = issue({ name: "Trên Mẫu", issuer: root, ca: true, pathLength: 0 });
    const lower = issue({ name: "Dưới Mẫu", issuer: upper, ca: true });
    expect(judge(issue({ name: "Cổng Mẫu", issuer: lower }), [upper, lower])).toBe("certificate-constraint");
  });

  it("is for timestamps only with that purpose alone, and critical", () => {
    const purpose = "timestamping";
    const purposes = ["1.3.6.1.5.5.7.3.8"];
    expect(withLeaf({ purposes, purposesCritical: true }, { purpose })).toBe("valid, 3");
    expect(withLeaf({ purposes }, { purpose })).toBe("certificate-usage");
    expect(withLeaf({ purposes: [...purposes, "1.3.6.1.5.5.7.3.4"], purposesCritical: true }, { purpose })).toBe(
      "certificate-usage",
    );
    expect(withLeaf({}, { purpose })).toBe("certificate-usage");
  });
});
