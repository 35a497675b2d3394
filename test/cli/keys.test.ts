import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { command } from "../../src/cli/keys.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lienthong-cli-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const status = await command.run(args, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { status, ...written };
}

const all = [
  "README.md",
  "ca.pem",
  "signing.p12",
  "signing.pem",
  "tls-client.key",
  "tls-client.pem",
  "tls-server.key",
  "tls-server.pem",
];

describe("lienthong keys", () => {
  it("writes the whole set and lists it", async () => {
    const out = join(folder, "new", "certs");
    const { status, stdout, stderr } = await run("--out", out, "--from", "2026-01-01", "--days", "7");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(out).toSorted()).toEqual(all);
    for (const name of all) expect(stdout).toContain(join(out, name));
    expect(stdout).toContain("KHÔNG DÙNG CHO HỆ THỐNG THẬT");
    const certificate = new X509Certificate(readFileSync(join(out, "signing.pem")));
    expect(certificate.validFromDate).toEqual(new Date("2026-01-01T00:00:00Z"));
    expect(certificate.validToDate).toEqual(new Date("2026-01-08T00:00:00Z"));
  });

  it("keeps private keys to their owner", async () => {
    await run("--out", folder);
    const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;
    for (const name of all.filter((one) => one.endsWith(".key") || one.startsWith("signing")))
      expect(mode(name)).toBe(0o600);
  });

  it("overwrites nothing, not even in part, without --force", async () => {
    writeFileSync(join(folder, "tls-client.key"), "mine");
    const refused = await run("--out", folder);
    expect(refused).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("tls-client.key") });
    expect(readdirSync(folder)).toEqual(["tls-client.key"]);
    expect(readFileSync(join(folder, "tls-client.key"), "utf8")).toBe("mine");

    expect(await run("--out", folder, "--force")).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, "tls-client.key"), "utf8")).toContain("PRIVATE KEY");
  });

  it("shows help and does nothing else", async () => {
    expect(await run("--help", "--out", join(folder, "x"))).toEqual({ status: 0, stdout: command.usage, stderr: "" });
    expect(existsSync(join(folder, "x"))).toBe(false);
  });

  it.each([
    ["--days", "0"],
    ["--days", "mười"],
    ["--from", "1/1/2026"],
    ["--from", "2026-13-01"],
    ["--bogus"],
    ["here"],
  ])("refuses %s %s with the usage", async (...args) => {
    const { status, stderr } = await run("--out", folder, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(command.usage);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("certs.example/README.md", () => {
  it("is the one this command writes", async () => {
    await run("--out", folder);
    const kept = readFileSync(new URL("../../certs.example/README.md", import.meta.url), "utf8");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe(kept);
  });
});
