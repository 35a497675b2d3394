import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { subjectOf } from "../../../src/signing/trust/certificate.ts";
import { DEMO_KEY_PASSWORD, isDemoCertificate } from "../../../src/signing/trust/demo-certificate.ts";
import { createJwsSigner } from "../../../src/signing/containers/jws/sign-jws.ts";
import { readKeyFile } from "../../../src/signing/keys/key-file.ts";
import { makeThrowawayKeys, type ThrowawayKeys } from "../../../src/signing/keys/throwaway-keys.ts";
import { verifyDetachedJws } from "../../../src/signing/containers/jws/verify-jws.ts";
import { oracle } from "../../kit/oracle.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

const openssl = oracle("openssl");
const now = new Date("2026-05-18T00:00:00Z");
const made = makeThrowawayKeys({ now, days: 365 * 10, random: seededRandom() });
const certificates = {
  ca: new X509Certificate(made.ca),
  signing: new X509Certificate(made.signingPem),
  server: new X509Certificate(made.tlsServerCertificate),
  client: new X509Certificate(made.tlsClientCertificate),
};

const example = (name: string): string => fileURLToPath(new URL(`../../../certs.example/${name}`, import.meta.url));

describe("makeThrowawayKeys", () => {
  it("issues every certificate under its CA, for the days asked for", () => {
    const { ca, ...issued } = certificates;
    for (const certificate of Object.values(issued)) {
      expect(certificate.checkIssued(ca) && certificate.verify(ca.publicKey)).toBe(true);
      expect(certificate.ca).toBe(false);
    }
    for (const certificate of Object.values(certificates)) {
      expect(certificate.validFromDate).toEqual(now);
      expect(certificate.validToDate).toEqual(new Date("2036-05-15T00:00:00Z"));
    }
  });

  it("says in every name that it is worth nothing", () => {
    expect(subjectOf(certificates.signing)).toBe(
      "CN=Liên Thông DEMO - KHÔNG DÙNG THẬT, O=LIEN THONG DEMO - NOT FOR USE, C=VN",
    );
    for (const certificate of Object.values(certificates)) expect(subjectOf(certificate)).toContain("KHÔNG DÙNG THẬT");
  });

  it("gives each certificate the one use it is for", () => {
    expect(certificates.server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(certificates.client.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(certificates.signing.keyUsage).toEqual(["1.3.6.1.5.5.7.3.4"]);
    expect(certificates.server.checkHost("localhost")).toBe("localhost");
    expect(certificates.server.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificates.server.checkIP("::1")).toBeDefined();
  });

  it("keeps keys and certificates together", () => {
    const belongs = (certificate: X509Certificate, key: Buffer): boolean =>
      certificate.checkPrivateKey(createPrivateKey(key));
    expect(belongs(certificates.server, made.tlsServerKey)).toBe(true);
    expect(belongs(certificates.client, made.tlsClientKey)).toBe(true);
    expect(belongs(certificates.signing, made.signingPem)).toBe(true);
  });

  it("makes different keys and serial numbers each time", () => {
    const again = makeThrowawayKeys({ now, days: 1, random: seededRandom(2) });
    expect(again.tlsServerKey).not.toEqual(made.tlsServerKey);
    const serials = Object.values(certificates).map(({ serialNumber }) => serialNumber);
    expect(new Set([...serials, new X509Certificate(again.ca).serialNumber]).size).toBe(5);
  });

  it("serves mutual TLS on this machine", async () => {
    const fresh = makeThrowawayKeys({ now: new Date(Date.now() - 60_000), days: 1, random: seededRandom(3) });
    expect(await handshake(fresh)).toEqual({ server: true, client: true });
  });

  it.runIf(openssl)("passes the strict checks of openssl", () => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-throwaway-"));
    try {
      writeFileSync(join(folder, "ca.pem"), made.ca);
      for (const name of ["signingPem", "tlsServerCertificate", "tlsClientCertificate"] as const) {
        writeFileSync(join(folder, "leaf.pem"), made[name]);
        const at = String(now.getTime() / 1000);
        const args = ["verify", "-x509_strict", "-attime", at, "-CAfile", "ca.pem", "leaf.pem"];
        expect(execFileSync(openssl ?? "", args, { cwd: folder, encoding: "utf8" })).toBe("leaf.pem: OK\n");
      }
      writeFileSync(join(folder, "signing.p12"), made.signingP12);
      const args = ["pkcs12", "-in", "signing.p12", "-passin", `pass:${DEMO_KEY_PASSWORD}`, "-nodes", "-nocerts"];
      const key = execFileSync(openssl ?? "", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
      expect(createPrivateKey(key).equals(createPrivateKey(made.signingPem))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("certs.example", () => {
  it.each([new Date("2024-01-01T00:00:00Z"), new Date("2045-01-01T00:00:00Z")])(
    "signs and verifies at %s",
    async (at) => {
      const trustAnchors = [new X509Certificate(readFileSync(example("ca.pem")))];
      const body = Buffer.from("{}");
      const fromP12 = readKeyFile({ path: example("signing.p12"), password: DEMO_KEY_PASSWORD, now: at });
      const fromPem = readKeyFile({ path: example("signing.pem"), now: at });
      for (const key of [fromP12, fromPem]) {
        const { value } = await createJwsSigner(key).sign(body, at);
        expect(verifyDetachedJws({ value, body, trustAnchors, now: at })).toMatchObject({ valid: true });
      }
    },
  );

  it.each(["ca.pem", "signing.pem", "tls-server.pem", "tls-client.pem"])(
    "%s is recognised as a demo certificate",
    (name) => {
      expect(isDemoCertificate(new X509Certificate(readFileSync(example(name))))).toBe(true);
    },
  );

  it.each(["tls-server", "tls-client"])("%s has its key beside it", (name) => {
    const certificate = new X509Certificate(readFileSync(example(`${name}.pem`)));
    expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(example(`${name}.key`))))).toBe(true);
  });
});

describe("isDemoCertificate", () => {
  it.each([
    ["C=VN\nO=UBND tỉnh Mẫu\nCN=Cổng Liên Thông", "C=VN\nO=CA Mẫu", false],
    ["C=VN\nO=UBND tỉnh Mẫu\nCN=O=LIEN THONG DEMO - NOT FOR USE", "C=VN\nO=CA Mẫu", false],
    ["C=VN\nO=LIEN THONG DEMO - NOT FOR USE\nCN=x", "C=VN\nO=CA Mẫu", true],
    ["C=VN\nO=LIEN THONG DEMO - NOT FOR USE + CN=x", "C=VN\nO=CA Mẫu", true],
    ["CN=x", "C=VN\nO=LIEN THONG DEMO - NOT FOR USE", true],
  ])("of subject %j, issuer %j: %s", (subject, issuer, expected) => {
    expect(isDemoCertificate({ subject, issuer } as X509Certificate)).toBe(expected);
  });
});

/** Whether each side accepted the other. */
async function handshake(keys: ThrowawayKeys): Promise<{ server: boolean; client: boolean }> {
  const server = createServer({
    key: keys.tlsServerKey,
    cert: keys.tlsServerCertificate,
    ca: keys.ca,
    requestCert: true,
    rejectUnauthorized: true,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const accepted = new Promise<boolean>((resolve) => {
    server.once("secureConnection", (socket) => resolve(socket.authorized));
    server.once("tlsClientError", () => resolve(false));
  });
  const client = connect({
    host: "127.0.0.1",
    port,
    servername: "localhost",
    ca: keys.ca,
    key: keys.tlsClientKey,
    cert: keys.tlsClientCertificate,
  });
  try {
    await new Promise((resolve, reject) => client.once("secureConnect", resolve).once("error", reject));
    return { server: client.authorized, client: await accepted };
  } finally {
    client.destroy();
    server.close();
  }
}
