import { describe, expect, it } from "vitest";

import { CMS_HEADER } from "../../../src/signing/containers/cms/sign-cms.ts";
import { JWS_HEADER } from "../../../src/signing/containers/jws/sign-jws.ts";
import { createSigner, signingProfiles } from "../../../src/signing/containers/signing-profiles.ts";
import { createSignatureJudge, type SignatureJudgeOptions } from "../../../src/signing/verify/signature-judge.ts";
import { verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import { now, root, sampleKey } from "../sample-keys.ts";

const key = sampleKey("rsa-modern.p12");
const body = Buffer.from('{"error_code":"0","message":"Thành công"}');
const [leaf] = key.chain;
const sha256 = leaf.fingerprint256.replaceAll(":", "").toLowerCase();
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

async function signed(profile = "jws", at = now, bytes: Uint8Array = body): Promise<Headers> {
  const { header, value } = await createSigner({ profile, key }).sign(bytes, at);
  return new Headers({ [header]: value });
}

const judge = (
  headers: Headers,
  options: Partial<SignatureJudgeOptions> = {},
  notBefore = now,
  bytes: Uint8Array = body,
) =>
  createSignatureJudge({
    trustAnchors: [root],
    signers: [{ sha256 }],
    clock: { now: () => now.getTime() },
    ...options,
  })({
    headers,
    body: bytes,
    notBefore,
  });

/** The refusal's code, or that it holds. */
async function verdict(...given: Parameters<typeof judge>): Promise<string> {
  const found = await judge(...given);
  if (found === null) return "unsigned";
  return found.finding.verdict === "verified" ? "verified" : found.finding.code;
}

describe("a signature in the headers of an answer or a call", () => {
  it.each(signingProfiles)("holds as %s, and is given back as it travelled", async (profile) => {
    const headers = await signed(profile);
    // As vn sends no CA along, the one that issued it is trusted by itself.
    const trustAnchors = profile === "vn" ? key.chain.slice(1) : [root];
    const found = await judge(headers, { trustAnchors });
    expect(found?.finding).toMatchObject({ verdict: "verified", signedAt: now, warnings: ["revocation-unchecked"] });
    expect(headers.get(found?.header ?? "")).toBe(found?.value);
    expect(await verdict(headers, {}, now, Buffer.from(`${body.toString()} `))).not.toBe("verified");
  });

  it("is nothing where there is no header", async () => {
    expect(await verdict(new Headers({ "X-Signature": "abc" }))).toBe("unsigned");
  });

  it("is not guessed among several", async () => {
    const headers = await signed();
    for (const [name, value] of await signed("cms")) headers.set(name, value);
    expect(await verdict(headers)).toBe("carriers-several");
  });

  it.each([
    ["jws", "jws", "verified"],
    ["jws", "cms", "profile-unexpected"],
    ["cms", "cms", "verified"],
    ["cms", "xml", "profile-unexpected"],
    ["xades", "xml", "verified"],
    ["xades", "xades", "verified"],
    ["xades", "jws", "profile-unexpected"],
    ["xmldsig", "xades", "properties-unsigned"],
  ] as const)("made as %s where %s is demanded: %s", async (made, profile, expected) => {
    expect(await verdict(await signed(made), { profile })).toBe(expected);
  });

  it("has to be by somebody who is expected", async () => {
    const headers = await signed();
    const held = await verifySignature(
      { profile: "jws", value: headers.get(JWS_HEADER) ?? "", body },
      { trustAnchors: [root], now },
    );
    const subject = held.valid ? held.signer : "";
    expect(subject).toContain("CN=");
    const by = (...signers: SignatureJudgeOptions["signers"]) => verdict(headers, { signers });
    expect(await by({ subject })).toBe("verified");
    expect(await by({ subject: subject.replaceAll(", ", ",").normalize("NFD") })).toBe("verified");
    expect(await by({ subject: "CN=Người khác" }, { sha256 })).toBe("verified");
    expect(await by({ subject: "CN=Người khác" }, { sha256: "0".repeat(64) })).toBe("signer-unexpected");
    expect(await by({ subject: subject.slice(0, -1) })).toBe("signer-unexpected");
    expect(await by()).toBe("signer-unexpected");
    expect(await verdict(headers, { trustAnchors: [] })).toBe("chain-untrusted");
  });

  it("has to be made for this occasion: neither before nor ahead of the clock", async () => {
    expect(await verdict(await signed("jws", minutes(-4)))).toBe("verified");
    expect(await verdict(await signed("jws", minutes(-6)))).toBe("signed-too-long-ago");
    expect(await verdict(await signed("jws", minutes(-6)), {}, minutes(-2))).toBe("verified");
    expect(await verdict(await signed("jws", minutes(6)))).toBe("signed-in-future");
  });

  it("is refused with words, whatever stands in the header", async () => {
    for (const [name, value] of [
      [JWS_HEADER, ""],
      [JWS_HEADER, "a.b.c"],
      [CMS_HEADER, "không".normalize("NFD").replaceAll(/[^a-z]/g, "")],
    ] as const) {
      const found = await judge(new Headers({ [name]: value }));
      expect(found).toMatchObject({ finding: { verdict: "refused", text: { vi: expect.any(String) as string } } });
    }
  });
});
