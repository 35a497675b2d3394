import { describe, expect, it } from "vitest";

import { type SignatureInput, verifySignature } from "../../../../src/signing/verify/verify-signature.ts";
import { issue, now } from "../../trust/test-pki.ts";
import { dsig, enveloped, exclusive, xmlSignature } from "./xml-signer.ts";

const ca = issue({ name: "CA Mẫu", ca: true });
const signer = issue({ name: "Cổng Mẫu", issuer: ca });
const policy = { trustAnchors: [ca.certificate], now };

const verify = (document: string, expectedElements?: readonly string[]) => {
  const input: SignatureInput = { profile: "xmldsig", document: Buffer.from(document) };
  return verifySignature(input, { ...policy, ...(expectedElements !== undefined && { expectedElements }) });
};

const record = (content: string, id: string): string => `<HoSo${id && ` Id="${id}"`}>${content}</HoSo>`;
const original = record("<So>1</So>", "doc");
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

/** What stands where the original stood: with its Id, with another, with none. */
const evils = { "the same Id": "doc", "another Id": "other", "no Id": "" } as const;

/**
 * The eight classic shapes of signature wrapping. Each takes the forged element, the original, and the signature over
 * the original, and puts the forged one where the application looks: `/Goi/HoSo`.
 */
type Shape = (evil: string, signature: (objects?: string) => string) => string;
const object = (content: string): string => `<ds:Object>${content}</ds:Object>`;
const shapes: Readonly<Record<string, Shape>> = {
  "1: the original inside the signature, after the forged element": (evil, signature) =>
    `<Goi>${evil}${signature(object(original))}</Goi>`,
  "2: the original beside the signature, in a wrapper": (evil, signature) =>
    `<Goi>${evil}${signature()}<Wrapper>${original}</Wrapper></Goi>`,
  "3: the forged element before the original": (evil, signature) => `<Goi>${evil}${original}${signature()}</Goi>`,
  "4: the original inside the forged element": (evil, signature) =>
    `<Goi>${evil.replace("</HoSo>", `${original}</HoSo>`)}${signature()}</Goi>`,
  "5: the signature inside the forged element, the original at the end": (evil, signature) =>
    `<Goi>${evil.replace("</HoSo>", `${signature()}</HoSo>`)}${original}</Goi>`,
  "6: the original inside the signature inside the forged element": (evil, signature) =>
    `<Goi>${evil.replace("</HoSo>", `${signature(object(original))}</HoSo>`)}</Goi>`,
  "7: the original in an extension before all": (evil, signature) =>
    `<Goi><Extensions>${original}</Extensions>${evil}${signature()}</Goi>`,
  "8: the original and the signature deep in an object of their own": (evil, signature) =>
    `<Goi>${evil}<Extensions>${signature(object(`<Any>${original}</Any>`))}</Extensions></Goi>`,
};

describe("signature wrapping of a detached signature", () => {
  const signature = (objects = ""): string =>
    xmlSignature(signer, [{ uri: "#doc", octets: original, transforms: [exclusive] }], { objects });
  const genuine = `<Goi>${original}${signature()}</Goi>`;

  it("does not disturb what was signed as it stands", async () => {
    const result = await verify(genuine, ["/Goi/HoSo"]);
    expect(result).toMatchObject({ valid: true, signed: [{ uri: "#doc", element: { path: "/Goi/HoSo" } }] });
    expect(result.valid && text(result.signed[0]?.bytes)).toBe(original);
  });

  it("needs the caller to say where it reads", async () => {
    expect(await verify(genuine)).toMatchObject({ reason: "signed-element-unexpected", detail: "/Goi/HoSo" });
  });

  describe.each(Object.entries(shapes))("shape %s", (_, shape) => {
    it.each(Object.entries(evils))("is refused with %s on the forged element", async (_name, id) => {
      const forged = shape(record("<So>9</So>", id), signature);
      const result = await verify(forged, ["/Goi/HoSo"]);
      expect(result).toMatchObject({
        valid: false,
        reason:
          id === "doc"
            ? "id-duplicate"
            : expect.stringMatching(/^(content-unsigned|signed-element-unexpected|object-unsigned)$/),
      });
    });

    it("is refused where the caller says nothing", async () => {
      expect(await verify(shape(record("<So>9</So>", "other"), signature))).toMatchObject({ valid: false });
    });
  });

  it("has mathematics that hold: only the place betrays it, and what comes back is the original", async () => {
    const forged =
      shapes["7: the original in an extension before all"]?.(record("<So>9</So>", "other"), signature) ?? "";
    const result = await verify(forged, ["/Goi/Extensions/HoSo"]);
    expect(result.valid && text(result.signed[0]?.bytes)).toBe(original);
  });
});

describe("signature wrapping of an enveloped signature", () => {
  const plain = '<HoSo Id="doc"><So>1</So></HoSo>';
  const reference = { uri: "#doc", octets: plain, transforms: [enveloped, exclusive] };
  const inside = (root: string, signature: string): string => root.replace(/<\/HoSo>$/, `${signature}</HoSo>`);
  const signature = xmlSignature(signer, [reference]);
  const genuine = inside(plain, signature);

  it("accepts the document as it was signed", async () => {
    const result = await verify(genuine);
    expect(result.valid && text(result.signed[0]?.bytes)).toBe(plain);
  });

  it.each([
    ["the whole in a forged root", `<HoSo Id="other"><So>9</So>${genuine}</HoSo>`],
    ["the whole in a forged root with the same Id", `<HoSo Id="doc"><So>9</So>${genuine}</HoSo>`],
    ["the whole inside an extension", `<HoSo><So>9</So><Extensions>${genuine}</Extensions></HoSo>`],
    ["the signature moved up, the original in a wrapper", `<HoSo><So>9</So>${signature}<W>${plain}</W></HoSo>`],
    [
      "the original inside the signature",
      inside(
        '<HoSo Id="other"><So>9</So></HoSo>',
        signature.replace("</ds:Signature>", `<ds:Object>${plain}</ds:Object></ds:Signature>`),
      ),
    ],
    [
      "the whole inside an object of a second, empty signature",
      `<HoSo><So>9</So><ds:Signature xmlns:ds="${dsig}"><ds:Object>${genuine}</ds:Object></ds:Signature></HoSo>`,
    ],
    ["something added beside the signature", genuine.replace("<So>", "<So>9</So><So>")],
    [
      "something added inside the signature",
      genuine.replace("</ds:Signature>", "<ds:Object><So>9</So></ds:Object></ds:Signature>"),
    ],
  ])("refuses %s", async (_, forged) => {
    expect(await verify(forged)).toMatchObject({ valid: false });
  });
});

describe("signature wrapping of an enveloping signature", () => {
  const octets = `<ds:Object xmlns:ds="${dsig}" Id="o">${original}</ds:Object>`;
  const genuine = xmlSignature(signer, [{ uri: "#o", octets, transforms: [exclusive] }], {
    objects: `<ds:Object Id="o">${original}</ds:Object>`,
  });
  const evil = "<HoSo><So>9</So></HoSo>";

  it("accepts the signature as it was made", async () => {
    const result = await verify(genuine);
    expect(result.valid && text(result.signed[0]?.bytes)).toBe(octets);
  });

  it.each([
    ["another object before", genuine.replace("<ds:Object ", `<ds:Object>${evil}</ds:Object><ds:Object `)],
    ["another object after", genuine.replace("</ds:Signature>", `<ds:Object>${evil}</ds:Object></ds:Signature>`)],
    [
      "another object with the same Id",
      genuine.replace("<ds:Object ", `<ds:Object Id="o">${evil}</ds:Object><ds:Object `),
    ],
    ["the whole in a forged document", `<Goi>${evil}${genuine}</Goi>`],
    [
      "the whole inside another signature",
      `<ds:Signature xmlns:ds="${dsig}"><ds:Object>${genuine}</ds:Object></ds:Signature>`,
    ],
    ["something added inside the object", genuine.replace(original, `${evil}${original}`)],
  ])("refuses %s", async (_, forged) => {
    expect(await verify(forged)).toMatchObject({ valid: false });
  });
});
