import { createSigner } from "../../../src/signing/containers/signing-profiles.ts";
import type { Timestamp } from "../../../src/signing/containers/container-signer.ts";
import { createXmlSigner, type XmlToSign } from "../../../src/signing/containers/xml/sign-xml.ts";
import { element, type XmlElement } from "../../../src/signing/canonical-xml/making/xml-element.ts";
import { type Algorithm, algorithms, signedAt, signingKeyOf } from "./signers.ts";

/** Something signed by us: one cell of the matrix is one of these before one verifier. */
export interface Sample {
  readonly container: string;
  readonly algorithm: Algorithm;
  readonly profile: "jws" | "cms" | "xmldsig" | "vn" | "xades";
  /** The signature: a JWS, DER of a CMS, or XML. */
  readonly carrier: Buffer;
  /** What is signed, where it is not in the carrier. */
  readonly body: Buffer | undefined;
  readonly hasTimestamp: boolean;
  /** What is signed inherits `xml:lang`, which Canonical XML 1.0 copies and libraries without all of it forget. */
  readonly inheritsLanguage: boolean;
}

/** Everything a signature over bytes could get wrong: a line end of Windows, a null, no UTF-8. */
export const body = Buffer.from(
  '{"data":[{"MaHoSo":"H26.107-260518-0123","TenHoSo":"Khai sinh"}]}\r\n\0\xff',
  "latin1",
);

const place = element("ChuKySo", {});

/** Namespaces used, unused and taken back, a comment, and every character canonical XML writes its own way. */
function dossiers(attributes: Readonly<Record<string, string>>): XmlElement {
  const odd = { name: "Khong", namespaces: { "": "" } };
  const text = "Khai sinh cho Mẫu Thị E\u{302}\u{301}m\r\n<&> 𠀀";
  return {
    name: "h:DanhSach",
    namespaces: { h: "urn:mau:ho-so", "": "urn:mau:chung", x: "urn:mau:thua" },
    attributes,
    children: [
      { comment: " không ký " },
      element("HoSo", { Id: "HS-1", "h:loai": "2", ghiChu: '\t"\n\r<&>' }, text, odd),
      element("PhuLuc", { Id: "HS-2" }, element("h:TrangThai", {}, "2"), element("GhiChu", {}, "Mẫu")),
      place,
    ],
  };
}

/** Where the signed parts of {@link dossiers} stand. */
export const signedPaths = ["/DanhSach/HoSo", "/DanhSach/PhuLuc"] as const;

const forms = ["inclusive", "exclusive"] as const;
const parts = { ids: ["HS-1", "HS-2"], into: place } as const;

/** Every container there is, with each algorithm it takes. @param timestamp for level B-T; without one there is none */
export async function everyContainer(timestamp: Timestamp | undefined): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const algorithm of algorithms) {
    const key = signingKeyOf(algorithm);
    type Rest = Pick<Sample, "profile" | "carrier"> & Partial<Sample>;
    const add = (container: string, sample: Rest): void => {
      samples.push({
        container,
        algorithm,
        body: undefined,
        hasTimestamp: false,
        inheritsLanguage: false,
        ...sample,
      });
    };

    async function addDetached(container: string, profile: Sample["profile"], stamp?: Timestamp): Promise<void> {
      const signer = createSigner({ profile, key, ...(stamp && { timestamp: stamp }) });
      const { value } = await signer.sign(body, signedAt);
      const carrier = profile === "jws" ? Buffer.from(value) : Buffer.from(value, "base64");
      add(container, { profile, carrier, body, hasTimestamp: stamp !== undefined });
    }

    async function addDocuments(profile: "xmldsig" | "vn" | "xades"): Promise<void> {
      for (const form of profile === "vn" ? (["inclusive"] as const) : forms) {
        const signer = createXmlSigner(key, { profile, form });
        const sign = (document: XmlToSign): Promise<Buffer> => signer.sign(document, signedAt);
        const name = profile === "xades" ? "xades B-B" : profile;
        const under = { root: dossiers({ "xml:lang": "vi" }), ...parts };
        add(`${name} enveloped, ${form}`, { profile, carrier: await sign({ root: dossiers({}) }) });
        add(`${name} by Id, ${form}`, { profile, carrier: await sign({ root: dossiers({}), ...parts }) });
        if (profile === "xades") continue;
        const inheritsLanguage = form === "inclusive";
        add(`${name} by Id under xml:lang, ${form}`, { profile, carrier: await sign(under), inheritsLanguage });
      }
    }

    await addDetached("jws", "jws");
    await addDetached("cms B-B", "cms");
    if (timestamp !== undefined) await addDetached("cms B-T", "cms", timestamp);
    await addDetached("xmldsig detached, exclusive", "xmldsig");
    await addDocuments("xmldsig");
    if (algorithm === "RSA-SHA256") {
      await addDetached("vn detached, inclusive", "vn");
      await addDocuments("vn");
    }
    await addDetached("xades B-B detached, exclusive", "xades");
    await addDocuments("xades");
    if (timestamp !== undefined) {
      await addDetached("xades B-T detached, exclusive", "xades", timestamp);
      const signer = createXmlSigner(key, { profile: "xades", timestamp });
      const carrier = await signer.sign({ root: dossiers({}), ...parts }, signedAt);
      add("xades B-T by Id, exclusive", { profile: "xades", carrier, hasTimestamp: true });
    }
  }
  return samples;
}
