import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";

import { openKeyRing, type KeySource } from "../../../../src/signing/signers/key-ring.ts";
import { openTokenKeys } from "../../../../src/signing/keys/pkcs11/token-keys.ts";
import type { TokenOptions } from "../../../../src/signing/keys/pkcs11/token-module.ts";
import { createSigner, signingProfiles } from "../../../../src/signing/signers/signing-profiles.ts";
import { makeThrowawayKeys } from "../../../../src/signing/keys/throwaway-keys.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";
import { oracle } from "../../../kit/oracle.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { openSoftHsm, PIN, type SoftHsm, softHsmParts } from "../../../kit/soft-hsm.ts";
import { follow } from "../../doc-commands.ts";

const body = Buffer.from('{"service":"DongBoHoSoMC","data":[{"TenHoSo":"Khai sinh Mẫu"}]}');
const xmlsec1 = oracle("xmlsec1");

/** Profiles by the commands that verify them; `vn` signs with RSA alone. */
const containers = { jws: "jws", xmldsig: "xml", vn: "xml", xades: "xml", cms: "cms" } as const;
const verified = { jws: /Verified OK[\s\S]*chain.pem: OK/, xml: /^OK$/m, cms: /CAdES Verification successful/ };

describe.runIf(softHsmParts && xmlsec1)("keys in a token of SoftHSM2", () => {
  let hsm: SoftHsm;
  beforeAll(() => {
    hsm = openSoftHsm();
    hsm.makeToken("Mẫu ký");
    hsm.makeKey("Mẫu ký", { label: "rsa", id: "01", type: "RSA:2048" });
    hsm.makeKey("Mẫu ký", { label: "ec", id: "02", type: "EC:prime256v1" });
  });
  afterAll(() => hsm[Symbol.dispose]());

  const changes: (string | null)[] = [];
  const clock = fakeClock();
  const options: TokenOptions = {
    driver: softHsmParts?.driver,
    threads: 2,
    callTimeoutMs: 30_000,
    clock,
    random: seededRandom(3),
    onChange: ({ away }) => void changes.push(away === null ? null : away.kind),
  };
  const key = (label: string, query?: string, password: string | null = PIN): KeySource => ({
    path: hsm.uri("Mẫu ký", label, query),
    password: password ?? undefined,
  });
  const refusal = async (source: KeySource, other: Partial<TokenOptions> = {}): Promise<unknown> => {
    try {
      await (await openTokenKeys([source], { ...options, ...other }))[Symbol.asyncDispose]();
      return "opened";
    } catch (error) {
      return error;
    }
  };

  it("never leave it", () => {
    const listed = hsm.tool("Mẫu ký", "--list-objects", "--type", "privkey");
    expect(listed.match(/sensitive, always sensitive, never extractable/g)).toHaveLength(2);
  });

  it.each(["rsa", "ec"])("sign with every profile, as openssl and xmlsec1 confirm (%s)", async (label) => {
    await using opened = await openTokenKeys([key(label)], options);
    const [signingKey] = opened.keys;
    if (signingKey === undefined) throw new Error("no key");
    expect(signingKey.chain.map(({ subject }) => subject)).toEqual(["CN=Khoa", "CN=CA Mau"]);
    const profiles = signingProfiles.filter((profile) => profile !== "vn" || label === "rsa");
    for (const profile of profiles) {
      const { value } = await createSigner({ profile, key: signingKey }).sign(body, new Date());
      const container = containers[profile as keyof typeof containers];
      const ca = readFileSync(join(hsm.folder, "ca.pem"), "utf8");
      const { status, output } = follow(container, { value, body, ca });
      expect(output).toMatch(verified[container]);
      expect(status).toBe(0);
      expect(follow(container, { value, body: Buffer.concat([body, body]), ca }).status).not.toBe(0);
    }
  });

  it("sign many at once, on every thread", async () => {
    await using opened = await openTokenKeys([key("rsa"), key("ec")], { ...options, threads: 3 });
    const signers = opened.keys.map((one) => createSigner({ profile: "jws", key: one }));
    const signed = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const signer = signers[index % 2];
        if (signer === undefined) throw new Error("no key");
        return signer.sign(Buffer.from(`${index}`), new Date());
      }),
    );
    expect(new Set(signed.map((one) => one.value)).size).toBe(60);
  });

  it("take over from a file, and from one another", async () => {
    const now = new Date();
    const shorter = { path: join(hsm.folder, "shorter.pem"), password: undefined };
    writeFileSync(shorter.path, makeThrowawayKeys({ now, days: 30, random: seededRandom(8) }).signingPem);
    await expect(openKeyRing({ current: key("rsa"), next: key("rsa"), now, tokens: options })).rejects.toMatchObject({
      code: "config-invalid",
    });
    hsm.makeKey("Mẫu ký", { label: "next", id: "03", type: "EC:prime256v1" });
    const longer = hsm.issue("Mẫu ký", "03", 900);
    hsm.load("Mẫu ký", longer, "03");
    await using ring = await openKeyRing({ current: key("rsa"), next: key("next"), now, tokens: options });
    expect(ring.keys.map(({ publicKey }) => publicKey.asymmetricKeyType)).toEqual(["rsa", "ec"]);
    // Of two certificates of one key the one that lasts longest.
    expect(ring.keys[1]?.chain[0].validToDate.getTime()).toBeGreaterThan(now.getTime() + 899 * 24 * 3_600_000);
    await using mixed = await openKeyRing({ current: shorter, next: key("rsa"), now, tokens: options });
    expect(mixed.keys.map(({ path }) => path)).toEqual([shorter.path, key("rsa").path.split("?")[0]]);
  });

  it("are refused outside the dates of their certificates, at the start and afterwards", async () => {
    const refused = { code: "certificate-outside-dates" };
    const later = new Date(Date.now() + 400 * 24 * 3_600_000);
    await expect(openKeyRing({ current: key("ec"), now: later, tokens: options })).rejects.toMatchObject(refused);
    await using opened = await openTokenKeys([key("ec")], options);
    const [signingKey] = opened.keys;
    if (signingKey === undefined) throw new Error("no key");
    const signer = createSigner({ profile: "jws", key: signingKey });
    await expect(signer.sign(body, later)).rejects.toMatchObject(refused);
    expect(signer.notAfter).toEqual(signingKey.chain[0].validToDate);
  });

  it("take certificates from a file beside the address, and the PIN too", async () => {
    hsm.tool("Mẫu ký", "--keypairgen", "--key-type", "EC:prime256v1", "--label", "bare", "--id", "04", "--usage-sign");
    expect(await refusal(key("bare"))).toMatchObject({ code: "key-certificate-missing" });
    const [pem, pin] = [join(hsm.folder, "bare.pem"), join(hsm.folder, "pin")];
    writeFileSync(pem, readFileSync(hsm.issue("Mẫu ký", "04", 30)));
    writeFileSync(pin, `${PIN}\n`);
    const query = `&lienthong-certificates=${pem}&pin-source=file:${pin}`;
    await using opened = await openTokenKeys([key("bare", query, null)], options);
    expect(opened.keys[0]?.chain).toHaveLength(2);
    expect(await refusal(key("bare", query))).toMatchObject({ code: "config-invalid" });
  });

  it("are refused with what to do when something is missing or wrong", async () => {
    const elsewhere = (from: string, to: string) => ({ path: key("rsa").path.replace(from, to), password: PIN });
    expect(await refusal(key("rsa"), { driver: "/nowhere" })).toMatchObject({
      code: "key-driver-missing",
      en: expect.stringContaining("PKCS11_DRIVER") as string,
    });
    expect(await refusal(elsewhere(hsm.module, "/nowhere/lib.so"))).toMatchObject({ code: "key-module-unusable" });
    expect(await refusal(elsewhere("token=", "token=x"))).toMatchObject({
      code: "key-token-missing",
      vi: expect.stringContaining("«Mẫu ký»") as string,
    });
    expect(await refusal(elsewhere("object=", "object=x"))).toMatchObject({ code: "key-not-found" });
    expect(await refusal(elsewhere("object=rsa", ""))).toMatchObject({
      code: "key-not-found",
      en: expect.stringContaining("several") as string,
    });
    expect(await refusal(key("rsa", "", null))).toMatchObject({ code: "key-pin-refused" });
    hsm.tool("Mẫu ký", "--keypairgen", "--key-type", "EC:prime256v1", "--label", "other", "--id", "05", "--usage-sign");
    hsm.load("Mẫu ký", hsm.issue("Mẫu ký", "02", 31), "05");
    expect(await refusal(key("other"))).toMatchObject({ code: "key-mismatch" });
    hsm.makeToken("Khác");
    expect(await refusal(elsewhere(`token=${encodeURIComponent("Mẫu ký")};`, ""))).toMatchObject({
      code: "key-token-missing",
      en: expect.stringContaining("Several") as string,
    });
  });

  it("ask once with a wrong PIN, and not again before somebody has logged in with the right one", async () => {
    const first = await refusal(key("rsa", "", "000000"));
    expect(first).toMatchObject({ code: "key-pin-refused", cause: { kind: "pin-refused" } });
    expect(JSON.stringify(first, Object.getOwnPropertyNames(first))).not.toContain("000000");
    expect(await refusal(key("rsa"))).toMatchObject({ code: "key-pin-refused", cause: { kind: "pin-doubtful" } });
    hsm.tool("Mẫu ký", "--list-objects");
    expect(await refusal(key("rsa"))).toBe("opened");
  });

  it("say so when the token is pulled out, and sign again once it is back", async () => {
    await using opened = await openTokenKeys([key("rsa"), key("ec")], options);
    const [rsa] = opened.keys;
    const signer = rsa && createSigner({ profile: "jws", key: rsa });
    const sign = () => signer?.sign(body, new Date());
    changes.length = 0;
    await sign();
    hsm.pullOut();
    await expect(sign()).rejects.toBeInstanceOf(KeyUnavailable);
    await expect(sign()).rejects.toMatchObject({ code: "key-away", vi: expect.stringContaining("thiết bị") as string });
    clock.advance(60_000);
    await expect(sign()).rejects.toBeInstanceOf(KeyUnavailable);
    hsm.plugIn();
    await expect(sign()).rejects.toBeInstanceOf(KeyUnavailable);
    clock.advance(60_000);
    const { value } = (await sign()) ?? { value: "" };
    expect(follow("jws", { value, body, ca: readFileSync(join(hsm.folder, "ca.pem"), "utf8") }).status).toBe(0);
    expect(changes).toEqual(["failed", "token-missing", null]);
  });
});
