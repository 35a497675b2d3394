import { existsSync } from "node:fs";
import { basename } from "node:path";
import { Fault } from "#core/fault.ts";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { toConfig } from "../../src/config/config.ts";
import { isLoopback } from "../../src/config/loopback.ts";
import { readEnv } from "../../src/config/env.ts";
import type { RawEnv } from "../../src/config/secret-sources.ts";
import { configFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";

const config = (raw: RawEnv = {}, file: z.input<typeof configFile> = {}) =>
  toConfig(readEnv(raw), { ...configFile.parse(file), sectors: {} });

/** All that a portal on another machine needs. */
const REAL = {
  PORTAL_URL: "https://cong.example.vn",
  PORTAL_USERNAME: "000.00.00.H26",
  PORTAL_PASSWORD: "mat-khau",
  PORTAL_UNIT_CODE: "000.00.00.H26",
  PORTAL_DSTCODE: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
  SIGNING_KEY: "/etc/lienthong/khoa.p12",
  SEARCH_KEY_FILE: "/etc/lienthong/search.key",
};

const LOCAL = [
  "http://127.0.0.1:8090",
  "http://127.0.0.2",
  "https://127.255.255.254:1/duong/dan",
  "http://localhost:8090",
  "http://LOCALHOST",
  "http://cong.localhost",
  "http://[::1]:8090",
  "http://[0:0:0:0:0:0:0:1]",
  "http://127.1",
];
const ELSEWHERE = [
  "http://10.10.1.20:8080",
  "https://cong.example.vn",
  "http://127.0.0.1.example.vn",
  "http://localhost.example.vn",
  "http://notlocalhost",
  "http://example.vn/127.0.0.1",
  "http://127.0.0.1@example.vn",
  "http://128.0.0.1",
  "http://0.0.0.0",
  "http://[::2]",
  "http://[2001:db8::1]",
];

describe("toConfig", () => {
  it("has the defaults that the configuration page promises", () => {
    const { portal, http, database, delivery, signing, ...rest } = config();
    expect(http).toMatchObject({ port: 8080, host: "127.0.0.1" });
    expect(database).toEqual({ kind: "embedded", dataDir: "./data" });
    expect(portal).toEqual({
      url: "http://127.0.0.1:8090",
      loopback: true,
      context: "VXPAdapter",
      username: "lienthong-demo",
      unitCode: "000.00.00.H26",
      dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
      providerUrl: undefined,
      timeoutMs: 10_000,
      sessionMinutes: 10,
      maxAnswerBytes: 1_048_576,
      tlsFiles: {},
    });
    expect(delivery).toEqual({
      batchSize: 10,
      concurrency: 4,
      retry: { firstDelayMs: 1000, longestDelayMs: 300_000, maxAttempts: 12 },
      longestPauseMs: 60_000,
      askAfterMs: 2000,
      settlingMs: 35_000,
      lostProgress: "resend",
      parkLostStatuses: ["5"],
      requestsPerMinute: null,
      shares: { agencyPerMinute: 60, urgentHours: 24 },
      leaseSeconds: 15,
      pollMs: 500,
    });
    expect(signing.profile).toBe("jws");
    expect(basename(signing.keyPath)).toBe("signing.p12");
    expect(existsSync(signing.keyPath)).toBe(true);
    expect(http.limits).toEqual({
      maxBodyBytes: 20_971_520,
      maxLineBytes: 4_194_304,
      maxBatch: 500,
      maxDepth: 32,
      maxXmlElements: 50_000,
      maxValues: 500_000,
      maxDossierValues: 20_000,
      maxStreams: 32,
      maxLines: 0,
      maxRejectedLines: 10_000,
      maxStreamSeconds: 14_400,
      maxBodySeconds: 120,
      maxHeaderSeconds: 15,
      maxIdleSeconds: 65,
      maxConnections: 2000,
      maxHeldBytes: 100_663_296,
      readingThreads: 1,
      maxReadingSeconds: 10,
      maxWaitSeconds: 30,
      maxWaiting: 200,
      maxPageSize: 200,
      maxEvidenceBytes: 67_108_864,
      maxWrongKeys: 200,
      maxWaitingMessages: 2_000_000,
      maxPushesInFlight: 256,
      minFreeDiskBytes: 268_435_456,
    });
    expect(rest).toEqual({
      search: { keyFile: null, folder: "./data" },
      destinations: {},
      attachments: { largeFrom: 32_768 },
      evidence: { revocationFiles: [] },
      inbound: { addresses: [] },
      changes: { keepDays: 30 },
      webhooks: [],
      clients: [],
      access: { keyOverlapMs: 86_400_000, pollMs: 2000 },
      trustedProxies: [],
      console: { sessionMs: 28_800_000, idleMs: 1_800_000, loginFailures: 10, loginFailuresPerAddress: 30 },
      sectors: { procedures: [], bySector: {} },
      logLevel: "info",
      reconcile: {
        nightlyAt: "02:30",
        perMinute: 60,
        perNight: 20_000,
        everyDays: 7,
        finalEveryDays: 30,
        changedWithinDays: 0,
      },
    });
  });

  it("switches the nightly comparison off, or to another hour", () => {
    expect(config({}, { reconcile: { nightlyAt: "off" } }).reconcile.nightlyAt).toBeNull();
    expect(config({}, { reconcile: { nightlyAt: "23:15", perMinute: 5 } }).reconcile).toMatchObject({
      nightlyAt: "23:15",
      perMinute: 5,
    });
  });

  it("takes everything the environment gives", () => {
    const raw = {
      ...REAL,
      PORT: "0",
      HOST: "0.0.0.0",
      DATABASE_URL: "postgresql://db.example/lt",
      DATABASE_CONNECTIONS: "7",
      DATA_DIR: "/not/used",
      PORTAL_CONTEXT: "XrdAdapter",
      PORTAL_PROVIDER_URL: "http://may-chu.example",
      PORTAL_TIMEOUT_MS: "5",
      PORTAL_BATCH_SIZE: "2",
      PORTAL_CONCURRENCY: "3",
      SIGNING_PROFILE: "xades",
      LOG_LEVEL: "warn",
    };
    expect(config(raw)).toMatchObject({
      http: { port: 0, host: "0.0.0.0" },
      database: { kind: "postgres", url: "postgresql://db.example/lt", connections: 7 },
      portal: {
        url: "https://cong.example.vn",
        loopback: false,
        context: "XrdAdapter",
        username: "000.00.00.H26",
        unitCode: "000.00.00.H26",
        dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
        providerUrl: "http://may-chu.example",
        timeoutMs: 5,
      },
      signing: { profile: "xades", keyPath: "/etc/lienthong/khoa.p12" },
      delivery: { batchSize: 2, concurrency: 3 },
      logLevel: "warn",
    });
    expect(config({ DATABASE_URL: "postgresql://db.example/lt" }).database).toMatchObject({ connections: 20 });
    expect(config({ DATA_DIR: "/tmp/x" }).database).toEqual({ kind: "embedded", dataDir: "/tmp/x" });
  });

  it("takes everything the file gives, each beside the defaults of the others", () => {
    const read = config(
      {},
      {
        delivery: { maxAttempts: 3, lostProgress: "park", parkLostStatuses: [], leaseSeconds: 2 },
        portal: { sessionMinutes: 5, caFile: "ca.pem", tlsCertificateFile: "c.pem", tlsKeyFile: "k.pem" },
        limits: { maxBatch: 7 },
      },
    );
    expect(read.delivery).toEqual({
      ...config().delivery,
      retry: { ...config().delivery.retry, maxAttempts: 3 },
      lostProgress: "park",
      parkLostStatuses: [],
      leaseSeconds: 2,
    });
    expect(read.portal).toMatchObject({
      sessionMinutes: 5,
      maxAnswerBytes: 1_048_576,
      tlsFiles: { ca: "ca.pem", cert: "c.pem", key: "k.pem" },
    });
    expect(read.http.limits).toEqual({ ...config().http.limits, maxBatch: 7 });
  });

  it("lets the environment win over the file where both name a client", () => {
    const client = { id: "bootstrap", name: "Khác", keySha256: "0".repeat(64), rights: ["read" as const] };
    const other = { ...client, id: "mot-cua", keySha256: "1".repeat(64) };
    expect(config({}, { clients: [client, other] }).clients).toEqual([client, other]);
    expect(config({ BOOTSTRAP_API_KEY: "0123456789abcdef" }, { clients: [client, other] }).clients).toEqual([other]);
  });

  it("holds no secret", () => {
    const raw = {
      ...REAL,
      PORTAL_PASSWORD: "BI-MAT-1",
      SIGNING_KEY_PASSWORD: "BI-MAT-2",
      BOOTSTRAP_API_KEY: "BI-MAT-3-0123456",
    };
    expect(JSON.stringify(config(raw))).not.toContain("BI-MAT");
  });

  it.each(LOCAL)("has demo values for the portal at %s", (url) => {
    expect(isLoopback(url)).toBe(true);
    expect(config({ PORTAL_URL: url }).portal).toMatchObject({ loopback: true, username: "lienthong-demo" });
  });

  describe.each(ELSEWHERE)("has no demo values for the portal at %s", (url) => {
    it.each(["PORTAL_USERNAME", "PORTAL_UNIT_CODE", "PORTAL_DSTCODE", "SIGNING_KEY", "SEARCH_KEY_FILE"])(
      "and asks for %s",
      (name) => {
        expect(isLoopback(url)).toBe(false);
        const raw = { ...REAL, PORTAL_URL: url, [name]: undefined };
        expect(() => config(raw)).toThrow(Fault);
        expect(() => config(raw)).toThrow(
          expect.objectContaining({
            code: "config-missing",
            vi: expect.stringMatching(new RegExp(`^Thiếu ${name}:`)) as string,
            en: expect.stringMatching(new RegExp(`^${name} is missing:`)) as string,
          }),
        );
      },
    );
  });

  it("starts for a portal elsewhere with all it needs", () => {
    expect(config(REAL).portal).toMatchObject({ loopback: false, username: "000.00.00.H26" });
  });
});

describe("envToSecrets", () => {
  const secrets = (raw: RawEnv, portal: boolean, key: boolean) => envToSecrets(readEnv(raw), { portal, key });

  it("has demo passwords for the demo only", () => {
    expect(secrets({}, true, true)).toMatchObject({
      portalPassword: "lienthong-demo",
      signingKeyPassword: "lienthong-demo",
      bootstrapApiKey: undefined,
    });
  });

  it("takes what is given", () => {
    const raw = { PORTAL_PASSWORD: "a", SIGNING_KEY_PASSWORD: "b", BOOTSTRAP_API_KEY: "0123456789abcdef" };
    const given = { portalPassword: "a", signingKeyPassword: "b", bootstrapApiKey: "0123456789abcdef" };
    expect(secrets(raw, true, true)).toMatchObject(given);
    expect(secrets(raw, false, false)).toMatchObject(given);
  });

  it("tries no demo password on a key of one's own", () => {
    expect(secrets({}, true, false)).toMatchObject({ portalPassword: "lienthong-demo", signingKeyPassword: undefined });
    expect(secrets({ PORTAL_PASSWORD: "a" }, false, true).signingKeyPassword).toBe("lienthong-demo");
  });

  it("asks for the password of a portal elsewhere", () => {
    expect(() => secrets({}, false, true)).toThrow(
      expect.objectContaining({
        code: "config-missing",
        vi: expect.stringMatching(/^Thiếu PORTAL_PASSWORD:/) as string,
        en: expect.stringMatching(/^PORTAL_PASSWORD is missing:/) as string,
      }),
    );
  });
});
