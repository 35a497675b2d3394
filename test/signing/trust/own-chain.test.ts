import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ownChainRefusal, requireUsable } from "../../../src/signing/trust/own-chain.ts";
import type { CertificationPath } from "../../../src/signing/trust/certificate.ts";
import { oracle } from "../../kit/oracle.ts";
import { TestFolder } from "./test-files.ts";
import { issue, now, type TestIdentity, type Wanted } from "./test-pki.ts";

const root = issue({ name: "Gốc Mẫu", ca: true });
const middle = issue({ name: "Trung gian Mẫu", issuer: root, ca: true });
const serverAuth = "1.3.6.1.5.5.7.3.1";
const unknownExtension = ["1.3.6.1.4.1.55555.1", Buffer.from([5, 0]), true] as const;

/** What is wrong with a certificate, and whether openssl tells it from certificates alone. */
const UNFIT: readonly (readonly [what: string, wanted: Partial<Wanted>, code: string, openssl: boolean])[] = [
  ["a key that may not sign", { keyUsage: 0x20 }, "certificate-usage", true],
  ["servers only", { purposes: [serverAuth] }, "certificate-usage", true],
  ["a CA that may sign as well", { ca: true, keyUsage: 0x86 }, "certificate-usage", false],
  ["SHA-1", { digest: "sha1" }, "certificate-algorithm-weak", true],
  ["an unknown critical extension", { extensions: [unknownExtension] }, "certificate-critical-extension", true],
  ["an end before today", { notAfter: new Date("2027-01-01") }, "certificate-outside-dates", true],
  ["a beginning after today", { notBefore: new Date("2028-01-01") }, "certificate-outside-dates", true],
];

const chainOf = (...chain: readonly [TestIdentity, ...TestIdentity[]]): CertificationPath => {
  const [first, ...issuers] = chain.map(({ certificate }) => certificate);
  if (first === undefined) throw new Error("no certificate");
  return [first, ...issuers];
};
const leafOf = (wanted: Partial<Wanted>) => issue({ name: "Sở Mẫu", issuer: middle, ...wanted });
const judged = (chain: CertificationPath) => ownChainRefusal(chain, now, "signing")?.reason;

describe("a certificate of our own", () => {
  const fit = leafOf({});

  it("is fit with all its issuers, with some, and alone", () => {
    expect(judged(chainOf(fit, middle, root))).toBeUndefined();
    expect(judged(chainOf(fit, middle))).toBeUndefined();
    expect(judged(chainOf(fit))).toBeUndefined();
    expect(judged(chainOf(issue({ name: "Tự ký", ca: false })))).toBeUndefined();
  });

  it.each(UNFIT)("is refused with %s, whichever issuers are at hand", (_, wanted, code) => {
    const leaf = leafOf(wanted);
    for (const chain of [chainOf(leaf, middle, root), chainOf(leaf, middle), chainOf(leaf)])
      expect(judged(chain)).toBe(code);
  });

  it("is refused for an issuer's fault, as far as it is at hand", () => {
    const weak = issue({ name: "Trung gian cũ", issuer: root, ca: true, digest: "sha1" });
    const leaf = issue({ name: "Sở Mẫu", issuer: weak });
    expect(judged(chainOf(leaf, weak, root))).toBe("certificate-algorithm-weak");
    expect(judged(chainOf(leaf, weak))).toBe("certificate-algorithm-weak");
    expect(judged(chainOf(leaf))).toBeUndefined();
    // A root is trusted as it stands.
    const old = issue({ name: "Gốc cũ", ca: true, digest: "sha1" });
    expect(judged(chainOf(issue({ name: "Sở Mẫu", issuer: old }), old))).toBeUndefined();
  });

  it("for a line to the adapter may be a client's only", () => {
    const client = leafOf({ purposes: ["1.3.6.1.5.5.7.3.2"] });
    const server = leafOf({ purposes: [serverAuth] });
    const mail = leafOf({ purposes: ["1.3.6.1.5.5.7.3.4"] });
    const codes = [client, server, mail, fit].map((one) => ownChainRefusal(chainOf(one), now, "tls-client")?.reason);
    expect(codes).toEqual([undefined, "certificate-usage", "certificate-usage", undefined]);
  });

  it("is refused with a sentence in both languages, the place and the code", () => {
    const leaf = leafOf({ keyUsage: 0x20 });
    expect(() => requireUsable(chainOf(leaf, middle), now, "signing", "/etc/khoa.p12")).toThrow(
      expect.objectContaining({
        code: "certificate-refused",
        vi: expect.stringMatching(/^Không dùng được .*«\/etc\/khoa\.p12» \(CN=Sở Mẫu\).*certificate-usage/) as string,
        en: expect.stringMatching(/^The certificate in "\/etc\/khoa\.p12" \(CN=Sở Mẫu\).*certificate-usage/) as string,
      }),
    );
  });
});

const openssl = oracle("openssl");

describe("openssl", () => {
  it.runIf(openssl)("finds the same certificates unfit, and none besides", () => {
    using folder = new TestFolder();
    const rootFile = folder.put("root.crt", root.certificate.toString());
    const middleFile = folder.put("middle.crt", middle.certificate.toString());
    const isFit = (leaf: TestIdentity): boolean => {
      const file = folder.put("leaf.crt", leaf.certificate.toString());
      const at = String(now.getTime() / 1000);
      const trust = ["-CAfile", rootFile, "-untrusted", middleFile, "-attime", at];
      const rules = ["-auth_level", "2", "-purpose", "smimesign"];
      return spawnSync(openssl ?? "", ["verify", ...trust, ...rules, file]).status === 0;
    };
    expect(isFit(leafOf({}))).toBe(true);
    const told = UNFIT.filter(([, wanted]) => !isFit(leafOf(wanted))).map(([what]) => what);
    expect(told).toEqual(UNFIT.filter(([, , , isTold]) => isTold).map(([what]) => what));
  });
});
