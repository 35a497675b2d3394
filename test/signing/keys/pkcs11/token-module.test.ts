import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";

import { CKF, CKM } from "../../../../src/signing/keys/pkcs11/driver.ts";
import { openTokenKeys } from "../../../../src/signing/keys/pkcs11/token-keys.ts";
import type { TokenOptions } from "../../../../src/signing/keys/pkcs11/token-module.ts";
import { createSigner } from "../../../../src/signing/signers/signing-profiles.ts";
import { makeThrowawayKeys } from "../../../../src/signing/keys/throwaway-keys.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";
import { seededRandom } from "../../../kit/seeded-random.ts";
import { callsFile, type FakeDevice, hangFile } from "../../../kit/fake-token.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-test-token-"));
afterAll(() => rmSync(folder, { recursive: true }));
const installed = join(folder, "node_modules/pkcs11js");
mkdirSync(installed, { recursive: true });
writeFileSync(join(installed, "package.json"), '{ "name": "pkcs11js", "type": "module", "main": "index.js" }');
const fake = pathToFileURL(join(import.meta.dirname, "../../../kit/fake-token.ts")).href;
writeFileSync(join(installed, "index.js"), `export { driver as default } from ${JSON.stringify(fake)};\n`);

const clock = fakeClock("2027-05-18T08:30:15+07:00");
const made = (seed: number) => {
  const { signingPem, ca } = makeThrowawayKeys({ now: new Date(clock.now()), days: 30, random: seededRandom(seed) });
  const [key = ""] = /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----/.exec(signingPem.toString()) ?? [];
  return { key, certificate: new X509Certificate(signingPem).raw.toString("base64"), ca: new X509Certificate(ca) };
};
const [identity, other] = [made(1), made(2)];
const body = Buffer.from("{}");

let devices = 0;
/** A device of its own, with a key open in it. */
async function openDevice(changed: Partial<FakeDevice> = {}, options: Partial<TokenOptions> = {}, pin = "1234") {
  const path = join(folder, `device-${(devices += 1)}.json`);
  let device: FakeDevice = {
    present: true,
    pin: "1234",
    flags: 0,
    mechanisms: [CKM.RSA_PKCS],
    key: identity.key,
    certificate: identity.certificate,
    alwaysAuthenticate: false,
    signError: null,
    dies: false,
  };
  const become = (next: Partial<FakeDevice>) => {
    device = { ...device, ...next };
    writeFileSync(path, JSON.stringify(device));
  };
  become(changed);
  const heard: (string | null)[] = [];
  const uri = `pkcs11:token=Mau;serial=0042?module-path=${path}`;
  const opened = openTokenKeys([{ path: uri, password: pin }], {
    driver: folder,
    threads: 2,
    callTimeoutMs: 30_000,
    clock,
    random: seededRandom(4),
    onChange: ({ away }) => void heard.push(away === null ? null : away.kind),
    ...options,
  });
  const calls = (name: string) => {
    const said = existsSync(callsFile(path)) ? readFileSync(callsFile(path), "utf8") : "";
    return said.split("\n").filter((call) => call === name).length;
  };
  return { path, opened, become, heard, calls };
}

/** The same, with a signer of it. */
async function openSigner(...args: Parameters<typeof openDevice>) {
  const device = await openDevice(...args);
  const keys = await device.opened;
  const [key] = keys.keys;
  if (key === undefined) throw new Error("no key");
  const signer = createSigner({ profile: "jws", key });
  const sign = async () => {
    const now = new Date(clock.now());
    const { value } = await signer.sign(body, now);
    const result = await verifySignature({ profile: "jws", value, body }, { trustAnchors: [identity.ca], now });
    return result.valid;
  };
  return { ...device, sign, [Symbol.asyncDispose]: () => keys[Symbol.asyncDispose]() };
}

describe("a key in a device", () => {
  it("logs in once, whatever the number of threads, and says goodbye", async () => {
    const { sign, calls, ...device } = await openSigner({}, { threads: 4 });
    expect(await Promise.all(Array.from({ length: 20 }, sign))).toEqual(Array.from({ length: 20 }, () => true));
    expect(calls("C_Login")).toBeGreaterThanOrEqual(1);
    await device[Symbol.asyncDispose]();
    expect(calls("C_Finalize")).toBe(1);
  });

  it("signs where the device hashes itself, and where it wants the PIN each time", async () => {
    await using hashing = await openSigner({ mechanisms: [CKM.SHA256_RSA_PKCS] });
    expect(await hashing.sign()).toBe(true);
    await using asking = await openSigner({ alwaysAuthenticate: true });
    expect(await asking.sign()).toBe(true);
    expect(asking.calls("C_Login again")).toBeGreaterThan(1);
  });

  it("is asked once for a whole batch", async () => {
    const { opened, calls } = await openDevice();
    await using keys = await opened;
    const [key] = keys.keys;
    if (key === undefined) throw new Error("no key");
    const batch = { maxSize: 16, maxWaitMs: 60_000, wait: () => Promise.withResolvers().promise };
    const signer = createSigner({ profile: "jws-batch", key, batch });
    const before = calls("C_Sign");
    const bodies = Array.from({ length: 16 }, (_, index) => Buffer.from(`${index}`));
    await Promise.all(bodies.map((one) => signer.sign(one, new Date(clock.now()))));
    expect(calls("C_Sign")).toBe(before + 1);
  });

  it("is refused when it may not sign", async () => {
    const { opened } = await openDevice({ signError: ["CKR_KEY_FUNCTION_NOT_PERMITTED", 0x68] });
    await expect(opened).rejects.toMatchObject({
      code: "key-unreadable",
      en: expect.stringContaining("CKA_SIGN") as string,
    });
    const none = await openDevice({ mechanisms: [CKM.ECDSA] });
    await expect(none.opened).rejects.toMatchObject({ code: "key-unreadable" });
  });

  it.each([
    ["CKR_SESSION_HANDLE_INVALID", 0xb3],
    ["CKR_DEVICE_REMOVED", 0x32],
    ["CKR_TOKEN_NOT_PRESENT", 0xe0],
    ["CKR_USER_NOT_LOGGED_IN", 0x101],
  ] as const)("opens everything anew after %s, and signs again without a restart", async (name, code) => {
    await using device = await openSigner();
    device.become({ signError: [name, code] });
    await expect(device.sign()).rejects.toMatchObject({
      code: "key-away",
      cause: { detail: `${name} (0x${code.toString(16)})` },
    });
    await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
    device.become({ signError: null });
    clock.advance(60_000);
    expect(await device.sign()).toBe(true);
    expect(device.heard).toEqual(["failed", null]);
  });

  it("asks a lost device again only after a pause that grows", async () => {
    await using device = await openSigner();
    device.become({ present: false, signError: ["CKR_DEVICE_REMOVED", 0x32] });
    const pauses: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      const away = await device.sign().catch((error: unknown) => error);
      if (!(away instanceof KeyUnavailable)) throw new Error("not away");
      const before = device.calls("C_Initialize");
      await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
      expect(device.calls("C_Initialize")).toBe(before);
      pauses.push(away.retryAfterMs);
      clock.advance(away.retryAfterMs);
    }
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    expect(pauses.at(-1)).toBeGreaterThan(4 * (pauses[0] ?? Infinity));
  });

  it("never sends a PIN again that was refused when the device came back", async () => {
    await using device = await openSigner();
    device.become({ pin: "9999", signError: ["CKR_DEVICE_REMOVED", 0x32] });
    const before = device.calls("C_Login");
    for (let tries = 0; tries < 4; tries += 1) {
      await expect(device.sign()).rejects.toMatchObject({
        code: "key-away",
        vi: expect.stringContaining("PIN") as string,
      });
      clock.advance(3_600_000);
    }
    expect(device.calls("C_Login")).toBe(before + 1);
    expect(device.heard).toEqual(["failed", "pin-refused"]);
  });

  it.each([
    ["wrong PINs were counted", CKF.USER_PIN_COUNT_LOW],
    ["one try is left", CKF.USER_PIN_FINAL_TRY],
    ["it is locked", CKF.USER_PIN_LOCKED],
  ])("does not try a PIN at the start when %s", async (_, flags) => {
    const { opened, calls } = await openDevice({ flags });
    await expect(opened).rejects.toMatchObject({ code: "key-pin-refused", cause: { kind: "pin-doubtful" } });
    expect(calls("C_Login")).toBe(0);
  });

  it("trusts the PIN it has used, until one try is left", async () => {
    await using device = await openSigner();
    device.become({ signError: ["CKR_DEVICE_REMOVED", 0x32] });
    await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
    clock.advance(60_000);
    device.become({ signError: null, flags: CKF.USER_PIN_COUNT_LOW });
    expect(await device.sign()).toBe(true);
    const before = device.calls("C_Login");
    device.become({ signError: ["CKR_DEVICE_REMOVED", 0x32], flags: CKF.USER_PIN_FINAL_TRY });
    await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
    expect(device.calls("C_Login")).toBe(before);
  });

  it("refuses another key under the same name when the device comes back", async () => {
    await using device = await openSigner();
    device.become({ key: other.key, certificate: other.certificate, signError: ["CKR_DEVICE_REMOVED", 0x32] });
    await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
    device.become({ signError: null });
    clock.advance(60_000);
    await expect(device.sign()).rejects.toMatchObject({
      cause: { detail: expect.stringContaining("belong") as string },
    });
  });

  it("does not hold the event loop, and does not wait for ever", async () => {
    await using device = await openSigner({}, { callTimeoutMs: 2000 });
    writeFileSync(hangFile(device.path), "");
    // The time limit is a timer of this thread: it could not ring while the loop is held.
    await expect(device.sign()).rejects.toMatchObject({ code: "key-away", cause: { kind: "silent" } });
    clock.advance(60_000);
    await expect(device.sign()).rejects.toMatchObject({ cause: { kind: "silent" } });
    rmSync(hangFile(device.path));
    const signed = async (): Promise<boolean> => {
      clock.advance(60_000);
      await nextTurn();
      return device.sign().catch((error: unknown) => {
        if (error instanceof KeyUnavailable) return signed();
        throw error;
      });
    };
    expect(await signed()).toBe(true);
  });

  it("outlives a thread that dies", async () => {
    await using device = await openSigner({}, { threads: 1 });
    device.become({ dies: true });
    await expect(device.sign()).rejects.toBeInstanceOf(KeyUnavailable);
    device.become({ dies: false });
    clock.advance(60_000);
    expect(await device.sign()).toBe(true);
  });
});
