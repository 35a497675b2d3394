import { describe, expect, it } from "vitest";

import { createJwsSigner, JWS_HEADER } from "../../src/signing/containers/jws/sign-jws.ts";
import { createSigner } from "../../src/signing/containers/signing-profiles.ts";
import { signatureCheck } from "../../src/simulator/signature-check.ts";
import { now, root, sampleKey } from "../signing/sample-keys.ts";
import { x509Data, xadesParts, xmlSignature } from "../signing/containers/xml/xml-signer.ts";

const key = sampleKey("rsa-modern.p12");
const [certificate, ...issuers] = key.chain;
const signer = { name: "Khóa Mẫu", key: key.privateKey, certificate };
const keyInfo = x509Data(certificate.raw, ...issuers.map(({ raw }) => raw));
const body = Buffer.from('{"service":"DongBoHoSoMC"}');
const check = signatureCheck({ trustAnchors: [root], clock: { now: () => now.getTime() } });
const base64 = (xml: string): string => Buffer.from(xml).toString("base64");

const covered = { uri: "envelope.body", octets: body };
const { object, reference } = xadesParts({ certificate: certificate.raw, time: "2027-05-18T08:30:00+07:00" });
const plainXml = base64(xmlSignature(signer, [covered], { keyInfo }));
const xades = base64(xmlSignature(signer, [covered, reference], { keyInfo, objects: object }));
const jws = (await createJwsSigner(key).sign(body, now)).value;
const held = { present: true, valid: true, signer: "CN=Khóa Mẫu rsa, O=LIEN THONG DEMO - NOT FOR USE, C=VN" };
const refused = { present: true, valid: false, signer: null };

describe("the simulator's check of signatures", () => {
  it.each([
    ["jws", JWS_HEADER, jws],
    ["xmldsig", "X-XML-Signature", plainXml],
    ["xades", "x-xml-signature", xades],
  ])("tells profile %s by its header %s", async (profile, header, value) => {
    expect(await check(new Headers({ [header]: value }), body)).toEqual({ ...held, profile });
    const { valid, reason } = await check(new Headers({ [header]: value }), Buffer.from("{}"));
    expect({ valid, reason }).toEqual({
      valid: false,
      reason: profile === "jws" ? "signature-mismatch" : "digest-mismatch",
    });
  });

  it("tells envelopes of a batch by their profile, each by itself", async () => {
    const batch = createSigner({ profile: "cms-batch", key });
    const bodies = [body, Buffer.from('{"service":"CapNhatTienDoHoSoMC"}')];
    const signed = await Promise.all(bodies.map((one) => batch.sign(one, now)));
    for (const [at, { header, value }] of signed.entries()) {
      const headers = new Headers({ [header]: value });
      expect(await check(headers, bodies[at] ?? body)).toEqual({ ...held, profile: "cms-batch" });
      const other = await check(headers, bodies[1 - at] ?? body);
      expect(other).toEqual({ ...refused, profile: "batch", reason: "batch-path-mismatch" });
    }
  });

  it.each([
    ["X-Batch-Signature", "by=jws", "batch", "batch-malformed"],
    ["X-CMS-Signature", "not Base64", "cms", "cms-malformed"],
    ["X-CMS-Signature", "AAAA", "cms", "cms-malformed"],
    ["X-XML-Signature", "AAAA", "xml", "xml-malformed"],
    ["X-XML-Signature", base64("<a/>"), "xml", "signature-missing"],
    [JWS_HEADER, "", "jws", "malformed"],
  ])("notes what does not hold: %s %s", async (header, value, profile, reason) => {
    expect(await check(new Headers({ [header]: value }), body)).toEqual({ ...refused, profile, reason });
  });

  it("does not choose between two containers, of which one holds", async () => {
    const headers = new Headers({ [JWS_HEADER]: jws, "X-CMS-Signature": "AAAA" });
    expect(await check(headers, body)).toEqual({ ...refused, profile: null, reason: "signature-several" });
  });

  it("notes that there is none", async () => {
    expect(await check(new Headers(), body)).toEqual({ present: false, valid: false, signer: null, profile: null });
  });
});
