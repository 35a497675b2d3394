import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { Fault } from "#core/fault.ts";

import { subjectOf } from "../../../src/signing/trust/certificate.ts";
import { DEMO_KEY_PASSWORD } from "../../../src/signing/trust/demo-certificate.ts";
import { type DatedKeyFileOptions, readKeyFile } from "../../../src/signing/keys/key-file.ts";
import { makeThrowawayKeys } from "../../../src/signing/keys/throwaway-keys.ts";
import { fixture, now, password } from "../sample-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

function faultOf(options: Omit<DatedKeyFileOptions, "now"> & { now?: Date }): Fault {
  try {
    readKeyFile({ now, ...options });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("the key file was accepted");
}

function subjects(name: string, withPassword: string | undefined = password): string[] {
  const { chain } = readKeyFile({ path: fixture(name), password: withPassword, now });
  return chain.map((certificate) => subjectOf(certificate).split(",")[0] ?? "");
}

describe("readKeyFile", () => {
  const wholeChain = ["CN=Khóa Mẫu rsa", "CN=Khóa Mẫu intermediate", "CN=Khóa Mẫu root"];

  it.each([
    "rsa-pkcs8.pem",
    "rsa-pkcs1.pem",
    "rsa-pkcs8-encrypted.pem",
    "rsa-pkcs1-encrypted.pem",
    "rsa-modern.p12",
    "rsa-legacy.p12",
  ])("reads %s and orders its chain, leaf first", (name) => {
    expect(subjects(name)).toEqual(wholeChain);
  });

  it("opens a PKCS#12 file whose password has diacritics", () => {
    expect(subjects("rsa-diacritics.p12", "Mật-khẩu-ký-số")).toEqual(wholeChain);
    expect(faultOf({ path: fixture("rsa-diacritics.p12"), password: "Mật-khẩu-ký-sô" }).en).toContain("wrong");
  });

  it("opens a PKCS#12 file with the empty password when none is given", () => {
    const { chain } = readKeyFile({ path: fixture("rsa-no-password.p12"), now });
    expect(chain).toHaveLength(1);
  });

  it.each(["ec-p256.pem", "ec-p256.p12", "ec-p256-legacy.p12"])("reads the P-256 key of %s", (name) => {
    const { privateKey, chain } = readKeyFile({ path: fixture(name), password, now });
    expect(privateKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    expect(chain[0].checkPrivateKey(privateKey)).toBe(true);
  });

  it.each([
    ["pss-certificate.p12", ["CN=Khóa Mẫu pss", "CN=Khóa Mẫu root"]],
    ["rsa-under-ec.p12", ["CN=Khóa Mẫu under-ec", "CN=Khóa Mẫu ecca", "CN=Khóa Mẫu root"]],
  ])("keeps the certificates of %s byte for byte, whatever algorithm signed them", (name, chain) => {
    expect(subjects(name)).toEqual(chain);
  });

  it("reads the PKCS#12 and PEM files of a throwaway set", () => {
    const made = makeThrowawayKeys({ now, days: 1, random: { next: () => 0, uuid: () => crypto.randomUUID() } });
    const [p12, pem] = [join(folder, "signing.p12"), join(folder, "signing.pem")];
    writeFileSync(p12, made.signingP12);
    writeFileSync(pem, made.signingPem);
    const fromP12 = readKeyFile({ path: p12, password: DEMO_KEY_PASSWORD, now });
    const fromPem = readKeyFile({ path: pem, now });
    expect(fromP12.privateKey.equals(fromPem.privateKey)).toBe(true);
    expect(fromP12.chain.map(({ raw }) => raw)).toEqual(fromPem.chain.map(({ raw }) => raw));
    expect(fromPem.chain).toHaveLength(2);
  });

  it("tells the form of a file by its content, not its name", () => {
    const path = join(folder, "named-wrongly.pem");
    copyFileSync(fixture("rsa-modern.p12"), path);
    expect(readKeyFile({ path, password, now }).chain).toHaveLength(3);
  });

  it.each(["rsa-modern.p12", "rsa-legacy.p12", "ec-p256.p12", "rsa-pkcs8-encrypted.pem", "rsa-pkcs1-encrypted.pem"])(
    "refuses %s with a wrong or missing password, without repeating it",
    (name) => {
      const path = fixture(name);
      const wrong = faultOf({ path, password: "sai-mat-khau" });
      expect(wrong).toMatchObject({ code: "key-unreadable", en: expect.stringContaining("is wrong") });
      expect(`${wrong.vi}${wrong.en}${String(wrong.cause)}`).not.toContain("sai-mat-khau");
      expect(wrong.vi).toContain(path);
      expect(wrong.vi).toContain("SIGNING_KEY_PASSWORD");
      expect(faultOf({ path })).toMatchObject({ code: "key-unreadable", vi: expect.stringContaining("chưa khai báo") });
    },
  );

  it("refuses a key and certificate that do not belong together", () => {
    expect(faultOf({ path: fixture("mismatch.pem") })).toMatchObject({ code: "key-mismatch" });
  });

  it.each([
    ["rsa-1024.pem", "shorter than 2048"],
    ["ec-p384.pem", "not supported"],
    ["no-key.p12", "no private key"],
    ["no-certificate.pem", "no certificate"],
    ["make.sh", "not a readable PKCS#12"],
    ["absent.p12", "cannot be read"],
    ["", "cannot be read"],
  ])("refuses %s: %s", (name, sentence) => {
    const fault = faultOf({ path: fixture(name), password });
    expect(fault).toMatchObject({ code: "key-unreadable", en: expect.stringContaining(sentence) });
    expect(fault.vi).toContain(fixture(name));
  });

  it.each([
    ["random bytes", Buffer.from("30820fff020103", "hex")],
    ["an empty file", Buffer.alloc(0)],
    ["a file far too large", Buffer.alloc(1024 * 1024 + 1, "x")],
    ["a damaged PEM block", Buffer.from("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")],
  ])("refuses %s", (_, bytes) => {
    const path = join(folder, "garbage");
    writeFileSync(path, bytes);
    expect(faultOf({ path, password })).toMatchObject({ code: "key-unreadable", en: expect.stringContaining(path) });
  });

  it.each([
    ["2025-01-01T00:00:00Z", "chưa có hiệu lực"],
    ["2070-01-01T00:00:00Z", "đã hết hạn"],
  ])("refuses a certificate outside its dates (%s)", (at, words) => {
    expect(faultOf({ path: fixture("rsa-modern.p12"), password, now: new Date(at) })).toMatchObject({
      code: "certificate-outside-dates",
      vi: expect.stringContaining(words),
    });
  });
});
