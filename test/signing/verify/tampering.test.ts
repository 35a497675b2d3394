import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { type SignatureInput, type Verified, verifySignature } from "../../../src/signing/verify/verify-signature.ts";
import { createJwsSigner } from "../../../src/signing/containers/jws/sign-jws.ts";
import { keyInProcess } from "../../../src/signing/keys/signing-key.ts";
import { oracle } from "../../kit/oracle.ts";
import { TestFolder } from "../trust/test-files.ts";
import { issue, type TestIdentity } from "../trust/test-pki.ts";
import { dsig, enveloped, exclusive, x509Data, xadesParts, xmlSignature } from "../containers/xml/xml-signer.ts";

// OpenSSL, which makes the CMS signature, signs by the machine's clock.
const now = new Date(Date.now() + 60_000);
const dates = { notBefore: new Date("2020-01-01"), notAfter: new Date("2049-12-31") };
const ca = issue({ name: "CA Mẫu", ca: true, ...dates });
const signer = issue({ name: "Cổng Mẫu", issuer: ca, ...dates });
const other = issue({ name: "Người khác Mẫu", issuer: ca, ...dates });
const time = { time: "2026-01-18T08:30:00Z" };
const body = Buffer.from('{"MaHoSo":"H26.107-260518-0123","Ten":"Nguyễn Mẫu"}');
const plain = '<HoSo Id="doc"><Ten>Nguyễn Mẫu</Ten><So>1</So></HoSo>';

/** A signature as it travels: the part that is the signature, and the part that is not. */
interface Container {
  readonly carrier: Buffer;
  readonly content: Buffer;
  readonly input: (carrier: Uint8Array, content: Uint8Array) => SignatureInput;
}

const xml = (profile: "xmldsig" | "vn" | "xades", document: string): Container => ({
  carrier: Buffer.from(document),
  content: Buffer.alloc(0),
  input: (bytes) => ({ profile, document: bytes }),
});
const whole = { uri: "", octets: plain, transforms: [enveloped, exclusive] };
const into = (signature: string): string => plain.replace("</HoSo>", `${signature}</HoSo>`);

function xmldsigBy(who: TestIdentity): Container {
  return xml("xmldsig", into(xmlSignature(who, [whole])));
}

function vnBy(who: TestIdentity): Container {
  const inner = `<ds:SignatureProperties><ds:SignatureProperty Target="#sig"><SigningTime>2026-01-18T08:30:00</SigningTime></ds:SignatureProperty></ds:SignatureProperties>`;
  const properties = { uri: "#time", octets: `<ds:Object xmlns:ds="${dsig}" Id="time">${inner}</ds:Object>` };
  const references = [{ uri: "#doc", octets: plain, transforms: [enveloped] }, properties];
  return xml("vn", into(xmlSignature(who, references, { objects: `<ds:Object Id="time">${inner}</ds:Object>` })));
}

function xadesBy(who: TestIdentity): Container {
  const { object, reference } = xadesParts({ certificate: who.certificate.raw, ...time });
  return xml("xades", into(xmlSignature(who, [whole, reference], { objects: object })));
}

async function jwsBy(who: TestIdentity): Promise<Container> {
  const key = keyInProcess("test", who.key, [who.certificate]);
  const { value } = await createJwsSigner(key).sign(body, new Date("2026-01-18T08:30:00Z"));
  return {
    carrier: Buffer.from(value),
    content: body,
    input: (bytes, content) => ({ profile: "jws", value: Buffer.from(bytes).toString("latin1"), body: content }),
  };
}

const openssl = oracle("openssl");
function cmsBy(who: TestIdentity): Container {
  using folder = new TestFolder();
  const { key, certificate } = folder.putIdentity(who, "signer");
  const options = [
    "-sign",
    "-binary",
    "-cades",
    "-signer",
    certificate,
    "-inkey",
    key,
    "-md",
    "sha256",
    "-outform",
    "DER",
  ];
  return {
    carrier: folder.run(openssl, ["cms", ...options], body),
    content: body,
    input: (signature, content) => ({ profile: "cms", signature, content }),
  };
}

const makers = { jws: jwsBy, xmldsig: xmldsigBy, vn: vnBy, xades: xadesBy, ...(openssl && { cms: cmsBy }) };
const policy = { trustAnchors: [ca.certificate], now };
const judge = (input: SignatureInput) => verifySignature(input, policy);

/** What a verified signature proves: everything a caller could act on. */
const proven = ({ signer: who, thumbprint, algorithm, signedAt, signed }: Verified): unknown => ({
  who,
  thumbprint,
  algorithm,
  signedAt,
  signed: signed.map(({ uri, bytes, element }) => ({ uri, element, bytes: Buffer.from(bytes).toString("hex") })),
});

const flip = (bytes: Uint8Array, at: number, mask: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ mask;
  return changed;
};

describe.each(Object.entries(makers))("tampering with %s", (_, make) => {
  let genuine: Container;
  let otherwise: Container;
  let truth: unknown;
  beforeAll(async () => {
    [genuine, otherwise] = [await make(signer), await make(other)];
    const result = await judge(genuine.input(genuine.carrier, genuine.content));
    truth = result.valid ? proven(result) : result;
  });

  it("starts from a signature that holds", () => {
    expect(truth).toMatchObject({ who: "CN=Cổng Mẫu" });
  });

  /** Refused, or (where only the way of writing changed) proving exactly the same. */
  async function expectNothingGained(input: SignatureInput): Promise<boolean> {
    const result = await judge(input);
    if (result.valid) expect(proven(result)).toEqual(truth);
    return result.valid;
  }

  it("one bit anywhere never proves anything else, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(7), async (place, bit) => {
        const at = place % (genuine.carrier.length + genuine.content.length);
        const { length } = genuine.carrier;
        const carrier = at < length ? flip(genuine.carrier, at, 1 << bit) : genuine.carrier;
        const content = at < length ? genuine.content : flip(genuine.content, at - length, 1 << bit);
        await expectNothingGained(genuine.input(carrier, content));
      }),
      { numRuns: 600 },
    );
  });

  it("pieces cut out, doubled, moved or put in never prove anything else, and never throw", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(200),
        fc.nat(),
        fc.constantFrom("cut", "double", "move", "other"),
        async (from, size, to, kind) => {
          const bytes = genuine.carrier;
          const start = from % bytes.length;
          const piece = bytes.subarray(start, start + size);
          const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + size)]);
          const place = to % (rest.length + 1);
          const put = (base: Buffer, what: Uint8Array): Buffer =>
            Buffer.concat([base.subarray(0, place), what, base.subarray(place)]);
          const changed = {
            cut: () => rest,
            double: () => put(bytes, piece),
            move: () => put(rest, piece),
            other: () => put(rest, otherwise.carrier.subarray(start, start + size)),
          }[kind]();
          await expectNothingGained(genuine.input(changed, genuine.content));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("every bit of the content counts", async () => {
    const { carrier, content } = genuine;
    for (let at = 0; at < content.length; at += 1) {
      expect(await expectNothingGained(genuine.input(carrier, flip(content, at, 1)))).toBe(false);
    }
  });

  it("the signature of somebody else, nothing, and noise are not it", async () => {
    const result = await judge(otherwise.input(otherwise.carrier, otherwise.content));
    expect(result).toMatchObject({ valid: true, signer: "CN=Người khác Mẫu" });
    expect(await judge(genuine.input(Buffer.alloc(0), genuine.content))).toMatchObject({ valid: false });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        expect(await judge(genuine.input(noise, genuine.content))).toMatchObject({ valid: false });
      }),
    );
  });
});

/** Twelve tamperings every XML container must refuse; what they change is meaningful in all of them. */
const edits: readonly [string, (document: string) => string][] = [
  ["content changed", (xml) => xml.replace("Nguyễn", "Nguyển")],
  ["content added", (xml) => xml.replace("<So>", "<So>9</So><So>")],
  ["content taken out", (xml) => xml.replace("<So>1</So>", "")],
  ["content moved", (xml) => xml.replace("<So>1</So>", "").replace("<Ten>", "<So>1</So><Ten>")],
  ["content split by a comment", (xml) => xml.replace("Nguyễn Mẫu", "Nguyễn<!---->Mẫu")],
  ["an attribute added", (xml) => xml.replace("<So>", '<So x="1">')],
  ["a namespace put around", (xml) => xml.replace("<HoSo ", '<HoSo xmlns="urn:x" ')],
  ["the digest changed", (xml) => xml.replace(/<ds:DigestValue>..../, "<ds:DigestValue>AAAA")],
  ["the signature changed", (xml) => xml.replace(/<ds:SignatureValue>..../, "<ds:SignatureValue>AAAA")],
  ["the algorithm changed", (xml) => xml.replace("rsa-sha256", "rsa-sha512")],
  [
    "the certificate of somebody else",
    (xml) => xml.replace(/<ds:X509Data>.*<\/ds:X509Data>/, x509Data(other.certificate.raw)),
  ],
  ["the certificate taken out", (xml) => xml.replace(/<ds:X509Data>.*<\/ds:X509Data>/, "")],
  ["a reference doubled", (xml) => xml.replace(/<ds:Reference .*?<\/ds:Reference>/, "$&$&")],
  ["the references taken out", (xml) => xml.replace(/<ds:Reference .*<\/ds:Reference>/, "")],
  ["a document type", (xml) => `<!DOCTYPE HoSo>${xml}`],
];

describe.each([
  ["xmldsig", xmldsigBy],
  ["vn", vnBy],
  ["xades", xadesBy],
] as const)("a tampered %s document is refused:", (_, make) => {
  const genuine = make(signer);
  it.each(edits)("%s", async (_name, edit) => {
    const changed = edit(genuine.carrier.toString());
    expect(changed).not.toBe(genuine.carrier.toString());
    expect(await judge(genuine.input(Buffer.from(changed), genuine.content))).toMatchObject({ valid: false });
  });
});
