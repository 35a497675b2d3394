import { readFileSync } from "node:fs";

import { createDetachedXmlSigner } from "../../../src/signing/xml/detached-xml.ts";
import { createXmlSigner, type XmlToSign } from "../../../src/signing/xml/sign-xml.ts";
import { element, type XmlElement } from "../../../src/signing/xml/xml-element.ts";
import { fixture, now, sampleKey } from "../sample-keys.ts";

/** Something signed: a document, or a signature beside a body. */
export interface SignedSample {
  readonly name: string;
  readonly xml: string;
  readonly body: Buffer | undefined;
  /** The document hands `xml:lang` down to what is signed, which libraries without full Canonical XML 1.0 forget. */
  readonly inheritsLanguage: boolean;
}

/** Ways of spoiling a sample; every one of them has to be noticed by every verifier. */
export const tamperings = ["content", "time", "signature", "certificate"] as const;
export type Tampering = (typeof tamperings)[number];

const body = Buffer.from('{"data":[{"MaHoSo":"H26.107-260518-0123","TenHoSo":"Khai sinh Mẫu"}]}\r\n\0\xff', "latin1");
const otherCertificate = sampleKey("pss-certificate.p12").chain[0].raw.toString("base64");

const place = element("ChuKySo", {});

/** A document with namespaces used, unused and taken back, and every character that canonical XML writes its own way. */
function dossier(root: Readonly<Record<string, string>>): XmlElement {
  return {
    name: "h:DanhSach",
    namespaces: { h: "urn:mau:ho-so", "": "urn:mau:chung", x: "urn:mau:thua" },
    attributes: root,
    children: [
      { comment: " không ký " },
      element(
        "HoSo",
        { Id: "HS-1", "h:loai": "2", ghiChu: '\t"\n\r<&>' },
        "Khai sinh cho Mẫu Thị E\u{302}\u{301}m\r\n<&> 𠀀",
        { name: "Khong", namespaces: { "": "" } },
      ),
      element("HoSo", { Id: "HS-2" }, element("h:TrangThai", {}, "2")),
      place,
    ],
  };
}

/** Every XML container with every kind of key it takes. */
export async function signedSamples(): Promise<SignedSample[]> {
  const samples: SignedSample[] = [];
  for (const keyName of ["rsa", "ec"] as const) {
    const key = sampleKey(keyName === "rsa" ? "rsa-modern.p12" : "ec-p256.p12");
    const profiles = keyName === "rsa" ? (["xmldsig", "vn", "xades"] as const) : (["xmldsig", "xades"] as const);
    for (const profile of profiles) {
      const { value } = await createDetachedXmlSigner(key, profile).sign(body, now);
      const xml = Buffer.from(value, "base64").toString();
      samples.push({ name: `${profile} ${keyName} beside a body`, xml, body, inheritsLanguage: false });

      for (const form of profile === "vn" ? (["inclusive"] as const) : (["inclusive", "exclusive"] as const)) {
        const signer = createXmlSigner(key, { profile, form });
        const add = async (name: string, document: XmlToSign, inheritsLanguage = false): Promise<void> => {
          const signed = (await signer.sign(document, now)).toString();
          samples.push({
            name: `${profile} ${keyName} ${form} ${name}`,
            xml: signed,
            body: undefined,
            inheritsLanguage,
          });
        };
        const parts = { ids: ["HS-1", "HS-2"], into: place } as const;
        await add("enveloped", { root: dossier({}) });
        await add("parts", { root: dossier({}), ...parts });
        await add("parts under xml:lang", { root: dossier({ "xml:lang": "vi" }), ...parts }, true);
      }
    }
  }
  return samples;
}

/** The sample spoiled. @throws when there was nothing to spoil */
export function tamper(sample: SignedSample, tampering: Tampering): SignedSample {
  if (tampering === "content" && sample.body !== undefined) {
    return { ...sample, body: Buffer.concat([sample.body, Buffer.from(" ")]) };
  }
  const [from, to] = {
    content: [/Mẫu Thị/, "Mẫu Văn"] as const,
    time: [/2027-05-18T/, "2027-05-19T"] as const,
    signature: [
      /(<SignatureValue>)(.)/,
      (_: string, tag: string, first: string) => tag + (first === "A" ? "B" : "A"),
    ] as const,
    certificate: [/(<X509Certificate>)[^<]*/, `$1${otherCertificate}`] as const,
  }[tampering];
  const xml = sample.xml.replace(from, to as string);
  if (xml === sample.xml) throw new Error(`nothing to spoil in ${sample.name}: ${tampering}`);
  return { ...sample, xml };
}

/** The CA, and the intermediate one that profile `vn` leaves to the verifier, PEM. */
export const trusted = readFileSync(fixture("root.pem"), "utf8");
export const intermediate = sampleKey("rsa-modern.p12").chain[1]?.toString() ?? "";
