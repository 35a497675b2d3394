import { describe, expect, it } from "vitest";

import { thumbprintOf } from "../../../src/signing/trust/certificate.ts";
import { headerLimit } from "../../../src/signing/containers/container-signer.ts";
import { createSigner, signingProfiles } from "../../../src/signing/containers/signing-profiles.ts";
import { now, sampleKey } from "../sample-keys.ts";

const rsa = sampleKey("rsa-modern.p12");
const ec = sampleKey("ec-p256.p12");
const body = Buffer.from('{"data":[]}');

describe.each(signingProfiles)("profile %s", (profile) => {
  const signer = createSigner({ profile, key: rsa });

  it("names itself, its header and its certificate", async () => {
    const [certificate] = rsa.chain;
    expect(signer).toMatchObject({
      profile,
      subject: expect.stringMatching(/^CN=Khóa Mẫu rsa, O=LIEN THONG DEMO - NOT FOR USE, C=VN$/) as string,
      notBefore: certificate.validFromDate,
      notAfter: certificate.validToDate,
    });
    const signature = await signer.sign(body, now);
    expect(signature).toMatchObject({ profile, certificateThumbprint: thumbprintOf(certificate) });
    expect(signature.header).toMatch(/^X-(JWS|XML|CMS)-Signature$/);
    expect(signature.value).toMatch(/^[\w+/=.-]+$/);
    expect(signature.value.length).toBeLessThan(headerLimit);
  });

  it("makes the same of the same, and something else of anything else", async () => {
    const of = async (bytes: Uint8Array, at: Date) => (await signer.sign(bytes, at)).value;
    expect(await of(body, now)).toBe(await of(Buffer.from(body), new Date(now)));
    expect(await of(body, now)).not.toBe(await of(Buffer.concat([body, body]), now));
    expect(await of(body, now)).not.toBe(await of(body, new Date(now.getTime() + 1000)));
  });

  it("seals many envelopes at once, each with its own signature", async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.from(`thân ${index}`));
    const together = await Promise.all(bodies.map((one) => signer.sign(one, now)));
    for (const [index, one] of bodies.entries()) expect(await signer.sign(one, now)).toEqual(together[index]);
  });

  it.each(["2025-01-01T00:00:00Z", "2070-01-01T00:00:00Z"])("refuses to sign outside its dates (%s)", async (at) => {
    await expect(signer.sign(body, new Date(at))).rejects.toMatchObject({ code: "certificate-outside-dates" });
  });

  it("refuses a chain that would not fit into a header", () => {
    const [leaf, intermediate = leaf] = rsa.chain;
    const chain = [leaf, ...Array.from({ length: 12 }, () => intermediate)] as const;
    const create = () => createSigner({ profile, key: { ...rsa, chain } });
    // The Vietnamese profile sends one certificate, however many there are.
    if (profile === "vn") expect(create).not.toThrow();
    else expect(create).toThrow(expect.objectContaining({ code: "key-unreadable" }));
  });

  it("takes an EC key, unless receivers would not", () => {
    const create = () => createSigner({ profile, key: ec });
    if (profile === "vn") {
      expect(create).toThrow(
        expect.objectContaining({ code: "key-unreadable", en: expect.stringContaining("Use RSA.") as string }),
      );
    } else expect(create).not.toThrow();
  });
});

describe("createSigner", () => {
  it("knows five profiles", () => {
    expect(signingProfiles).toEqual(["jws", "xmldsig", "vn", "xades", "cms"]);
  });

  it.each(["pades", "", "constructor"])("refuses the unknown profile %j, naming the known ones", (profile) => {
    expect(() => createSigner({ profile, key: ec })).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        en: expect.stringMatching(
          /SIGNING_PROFILE=.*Known profiles: jws, xmldsig, vn, xades, cms; each also with -batch\.$/,
        ) as string,
        vi: expect.stringContaining("SIGNING_PROFILE") as string,
      }),
    );
  });
});
