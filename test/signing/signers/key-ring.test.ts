import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { DEMO_KEY_PASSWORD } from "../../../src/signing/trust/demo-certificate.ts";
import { type KeyRingSources, openKeyRing } from "../../../src/signing/signers/key-ring.ts";
import type { TokenOptions } from "../../../src/signing/keys/pkcs11/token-module.ts";
import { createSigner } from "../../../src/signing/signers/signing-profiles.ts";
import { makeThrowawayKeys } from "../../../src/signing/keys/throwaway-keys.ts";
import { seededRandom } from "../../kit/seeded-random.ts";
import type { Signer } from "#core/ports/ports.ts";
import { thumbprintOf } from "../../../src/signing/trust/certificate.ts";
import { verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import { issue } from "../trust/test-pki.ts";
import { createRollingSigner } from "../../../src/signing/signers/rolling-signer.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-ring-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A key file whose certificate is in force from this day, for so many days. */
function keyFile(name: string, from: string, days: number): { path: string; password: string } {
  const path = join(folder, name);
  const { signingP12 } = makeThrowawayKeys({ now: new Date(from), days, random: seededRandom(name.length) });
  writeFileSync(path, signingP12);
  return { path, password: DEMO_KEY_PASSWORD };
}

const current = keyFile("current.p12", "2027-01-01", 180);
const next = keyFile("the-next.p12", "2027-06-01", 365);
const body = Buffer.from("{}");

/** No test here has a token. */
const tokens: TokenOptions = {
  driver: "/nowhere",
  threads: 1,
  callTimeoutMs: 1000,
  clock: { now: () => 0 },
  random: seededRandom(1),
  onChange: () => undefined,
};
const open = async (sources: Omit<KeyRingSources, "tokens">) => (await openKeyRing({ ...sources, tokens })).keys;

describe("openKeyRing", () => {
  it("reads a key alone, only while it is in force", async () => {
    expect(await open({ current, now: new Date("2027-03-01") })).toHaveLength(1);
    await expect(open({ current, now: new Date("2027-08-01") })).rejects.toMatchObject({
      code: "certificate-outside-dates",
    });
  });

  it.each(["2027-03-01", "2027-06-15", "2027-08-01"])("reads two while either is in force (%s)", async (at) => {
    const keys = await open({ current, next, now: new Date(at) });
    expect(keys.map(({ path }) => path)).toEqual([current.path, next.path]);
  });

  it.each(["2026-01-01", "2029-01-01"])("refuses two while neither is in force (%s)", async (at) => {
    await expect(open({ current, next, now: new Date(at) })).rejects.toMatchObject({
      code: "certificate-outside-dates",
      en: expect.stringContaining(current.path) as string,
    });
  });

  it("refuses a successor that does not outlast the key it follows", async () => {
    await expect(open({ current: next, next: current, now: new Date("2027-06-15") })).rejects.toMatchObject({
      code: "config-invalid",
      vi: expect.stringContaining("SIGNING_KEY_NEXT") as string,
    });
    await expect(open({ current, next: current, now: new Date("2027-03-01") })).rejects.toMatchObject({
      code: "config-invalid",
    });
  });
});

describe("a key file with its own renewal", () => {
  const ca = issue({ name: "Gốc Mẫu", ca: true, notAfter: new Date("2040-01-01") });
  const present = issue({
    name: "Sở Mẫu",
    issuer: ca,
    notBefore: new Date("2026-01-01"),
    notAfter: new Date("2027-06-30"),
  });
  const renewal = issue({
    name: "Sở Mẫu",
    issuer: ca,
    notBefore: new Date("2027-06-01"),
    notAfter: new Date("2029-06-30"),
  });
  const former = issue({
    name: "Sở Mẫu",
    issuer: ca,
    notBefore: new Date("2024-01-01"),
    notAfter: new Date("2026-02-01"),
  });
  const path = join(folder, "renewed.pem");
  const pem = [renewal, former, present, ca].map(({ certificate }) => certificate.toString());
  writeFileSync(path, [present.key.export({ type: "pkcs8", format: "pem" }), ...pem].join(""));
  const file = { path, password: undefined };
  const leaves = async (at: string) =>
    (await open({ current: file, now: new Date(at) })).map(({ chain: [leaf] }) => leaf.serialNumber);

  it("signs with the certificate in force, and with the renewal once that is", async () => {
    expect(await leaves("2027-05-18")).toEqual([present, renewal].map((one) => one.certificate.serialNumber));
    expect(await leaves("2027-06-15")).toEqual([renewal.certificate.serialNumber]);
    await expect(leaves("2029-07-01")).rejects.toMatchObject({ code: "certificate-outside-dates" });
    await expect(leaves("2023-07-01")).rejects.toMatchObject({ code: "certificate-outside-dates" });
  });

  it("rolls over while it runs", async () => {
    const [now1, now2] = [new Date("2027-05-18T00:00:00Z"), new Date("2027-06-15T00:00:00Z")];
    const [one, two] = await open({ current: file, now: now1 });
    if (two === undefined) throw new Error("two keys expected");
    const rolling = createRollingSigner(
      [one, two].map((key) => createSigner({ profile: "jws", key })) as [Signer, Signer],
    );
    for (const [at, identity] of [
      [now1, present],
      [now2, renewal],
    ] as const) {
      const { value } = await rolling.sign(body, at);
      const verdict = await verifySignature(
        { profile: "jws", value, body },
        { trustAnchors: [ca.certificate], now: at },
      );
      expect(verdict).toMatchObject({ valid: true, thumbprint: thumbprintOf(identity.certificate) });
    }
  });

  it("is followed by a further key as any other", async () => {
    const keys = await open({
      current: file,
      next: keyFile("last.p12", "2029-06-01", 365),
      now: new Date("2027-05-18"),
    });
    expect(keys).toHaveLength(3);
  });

  it("is refused for a renewal that the gateway's own verifier would refuse on its first day", async () => {
    const unfit = issue({ name: "Sở Mẫu", issuer: ca, notBefore: new Date("2027-06-01"), keyUsage: 0x20 });
    const other = join(folder, "unfit.pem");
    const certificates = [present, unfit, ca].map(({ certificate }) => certificate.toString());
    writeFileSync(other, [present.key.export({ type: "pkcs8", format: "pem" }), ...certificates].join(""));
    await expect(
      open({ current: { path: other, password: undefined }, now: new Date("2027-05-18") }),
    ).rejects.toMatchObject({
      code: "certificate-refused",
      vi: expect.stringContaining("certificate-usage") as string,
    });
  });
});

describe("createRollingSigner", async () => {
  const [first, second] = await open({ current, next, now: new Date("2027-03-01") });
  if (second === undefined) throw new Error("two keys expected");
  const [a, b] = [createSigner({ profile: "jws", key: first }), createSigner({ profile: "jws", key: second })];

  it.each([
    ["before the successor is in force", "2027-05-31T23:59:59Z", a],
    ["from its first moment", "2027-06-01T00:00:00Z", b],
    ["while both are in force", "2027-06-15T00:00:00Z", b],
    ["after the first has ended", "2027-12-01T00:00:00Z", b],
  ])("signs with the right key %s, in whatever order they are given", async (_, at, expected) => {
    const now = new Date(at);
    const wanted = await expected.sign(body, now);
    expect(await createRollingSigner([a, b]).sign(body, now)).toEqual(wanted);
    expect(await createRollingSigner([b, a]).sign(body, now)).toEqual(wanted);
  });

  it.each(["2026-12-31T23:59:59Z", "2028-06-01T00:00:00Z"])("refuses while neither is in force (%s)", async (at) => {
    await expect(createRollingSigner([a, b]).sign(body, new Date(at))).rejects.toMatchObject({
      code: "certificate-outside-dates",
    });
  });

  it("spans both validities and names the key that lasts longest", () => {
    expect(createRollingSigner([a, b])).toMatchObject({
      profile: "jws",
      subject: b.subject,
      notBefore: a.notBefore,
      notAfter: b.notAfter,
    });
    expect(createRollingSigner([a])).toBe(a);
  });
});
