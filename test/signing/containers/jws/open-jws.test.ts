import { constants, createHmac, sign } from "node:crypto";
import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { createJwsSigner, signingInput } from "../../../../src/signing/containers/jws/sign-jws.ts";
import { readPem } from "../../../../src/signing/keys/pem-keys.ts";
import { type FileSigningKey, keyInProcess } from "../../../../src/signing/keys/signing-key.ts";
import { fixture, now, root, sampleKey } from "../../sample-keys.ts";
import { longestHeaderValue } from "../../../../src/signing/containers/signature-headers.ts";
import { type VerificationResult, verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import type { JwsInput } from "../../../../src/signing/containers/jws/open-jws.ts";
import type { VerificationPolicy } from "../../../../src/signing/containers/verification-policy.ts";

const body = Buffer.from('{"MaHoSo":"H26.107-260518-0123"}');
const rsa = sampleKey("rsa-modern.p12");
const ec = sampleKey("ec-p256.p12");
const good = (await createJwsSigner(rsa).sign(body, now)).value;
const [goodHeader = "", , goodSignature = ""] = good.split(".");

type Header = Record<string, unknown>;
const without = (field: string) => (header: Header) =>
  Object.fromEntries(Object.entries(header).filter(([name]) => name !== field));
const headerOf = (value: string): Header =>
  JSON.parse(Buffer.from(value.split(".")[0] ?? "", "base64url").toString()) as Header;

/** Signs with a header of any content, as someone who has the key but not our code could. */
function forge(change: (header: Header) => Header | string, key: FileSigningKey = rsa, from: string = good): string {
  const changed = change(headerOf(from));
  const text = typeof changed === "string" ? changed : JSON.stringify(changed);
  const header = Buffer.from(text).toString("base64url");
  const dsaEncoding = "ieee-p1363";
  const signature = sign("sha256", signingInput(header, body), { key: key.privateKey, dsaEncoding });
  return `${header}..${signature.toString("base64url")}`;
}

type Options = Partial<JwsInput & Pick<VerificationPolicy, "trustAnchors" | "now">>;

function verify({ trustAnchors = [root], now: at = now, ...input }: Options): Promise<VerificationResult> {
  return verifySignature({ profile: "jws", value: good, body, ...input }, { trustAnchors, now: at });
}

const reasonOf = async (options: Options): Promise<string> => {
  const result = await verify(options);
  return result.valid ? "valid" : result.reason;
};

const der = (key: FileSigningKey) => key.chain.map(({ raw }) => raw.toString("base64"));
const seconds = (iso: string) => Date.parse(iso) / 1000;

describe("a detached JWS", () => {
  it("accepts what the forging helper of this test leaves unchanged", async () => {
    expect(await reasonOf({ value: forge((header) => header) })).toBe("valid");
  });

  it("accepts a chain sent with its root, and header fields it does not know", async () => {
    expect(await reasonOf({ value: forge((header) => ({ ...header, x5c: der(rsa), typ: "JOSE" })) })).toBe("valid");
  });

  it.each<[string, string, Options]>([
    ["signature-mismatch", "another body", { body: Buffer.from('{"MaHoSo":"H26.107-260518-0124"}') }],
    ["signature-mismatch", "an empty body", { body: Buffer.alloc(0) }],
    [
      "signature-mismatch",
      "a signature by another key",
      { value: forge((header) => header, sampleKey("pss-certificate.p12")) },
    ],
    [
      "payload-not-detached",
      "an attached payload",
      { value: `${goodHeader}.${body.toString("base64url")}.${goodSignature}` },
    ],
    ["malformed", "nothing", { value: "" }],
    ["malformed", "two parts", { value: `${goodHeader}.${goodSignature}` }],
    ["malformed", "four parts", { value: `${good}.` }],
    ["malformed", "no signature", { value: `${goodHeader}..` }],
    ["malformed", "padding", { value: `${good}==` }],
    ["malformed", "a space", { value: ` ${good}` }],
    ["malformed", "a header that is not JSON", { value: forge(() => "alg=RS256") }],
    ["malformed", "a header that is not an object", { value: forge(() => "7") }],
    [
      "header-member-twice",
      "a member twice",
      { value: forge((header) => JSON.stringify(header).replace("{", '{"alg":"none",')) },
    ],
    [
      "header-member-twice",
      "a member twice in other letters, inside an object",
      {
        value: forge((header) => JSON.stringify({ ...header, jwk: 1 }).replace('"jwk":1', '"jwk":{"k":1,"\\u006b":2}')),
      },
    ],
    ["header-too-large", "a value beyond the limit", { value: good.padEnd(longestHeaderValue + 1, "A") }],
    ["algorithm-refused", "alg none", { value: `${Buffer.from('{"alg":"none"}').toString("base64url")}..` }],
    [
      "algorithm-refused",
      "alg none in an otherwise good header",
      { value: forge((header) => ({ ...header, alg: "none" })) },
    ],
    ["algorithm-refused", "an algorithm of our table that is not allowed here", { allowedAlgorithms: ["ES256"] }],
    ["algorithm-refused", "RS512", { value: forge((header) => ({ ...header, alg: "RS512" })) }],
    [
      "algorithm-refused",
      "a name of Object.prototype",
      { value: forge((header) => ({ ...header, alg: "constructor" })) },
    ],
    ["algorithm-refused", "no alg", { value: forge(without("alg")) }],
    ["algorithm-key-mismatch", "ES256 with an RSA key", { value: forge((header) => ({ ...header, alg: "ES256" })) }],
    [
      "crit-unknown",
      "an extension we do not know",
      { value: forge((header) => ({ ...header, crit: ["b64", "exp"] })) },
    ],
    ["crit-unknown", "no crit", { value: forge(without("crit")) }],
    ["b64-not-false", "b64 true", { value: forge((header) => ({ ...header, b64: true })) }],
    ["b64-not-false", "no b64", { value: forge(without("b64")) }],
    ["certificate-missing", "no x5c", { value: forge(without("x5c")) }],
    ["certificate-missing", "an empty x5c", { value: forge((header) => ({ ...header, x5c: [] })) }],
    ["certificate-unreadable", "x5c of garbage", { value: forge((header) => ({ ...header, x5c: ["AAAA"] })) }],
    ["certificate-unreadable", "x5c of numbers", { value: forge((header) => ({ ...header, x5c: [1] })) }],
    ["thumbprint-mismatch", "another thumbprint", { value: forge((header) => ({ ...header, "x5t#S256": "AAAA" })) }],
    [
      "thumbprint-mismatch",
      "another certificate",
      { value: forge((header) => ({ ...header, x5c: der(sampleKey("pss-certificate.p12")) })) },
    ],
    ["time-missing", "no iat", { value: forge(without("iat")) }],
    ["time-missing", "iat as text", { value: forge((header) => ({ ...header, iat: "1810603815" })) }],
    ["signed-in-future", "six minutes ahead", { now: new Date(now.getTime() - 6 * 60_000) }],
    ["signed-in-future", "a time no calendar has", { value: forge((header) => ({ ...header, iat: 9e15 })) }],
    [
      "certificate-outside-dates",
      "signed before the certificate",
      { value: forge((header) => ({ ...header, iat: seconds("2020-01-01") })) },
    ],
    [
      "certificate-outside-dates",
      "signed after it",
      { value: forge((header) => ({ ...header, iat: seconds("2069-01-01") })), now: new Date("2070-01-01") },
    ],
    ["chain-untrusted", "no anchor", { trustAnchors: [] }],
    ["chain-untrusted", "an anchor with another key", { trustAnchors: [ec.chain[0]] }],
    [
      "chain-untrusted",
      "the intermediate certificate left out",
      { value: forge((header) => ({ ...header, x5c: der(rsa).slice(0, 1) })) },
    ],
    [
      "chain-untrusted",
      "a chain in the wrong order",
      { value: forge((header) => ({ ...header, x5c: [der(rsa)[0], der(rsa)[2], der(rsa)[1]] })) },
    ],
  ])("refuses with %s: %s", async (reason, _, options) => {
    expect(await reasonOf(options)).toBe(reason);
  });

  it("tolerates a signer's clock up to five minutes ahead", async () => {
    expect(await reasonOf({ now: new Date(now.getTime() - 5 * 60_000) })).toBe("valid");
  });

  it("stays valid after the certificate has expired: the time of signing counts", async () => {
    expect(await reasonOf({ now: new Date("2070-01-01") })).toBe("valid");
  });

  it("accepts an intermediate CA, or the signing certificate itself, as anchor", async () => {
    const [leaf, intermediate] = rsa.chain;
    expect(await reasonOf({ trustAnchors: [leaf] })).toBe("valid");
    expect(await reasonOf({ trustAnchors: [intermediate ?? leaf] })).toBe("valid");
  });

  it("refuses a certificate issued by one that is not a CA", async () => {
    const key = sampleKey("issued-by-leaf.pem");
    const chain = [key.chain[0], ...rsa.chain] as const;
    const { value } = await createJwsSigner({ ...key, chain }).sign(body, now);
    expect(await reasonOf({ value })).toBe("chain-untrusted");
    expect(await reasonOf({ value, trustAnchors: [rsa.chain[0]] })).toBe("chain-untrusted");
  });

  it("refuses an RSA key under 2048 bits", async () => {
    const { privateKeys, certificates } = readPem(readFileSync(fixture("rsa-1024.pem"), "latin1"), undefined);
    const [privateKey, certificate] = [privateKeys[0], certificates[0]];
    if (privateKey === undefined || certificate === undefined) throw new Error("fixture incomplete");
    const { value } = await createJwsSigner(keyInProcess("rsa-1024.pem", privateKey, [certificate])).sign(body, now);
    expect(await reasonOf({ value })).toBe("key-too-weak");
  });

  it("refuses RS256 with an EC key", async () => {
    const { value } = await createJwsSigner(ec).sign(body, now);
    expect(await reasonOf({ value: forge((header) => ({ ...header, alg: "RS256" }), ec, value) })).toBe(
      "algorithm-key-mismatch",
    );
  });

  it("refuses an HMAC keyed with the public key, and RSA-PSS under the name RS256", async () => {
    const publicKey = rsa.chain[0].publicKey.export({ type: "spki", format: "pem" });
    const hmacHeader = Buffer.from(JSON.stringify({ ...headerOf(good), alg: "HS256" })).toString("base64url");
    const hmac = createHmac("sha256", publicKey).update(signingInput(hmacHeader, body)).digest("base64url");
    expect(await reasonOf({ value: `${hmacHeader}..${hmac}` })).toBe("algorithm-refused");

    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const pss = sign("sha256", signingInput(goodHeader, body), { key: rsa.privateKey, padding }).toString("base64url");
    expect(await reasonOf({ value: `${goodHeader}..${pss}` })).toBe("signature-mismatch");
  });

  it("says why in Vietnamese and English", async () => {
    expect(await verify({ trustAnchors: [] })).toEqual({
      valid: false,
      reason: "chain-untrusted",
      message: {
        vi: "Chuỗi chứng thư không dẫn tới CA được tin cậy.",
        en: "The certificate chain does not lead to a trusted CA.",
      },
      detail: "CN=Khóa Mẫu rsa, O=LIEN THONG DEMO - NOT FOR USE, C=VN",
    });
  });
});
