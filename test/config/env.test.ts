import { Fault } from "#core/fault.ts";
import { describe, expect, it } from "vitest";
import { readEnv } from "../../src/config/env.ts";
import { VARIABLES } from "../../src/config/variables.ts";

/** The fault that reading this environment ends in. */
function faultOf(raw: Readonly<Record<string, string | undefined>>): Fault {
  try {
    readEnv(raw);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("it was read");
}

const VALID: readonly [name: string, value: string, read: unknown][] = [
  ["PORT", "0", 0],
  ["PORT", "65535", 65_535],
  ["PORT", " 8081 ", 8081],
  ["HOST", "::1", "::1"],
  ["DATABASE_URL", "postgresql://lienthong:bi-mat@db.example:5432/lt?sslmode=require", "same"],
  ["DATABASE_URL", "postgres://db.example/lt", "same"],
  ["DATABASE_CONNECTIONS", "500", 500],
  ["DATA_DIR", "/var/lib/lienthong", "same"],
  ["PORTAL_URL", "http://10.10.1.20:8080", "same"],
  ["PORTAL_URL", "https://cong.example.vn/duong-dan", "same"],
  ["PORTAL_CONTEXT", "VXPAdapter", "same"],
  ["PORTAL_CONTEXT", "XrdAdapter", "same"],
  ["PORTAL_USERNAME", "000.00.00.H26", "same"],
  ["PORTAL_PASSWORD", " mật khẩu ", "same"],
  ["PORTAL_UNIT_CODE", "000.00.00.H26", "same"],
  ["PORTAL_DSTCODE", "VN:GOV:000.00.00.G22:vpcpdvcprovider", "same"],
  ["PORTAL_PROVIDER_URL", "http://may-chu.example/dich-vu", "same"],
  ["PORTAL_BATCH_SIZE", "500", 500],
  ["PORTAL_CONCURRENCY", "64", 64],
  ["PORTAL_TIMEOUT_MS", "600000", 600_000],
  ["SIGNING_KEY", "/etc/lienthong/khoa.p12", "same"],
  ["SIGNING_KEY_PASSWORD", "mật khẩu", "same"],
  ["SIGNING_KEY_NEXT", "/etc/lienthong/khoa-sau.p12", "same"],
  ["SIGNING_KEY_NEXT_PASSWORD", "mật khẩu", "same"],
  ["SIGNING_PROFILE", "jws", "same"],
  ["SIGNING_BATCH_SIZE", "2", 2],
  ["SIGNING_BATCH_WAIT_MS", "0", 0],
  ["PKCS11_DRIVER", "/opt/pkcs11", "same"],
  ["SEARCH_KEY_FILE", "/etc/lienthong/search.key", "same"],
  ["BOOTSTRAP_API_KEY", "0123456789abcdef", "same"],
  ["METRICS_KEY", "0123456789abcdef", "same"],
  ["LOG_LEVEL", "silent", "same"],
  ["CONFIG_FILE", "lienthong.yaml", "same"],
];

const INVALID: readonly [name: string, value: string][] = [
  ["PORT", "abc"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "80.5"],
  ["PORT", "0x1F90"],
  ["PORT", "1e3"],
  // Not 0, which would open any free port.
  ["PORT", "   "],
  ["HOST", "   "],
  ["DATABASE_URL", "mysql://nguoi-dung:bi-mat@db.example/lt"],
  ["DATABASE_URL", "db.example"],
  ["DATABASE_CONNECTIONS", "0"],
  ["DATABASE_CONNECTIONS", "501"],
  ["DATA_DIR", " "],
  ["PORTAL_URL", "cong.example.vn"],
  ["PORTAL_URL", "ftp://cong.example.vn"],
  ["PORTAL_CONTEXT", "vxpadapter"],
  ["PORTAL_USERNAME", " "],
  ["PORTAL_UNIT_CODE", " "],
  ["PORTAL_DSTCODE", " "],
  ["PORTAL_PROVIDER_URL", "may-chu"],
  ["PORTAL_BATCH_SIZE", "0"],
  ["PORTAL_BATCH_SIZE", "501"],
  ["PORTAL_CONCURRENCY", "65"],
  ["PORTAL_CONCURRENCY", "four"],
  ["PORTAL_TIMEOUT_MS", "600001"],
  ["PORTAL_TIMEOUT_MS", "10s"],
  ["SIGNING_KEY", " "],
  ["SIGNING_PROFILE", " "],
  ["BOOTSTRAP_API_KEY", "0123456789abcde"],
  // Neither could ever stand behind `Authorization: Bearer`.
  ["BOOTSTRAP_API_KEY", "khóa bí mật của tôi"],
  ["BOOTSTRAP_API_KEY", "0123456789 abcdef"],
  ["BOOTSTRAP_API_KEY", "x".repeat(513)],
  ["LOG_LEVEL", "loud"],
  ["CONFIG_FILE", "  "],
];

const NAMES = Object.keys(VARIABLES);

describe("readEnv", () => {
  it.each(VALID)("reads %s=%j", (name, value, read) => {
    expect(readEnv({ [name]: value })).toEqual({ [name]: read === "same" ? value : read });
  });

  it.each(INVALID)("refuses %s=%j, naming it in both languages and never its value", (name, value) => {
    const fault = faultOf({ [name]: value });
    expect(fault.code).toBe("config-invalid");
    expect(fault.vi).toMatch(new RegExp(`^Biến môi trường ${name} không hợp lệ: .+\\.$`, "u"));
    expect(fault.en).toMatch(new RegExp(`^The environment variable ${name} is not valid: .+\\.$`, "u"));
    // Short ones stand in the sentence by chance, as a limit or a letter.
    if (value.trim().length < 5) return;
    expect(fault.vi).not.toContain(value);
    expect(fault.en).not.toContain(value);
    expect(fault.en).not.toContain("bi-mat");
  });

  it("has a value of every variable here", () => {
    expect([...new Set(VALID.map(([name]) => name))]).toEqual(NAMES);
  });

  it.each(NAMES)("takes an empty %s for an absent one", (name) => {
    expect(readEnv({ [name]: "" })).toEqual({});
    expect(readEnv({ [name]: undefined })).toEqual({});
  });

  it("tells what the number has to be", () => {
    expect(faultOf({ PORTAL_BATCH_SIZE: "501" })).toMatchObject({
      vi: expect.stringContaining("từ 1 đến 500") as string,
      en: expect.stringContaining("from 1 to 500") as string,
    });
  });

  it("does not look at the environment of others", () => {
    expect(readEnv({ PATH: "/bin", TZ: "UTC", port: "x", SIMULATOR_SEED: "1" })).toEqual({});
  });
});
