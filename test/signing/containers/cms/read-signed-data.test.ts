import { webcrypto } from "node:crypto";

import { fromBER, OctetString, UTCTime } from "asn1js";
import * as pkijs from "pkijs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { derChildren, type Der, DerReader, derTag, readDer } from "../../../../src/signing/der/read-der.ts";
import type { VerificationPolicy } from "../../../../src/signing/verify/policy.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { derOid, derSequence, derValue } from "../../../../src/signing/der/write-der-values.ts";
import { oracle } from "../../../kit/oracle.ts";
import { timestampToken } from "../../trust/openssl-authority.ts";
import { TestFolder } from "../../trust/test-files.ts";
import { issue, keyOf } from "../../trust/test-pki.ts";

const openssl = oracle("openssl");
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());

// OpenSSL signs by the machine's clock.
const now = new Date(Date.now() + 60_000);
const dates = { notBefore: new Date("2020-01-01"), notAfter: new Date("2049-12-31") };
const ca = issue({ name: "CA Mẫu", ca: true, ...dates });
const signer = issue({ name: "Cổng Mẫu", issuer: ca, ...dates });
const ec = issue({ name: "Cổng Mẫu EC", issuer: ca, key: keyOf("ec", "ec"), ...dates });
const tsaCa = issue({ name: "CA thời gian Mẫu", ca: true, ...dates });
const stamping = { issuer: tsaCa, purposes: ["1.3.6.1.5.5.7.3.8"], purposesCritical: true, keyUsage: 0x80, ...dates };
const tsa = issue({ name: "Dấu thời gian Mẫu", ...stamping });
const envelopedType = "1.2.840.113549.1.7.3";
const body = Buffer.from('{"MaHoSo":"H26.107-260518-0123","Ten":"Nguyễn Mẫu"}');

function verify(signature: Uint8Array, policy: Partial<VerificationPolicy> = {}, content: Uint8Array = body) {
  return verifySignature({ profile: "cms", signature, content }, { trustAnchors: [ca.certificate], now, ...policy });
}

function sign(options: readonly string[] = ["-cades"], by = signer): Buffer {
  const { key, certificate } = folder.putIdentity(by, "signer");
  return folder.run(
    openssl,
    ["cms", "-sign", "-binary", "-signer", certificate, "-inkey", key, "-md", "sha256", "-outform", "DER", ...options],
    body,
  );
}

/** The same structure with the signer's fields changed. */
function withSigner(cms: Uint8Array, change: (fields: Der[]) => Uint8Array[]): Buffer {
  const outer = new DerReader(readDer(cms));
  const type = outer.take();
  const fields = derChildren(new DerReader(outer.take()).take());
  const signers = fields.pop();
  const info = signers && derChildren(signers)[0];
  if (info === undefined) throw new Error("no signer");
  const changed = derSequence(...change(derChildren(info)));
  const data = derSequence(...fields.map(({ bytes }) => bytes), derValue(derTag.set, changed));
  return derSequence(type.bytes, derValue(0xa0, data));
}

const stampAttribute = (token: Uint8Array): Buffer =>
  derValue(0xa1, derSequence(derOid("1.2.840.113549.1.9.16.2.14"), derValue(derTag.set, token)));
const stamped = (cms: Uint8Array, tokenFor: (over: Uint8Array) => Uint8Array): Buffer =>
  withSigner(cms, (fields) => [
    ...fields.map(({ bytes }) => bytes),
    stampAttribute(tokenFor(fields.at(-1)?.content ?? body)),
  ]);

describe.runIf(openssl)("detached CAdES made by OpenSSL", () => {
  let good: Buffer = Buffer.alloc(0);
  beforeAll(() => {
    good = sign();
  });

  it("is verified, and gives back the bytes that were signed", async () => {
    expect(await verify(good)).toMatchObject({
      valid: true,
      profile: "cms",
      signer: "CN=Cổng Mẫu",
      algorithm: "rsa-sha256",
      signed: [{ uri: "", bytes: body }],
    });
  });

  it("may be ECDSA, RSA-PSS, or name its signer by key identifier", async () => {
    expect(await verify(sign(["-cades"], ec))).toMatchObject({ valid: true, algorithm: "ecdsa-sha256" });
    const pss = ["-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:-1"];
    expect(await verify(sign(pss))).toMatchObject({ valid: true, algorithm: "rsa-pss-sha256" });
    const extensions = [["2.5.29.14", derValue(derTag.octetString, Buffer.from("mau")), false]] as const;
    const identified = issue({ name: "Cổng Mẫu có định danh khóa", issuer: ca, extensions, ...dates });
    expect(await verify(sign(["-cades", "-keyid"], identified))).toMatchObject({ valid: true });
  });

  it.each<[string, string, () => Uint8Array]>([
    ["payload-not-detached", "content inside", () => sign(["-cades", "-nodetach"])],
    ["attributes-missing", "no signed attributes", () => sign(["-noattr"])],
    ["signing-certificate-missing", "no certificate digest", () => sign([])],
    ["certificate-missing", "no certificate", () => sign(["-cades", "-nocerts"])],
    ["digest-refused", "SHA-1", () => sign(["-cades", "-md", "sha1"])],
    [
      "algorithm-refused",
      "a salt that is not as long as the hash",
      () => sign(["-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:20"]),
    ],
    [
      "signers-several",
      "two signers",
      () => {
        const other = folder.putIdentity(ec, "other");
        return sign(["-cades", "-signer", other.certificate, "-inkey", other.key]);
      },
    ],
    ["chain-untrusted", "somebody else", () => sign(["-cades"], issue({ name: "Kẻ giả", ...dates }))],
    ["content-type-mismatch", "content of another type", () => sign(["-cades", "-econtent_type", envelopedType])],
    [
      "content-type-mismatch",
      "another type in what is signed",
      () => {
        const [data, other] = [derOid("1.2.840.113549.1.7.1"), derOid(envelopedType)].map((oid) =>
          oid.toString("latin1"),
        );
        const cms = sign(["-cades", "-econtent_type", envelopedType]).toString("latin1");
        return Buffer.from(cms.replace(other ?? "", data ?? ""), "latin1");
      },
    ],
    ["cms-malformed", "nothing", () => Buffer.alloc(0)],
    ["cms-malformed", "one byte too many", () => Buffer.concat([good, Buffer.from([0])])],
    ["cms-malformed", "one byte too few", () => good.subarray(0, -1)],
    ["cms-malformed", "indefinite lengths", () => sign(["-cades", "-stream"])],
    [
      "cms-malformed",
      "a length in a longer form",
      () => Buffer.concat([Buffer.from([0x30, 0x83, 0]), good.subarray(2)]),
    ],
    [
      "cms-malformed",
      "an attribute twice",
      () =>
        withSigner(good, (fields) =>
          fields.map((field) =>
            field.tag === 0xa0 ? derValue(0xa0, Buffer.concat([field.content, field.content])) : field.bytes,
          ),
        ),
    ],
    [
      "signature-mismatch",
      "attributes in another order",
      () =>
        withSigner(good, (fields) =>
          fields.map((field) =>
            field.tag === 0xa0
              ? derValue(
                  0xa0,
                  Buffer.concat(
                    derChildren(field)
                      .toReversed()
                      .map(({ bytes }) => bytes),
                  ),
                )
              : field.bytes,
          ),
        ),
    ],
  ])("is refused with %s: %s", async (reason, _, make) => {
    expect(await verify(make())).toMatchObject({ valid: false, reason });
  });

  it("is refused over other bytes, and beyond the limit", async () => {
    expect(await verify(good, {}, Buffer.from("{}"))).toMatchObject({ reason: "digest-mismatch" });
    expect(await verify(good, { limits: { bytes: 50 } })).toMatchObject({ reason: "too-large" });
  });

  it("is refused with a certificate of the same key in place of the one it names", async () => {
    const twin = issue({ name: "Cổng Mẫu", issuer: ca, key: signer.key, serial: 0x7f, ...dates });
    const genuine = issue({
      name: "Cổng Mẫu",
      issuer: ca,
      key: signer.key,
      serial: 0x7f,
      ...dates,
      notAfter: new Date("2048-01-01"),
    });
    const signed = sign(["-cades"], genuine).toString("latin1");
    const swapped = Buffer.from(
      signed.replace(genuine.certificate.raw.toString("latin1"), () => twin.certificate.raw.toString("latin1")),
      "latin1",
    );
    expect(await verify(swapped)).toMatchObject({ reason: "signing-certificate-mismatch" });
  });

  describe("with a timestamp", () => {
    const tools = { folder, openssl };
    const timestampAnchors = [tsaCa.certificate];

    it("is verified, and says what the authority says of the time", async () => {
      const cms = stamped(good, (over) => timestampToken(tools, tsa, [tsaCa], over));
      const result = await verify(cms, { timestampAnchors, requireTimestamp: true });
      expect(result).toMatchObject({ valid: true, warnings: [{ code: "revocation-unchecked" }] });
      expect(result.valid && Math.abs((result.timestampedAt?.getTime() ?? 0) - now.getTime())).toBeLessThan(600_000);
      expect(await verify(cms)).toMatchObject({
        valid: true,
        warnings: [{ code: "timestamp-unchecked" }, { code: "revocation-unchecked" }],
      });
    });

    it("that is missing is refused where one is demanded", async () => {
      expect(await verify(good, { timestampAnchors, requireTimestamp: true })).toMatchObject({
        reason: "timestamp-missing",
      });
    });

    it("over another signature is refused", async () => {
      const cms = stamped(good, () => timestampToken(tools, tsa, [tsaCa], body));
      expect(await verify(cms, { timestampAnchors })).toMatchObject({ reason: "timestamp-invalid", detail: "imprint" });
    });

    it("by an authority nobody trusts, or a certificate not for timestamps, is refused", async () => {
      const cms = stamped(good, (over) => timestampToken(tools, tsa, [tsaCa], over));
      expect(await verify(cms, { timestampAnchors: [ca.certificate] })).toMatchObject({
        reason: "timestamp-untrusted",
      });
      expect(await verify(cms, { requireTimestamp: true })).toMatchObject({ reason: "timestamp-untrusted" });
      // Such a token cannot be made with OpenSSL: a genuine certificate for something else as well stands in.
      const both = issue({
        name: "Dấu thời gian và ký Mẫu",
        ...stamping,
        purposes: ["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.8"],
      });
      expect(() => timestampToken(tools, both, [tsaCa], body)).toThrow();
    });

    it("is not a signature over content", async () => {
      const token = timestampToken(tools, tsa, [tsaCa], body);
      expect(await verify(token, { trustAnchors: [tsaCa.certificate] })).toMatchObject({
        reason: "payload-not-detached",
      });
    });
  });
});

describe("detached CMS made by pkijs", () => {
  it("is verified", async () => {
    pkijs.setEngine("node", new pkijs.CryptoEngine({ crypto: webcrypto as never, name: "node" }));
    const certificate = pkijs.Certificate.fromBER(new Uint8Array(signer.certificate.raw));
    const digest = await webcrypto.subtle.digest("SHA-256", body);
    const certificateDigest = await webcrypto.subtle.digest("SHA-256", signer.certificate.raw);
    const attribute = (type: string, value: unknown): pkijs.Attribute => new pkijs.Attribute({ type, values: [value] });
    const certId = fromBER(
      new Uint8Array(derSequence(derSequence(derSequence(derValue(4, new Uint8Array(certificateDigest)))))),
    ).result;
    const cms = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }),
      signerInfos: [
        new pkijs.SignerInfo({
          version: 1,
          sid: new pkijs.IssuerAndSerialNumber({
            issuer: certificate.issuer,
            serialNumber: certificate.serialNumber,
          }),
          signedAttrs: new pkijs.SignedAndUnsignedAttributes({
            type: 0,
            attributes: [
              attribute("1.2.840.113549.1.9.3", fromBER(new Uint8Array(derOid("1.2.840.113549.1.7.1"))).result),
              attribute("1.2.840.113549.1.9.5", new UTCTime({ valueDate: new Date("2027-05-18T01:30:00Z") })),
              attribute("1.2.840.113549.1.9.4", new OctetString({ valueHex: digest })),
              attribute("1.2.840.113549.1.9.16.2.47", certId),
            ],
          }),
        }),
      ],
      certificates: [certificate],
    });
    const pkcs8 = signer.key.export({ type: "pkcs8", format: "der" });
    const key = await webcrypto.subtle.importKey("pkcs8", pkcs8, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, [
      "sign",
    ]);
    await cms.sign(key, 0, "SHA-256", new Uint8Array(body).buffer);
    const content = new pkijs.ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: cms.toSchema(true) });
    const signature = new Uint8Array(content.toSchema().toBER(false));
    expect(await verify(signature, { now: new Date("2027-05-18T02:00:00Z") })).toMatchObject({
      valid: true,
      signedAt: new Date("2027-05-18T01:30:00Z"),
    });
    expect(await verify(signature, { now: new Date("2027-05-18T01:00:00Z") })).toMatchObject({
      reason: "signed-in-future",
    });
  });
});
