import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { DEMO_KEY_PASSWORD } from "../../../src/signing/trust/demo-certificate.ts";
import { createRollingSigner, type KeyRingSources, openKeyRing } from "../../../src/signing/keys/key-ring.ts";
import type { TokenOptions } from "../../../src/signing/keys/pkcs11/token-module.ts";
import { createSigner } from "../../../src/signing/containers/signing-profiles.ts";
import { makeThrowawayKeys } from "../../../src/signing/keys/throwaway-keys.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

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
