import { afterAll, describe, expect, it } from "vitest";

import type { VerificationPolicy } from "../../../../src/signing/verify/policy.ts";
import { verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { oracle } from "../../../kit/oracle.ts";
import { timestampToken } from "../../trust/openssl-authority.ts";
import { TestFolder } from "../../trust/test-files.ts";
import { issue } from "../../trust/test-pki.ts";
import {
  dsig,
  enveloped,
  exclusive,
  type TestReference,
  type TestXades,
  x509Data,
  xadesParts,
  xmlSignature,
} from "./xml-signer.ts";

const openssl = oracle("openssl");
const folder = new TestFolder();
afterAll(() => folder[Symbol.dispose]());

const now = new Date("2027-05-18T01:30:15Z");
const dates = { notBefore: new Date("2020-01-01"), notAfter: new Date("2049-12-31") };
const ca = issue({ name: "CA Mẫu", ca: true, ...dates });
const signer = issue({ name: "Cổng Mẫu", issuer: ca, ...dates });
const plain = '<HoSo Id="doc"><So>1</So></HoSo>';
const whole: TestReference = { uri: "", octets: plain, transforms: [enveloped, exclusive] };
const into = (signature: string): string => plain.replace("</HoSo>", `${signature}</HoSo>`);

function signed(
  options: Partial<TestXades> = {},
  change: (reference: TestReference) => TestReference = (one) => one,
): string {
  const { object, reference } = xadesParts({ certificate: signer.certificate.raw, ...options });
  return into(xmlSignature(signer, [whole, change(reference)], { objects: object }));
}

function verify(
  document: string,
  policy: Partial<VerificationPolicy> = {},
  profile: "xades" | "xmldsig" | "vn" | "xml" = "xades",
) {
  return verifySignature(
    { profile, document: Buffer.from(document) },
    { trustAnchors: [ca.certificate], now, ...policy },
  );
}
const genuine = signed();

describe("XAdES", () => {
  it("says when it was signed, and gives back the content without the properties", async () => {
    expect(await verify(genuine)).toMatchObject({
      valid: true,
      profile: "xades",
      signedAt: new Date("2027-05-18T01:30:00Z"),
      signed: [{ bytes: Buffer.from(plain) }],
      warnings: [{ code: "revocation-unchecked" }],
    });
    expect(await verify(genuine, {}, "xml")).toMatchObject({ valid: true, profile: "xades" });
  });

  it.each<[string, string, string]>([
    ["properties-unsigned", "none of it", into(xmlSignature(signer, [whole]))],
    [
      "properties-unsigned",
      "properties that are not signed",
      into(xmlSignature(signer, [whole], { objects: xadesParts({ certificate: signer.certificate.raw }).object })),
    ],
    [
      "properties-unsigned",
      "a reference of another type",
      signed({}, (reference) => ({ ...reference, type: "urn:x" })),
    ],
    ["properties-unsigned", "properties of another signature", signed({ target: "#other" })],
    ["signing-certificate-mismatch", "another certificate", signed({ certificate: ca.certificate.raw })],
    ["time-malformed", "a day no calendar has", signed({ time: "2027-02-30T08:30:00Z" })],
    ["time-malformed", "no time", signed({ time: "hôm qua" })],
    ["signed-in-future", "a time ahead", signed({ time: "2027-05-18T08:36:00+07:00" })],
    ["certificate-outside-dates", "a time before the certificate", signed({ time: "2019-05-18T08:30:00Z" })],
    ["digest-mismatch", "a time changed afterwards", genuine.replace("08:30:00", "08:29:00")],
    [
      "digest-mismatch",
      "the certificate digest changed afterwards",
      genuine.replace(/(<xades:CertDigest>.*?<ds:DigestValue[^>]*>)..../, "$1AAAA"),
    ],
  ])("is refused with %s: %s", async (reason, _, document) => {
    expect(await verify(document)).toMatchObject({ valid: false, reason });
  });

  it("is refused with a certificate of the same name, key and CA in place of the signer's", async () => {
    const twin = issue({ name: "Cổng Mẫu", issuer: ca, key: signer.key, ...dates });
    const swapped = genuine.replace(/<ds:X509Data>.*<\/ds:X509Data>/, x509Data(twin.certificate.raw));
    expect(await verify(swapped)).toMatchObject({ reason: "signing-certificate-mismatch" });
  });

  it("reads a time without a zone as Viet Nam's", async () => {
    expect(await verify(signed({ time: "2027-05-18T08:30:00" }))).toMatchObject({
      signedAt: new Date("2027-05-18T01:30:00Z"),
    });
  });

  it("cannot be signed after it was received", async () => {
    expect(await verify(genuine, { receivedAt: new Date("2027-05-18T01:31:00Z") })).toMatchObject({ valid: true });
    expect(await verify(genuine, { receivedAt: new Date("2027-05-17T01:31:00Z") })).toMatchObject({
      reason: "time-contradicted",
    });
  });

  it("outlives its certificate, with a warning that only the signer says when", async () => {
    const later = new Date("2051-01-01");
    expect(await verify(genuine, { now: later })).toMatchObject({
      valid: true,
      warnings: [{ code: "time-unproven" }, { code: "revocation-unchecked" }],
    });
    expect(await verify(genuine, { now: later, receivedAt: now })).toMatchObject({
      valid: true,
      warnings: [{ code: "revocation-unchecked" }],
    });
    expect(await verify(genuine, { now: later, receivedAt: later })).toMatchObject({
      reason: "certificate-outside-dates",
    });
  });
});

describe.runIf(openssl)("XAdES with a timestamp", () => {
  const tsaCa = issue({ name: "CA thời gian Mẫu", ca: true, ...dates });
  const tsa = issue({
    name: "Dấu thời gian Mẫu",
    issuer: tsaCa,
    purposes: ["1.3.6.1.5.5.7.3.8"],
    purposesCritical: true,
    keyUsage: 0x80,
    ...dates,
  });
  // OpenSSL stamps by the machine's clock, so the claimed time is long ago and the check today.
  const today = new Date(Date.now() + 60_000);
  const claimed = signed({ time: "2026-01-18T08:30:00Z" });
  const policy = { now: today, timestampAnchors: [tsaCa.certificate], requireTimestamp: true };
  const value = (document: string): string =>
    `<ds:SignatureValue xmlns:ds="${dsig}">${/<ds:SignatureValue>(.*?)</.exec(document)?.[1] ?? ""}</ds:SignatureValue>`;

  function stamped(document: string, over = value(document)): string {
    const token = timestampToken({ folder, openssl }, tsa, [tsaCa], Buffer.from(over)).toString("base64");
    const stamp = `<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod><xades:EncapsulatedTimeStamp>${token}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
    return document.replace(
      "</xades:QualifyingProperties>",
      `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${stamp}</xades:UnsignedSignatureProperties></xades:UnsignedProperties></xades:QualifyingProperties>`,
    );
  }

  it("is verified as level B-T", async () => {
    const result = await verify(stamped(claimed), policy);
    expect(result).toMatchObject({ valid: true, signedAt: new Date("2026-01-18T08:30:00Z") });
    expect(
      result.valid && result.timestampedAt && Math.abs(result.timestampedAt.getTime() - today.getTime()),
    ).toBeLessThan(600_000);
  });

  it("is refused without one, with that of another signature, with several, with a damaged one", async () => {
    expect(await verify(claimed, policy)).toMatchObject({ reason: "timestamp-missing" });
    expect(await verify(stamped(claimed, value(genuine).replace("A", "B")), policy)).toMatchObject({
      reason: "timestamp-invalid",
    });
    const twice = stamped(claimed).replace(/<xades:SignatureTimeStamp>.*<\/xades:SignatureTimeStamp>/, "$&$&");
    expect(await verify(twice, policy)).toMatchObject({ reason: "timestamp-invalid", detail: "several" });
    const damaged = stamped(claimed).replace(/(<xades:EncapsulatedTimeStamp>).{8}/, "$1AAAAAAAA");
    expect(await verify(damaged, policy)).toMatchObject({ reason: "timestamp-invalid" });
  });
});

describe("the tax authority's profile", () => {
  const time = (at: string): string =>
    `<ds:SignatureProperties><ds:SignatureProperty Target="#sig"><SigningTime xmlns="urn:t">${at}</SigningTime></ds:SignatureProperty></ds:SignatureProperties>`;
  function vn(at = "2027-05-18T08:30:00", isTimeSigned = true): string {
    const inner = time(at);
    const octets = `<ds:Object xmlns:ds="${dsig}" Id="time">${inner}</ds:Object>`;
    const references = [{ uri: "#doc", octets: plain }, ...(isTimeSigned ? [{ uri: "#time", octets }] : [])];
    return `<Goi>${plain}<Ky>${xmlSignature(signer, references, { objects: `<ds:Object Id="time">${inner}</ds:Object>` })}</Ky></Goi>`;
  }
  const expectedElements = ["/Goi/HoSo"];

  it("takes references without transforms, and the signed time", async () => {
    expect(await verify(vn(), { expectedElements }, "vn")).toMatchObject({
      valid: true,
      signedAt: new Date("2027-05-18T01:30:00Z"),
      signed: [{ uri: "#doc", bytes: Buffer.from(plain) }],
    });
  });

  it("is refused without a time, with one that is not signed, with two", async () => {
    const none = `<Goi>${plain}${xmlSignature(signer, [{ uri: "#doc", octets: plain }])}</Goi>`;
    expect(await verify(none, { expectedElements }, "vn")).toMatchObject({ reason: "time-missing" });
    expect(await verify(vn(undefined, false), { expectedElements }, "vn")).toMatchObject({ reason: "object-unsigned" });
    const twice = vn('2027-05-18T08:30:00</SigningTime><SigningTime xmlns="urn:t">2027-05-18T08:31:00');
    expect(await verify(twice, { expectedElements }, "vn")).toMatchObject({ reason: "time-malformed" });
  });
});
