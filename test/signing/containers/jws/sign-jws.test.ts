import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { flattenedVerify } from "jose";
import { describe, expect, it } from "vitest";

import { createJwsSigner, JWS_HEADER, jwsLimit } from "../../../../src/signing/containers/jws/sign-jws.ts";
import { thumbprintOf } from "../../../../src/signing/trust/certificate.ts";
import { verifyDetachedJws } from "../../../../src/signing/containers/jws/verify-jws.ts";
import { oracle } from "../../../kit/oracle.ts";
import { now, root, sampleKey } from "../../sample-keys.ts";

const openssl = oracle("openssl");
const body = Buffer.from(
  '{"service":"DongBoHoSoMC","data":[{"MaHoSo":"H26.107-260518-0123","TenHoSo":"Khai sinh Mẫu."}]}',
);

describe.each([
  { name: "rsa-modern.p12", alg: "RS256", certificates: 2 },
  { name: "ec-p256.p12", alg: "ES256", certificates: 1 },
])("a detached JWS by $name", ({ name, alg, certificates }) => {
  const key = sampleKey(name);
  const [certificate] = key.chain;
  const signer = createJwsSigner(key);

  it("has the form the profile promises", async () => {
    const signature = await signer.sign(body, now);
    expect(signature).toMatchObject({ profile: "jws", header: JWS_HEADER });
    expect(signature.certificateThumbprint).toBe(thumbprintOf(certificate));
    const [header = "", payload] = signature.value.split(".");
    expect(payload).toBe("");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
      alg,
      b64: false,
      crit: ["b64"],
      // The self-signed root stays at home.
      x5c: key.chain.slice(0, certificates).map(({ raw }) => raw.toString("base64")),
      "x5t#S256": thumbprintOf(certificate),
      iat: 1_810_603_815,
    });
  });

  it("names its certificate for people", () => {
    expect(signer).toMatchObject({
      profile: "jws",
      subject: expect.stringMatching(/^CN=Khóa Mẫu .*, O=LIEN THONG DEMO - NOT FOR USE, C=VN$/),
      notBefore: certificate.validFromDate,
      notAfter: certificate.validToDate,
    });
  });

  it("holds for jose, and not over another body", async () => {
    const { value } = await signer.sign(body, now);
    const [header = "", , signature = ""] = value.split(".");
    const options = { algorithms: [alg], crit: { b64: true } };
    const verified = await flattenedVerify(
      { protected: header, payload: body, signature },
      certificate.publicKey,
      options,
    );
    expect(Buffer.from(verified.payload)).toEqual(body);
    const other = { protected: header, payload: Buffer.concat([body, Buffer.from(" ")]), signature };
    await expect(flattenedVerify(other, certificate.publicKey, options)).rejects.toMatchObject({
      code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
    });
  });

  it("holds for our own verifier", async () => {
    const { value, certificateThumbprint } = await signer.sign(body, now);
    expect(verifyDetachedJws({ value, body, trustAnchors: [root], now })).toEqual({
      valid: true,
      signer: signer.subject,
      thumbprint: certificateThumbprint,
      signedAt: now,
      alg,
    });
  });

  it("signs any bytes; a changed bit anywhere breaks it", async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 2_000 });
    const place = fc.nat(1_000_000);
    const bit = fc.integer({ min: 0, max: 7 });
    await fc.assert(
      fc.asyncProperty(bytes, place, bit, async (content, at, position) => {
        const { value } = await signer.sign(content, now);
        const verify = (changed: { value?: string; body?: Uint8Array }) =>
          verifyDetachedJws({ value, body: content, trustAnchors: [root], now, ...changed }).valid;
        expect(verify({})).toBe(true);
        expect(verify({ body: flip(content, at, position) })).toBe(false);
        expect(verify({ value: Buffer.from(flip(Buffer.from(value), at, position)).toString("latin1") })).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it("seals many envelopes at once, each with its own signature", async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.from(`thân ${index}`));
    const signatures = await Promise.all(bodies.map((one) => signer.sign(one, now)));
    const results = bodies.map((one, index) =>
      verifyDetachedJws({ value: signatures[index]?.value ?? "", body: one, trustAnchors: [root], now }),
    );
    expect(results.every(({ valid }) => valid)).toBe(true);
  });

  it.each(["2025-01-01T00:00:00Z", "2070-01-01T00:00:00Z"])("refuses to sign outside its dates (%s)", async (at) => {
    await expect(signer.sign(body, new Date(at))).rejects.toMatchObject({ code: "certificate-outside-dates" });
  });
});

describe("oracle openssl", () => {
  it.runIf(openssl)("verifies the signing input of an RS256 signature", async () => {
    const key = sampleKey("rsa-modern.p12");
    const { value } = await createJwsSigner(key).sign(body, now);
    const [header = "", , signature = ""] = value.split(".");
    const folder = mkdtempSync(join(tmpdir(), "lienthong-jws-"));
    try {
      writeFileSync(join(folder, "input"), Buffer.concat([Buffer.from(`${header}.`), body]));
      writeFileSync(join(folder, "signature"), Buffer.from(signature, "base64url"));
      writeFileSync(join(folder, "key.pem"), key.chain[0].publicKey.export({ type: "spki", format: "pem" }));
      const args = ["dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "input"];
      expect(execFileSync(openssl ?? "", args, { cwd: folder, encoding: "utf8" })).toBe("Verified OK\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("limits", () => {
  it("stay within one HTTP header", async () => {
    const { value } = await createJwsSigner(sampleKey("rsa-modern.p12")).sign(body, now);
    expect(value.length).toBeLessThan(jwsLimit);
  });

  it("refuse a chain that would not fit", () => {
    const key = sampleKey("rsa-modern.p12");
    const [leaf, intermediate] = key.chain;
    const chain = [leaf, ...Array.from({ length: 9 }, () => intermediate ?? leaf)] as const;
    expect(() => createJwsSigner({ ...key, chain })).toThrow(expect.objectContaining({ code: "key-unreadable" }));
  });
});

function flip(bytes: Uint8Array, place: number, bit: number): Uint8Array {
  const index = place % bytes.length;
  return bytes.map((byte, at) => (at === index ? byte ^ (1 << bit) : byte));
}
