import { createHash } from "node:crypto";

import { ContentInfo, SignedData } from "pkijs";

import type { Sample } from "./containers.ts";
import { identities, other, signedAt } from "./signers.ts";

/** One way of spoiling a sample, and what it does in each format. */
export interface Tampering {
  readonly name: string;
  readonly jws: Spoil;
  readonly cms: Spoil;
  readonly xml: Spoil;
}

/** What changes; nothing that stays the same needs to be there. */
type Spoil = (sample: Sample) => Partial<Pick<Sample, "carrier" | "body">>;

/** The sample spoiled. @throws when that changes nothing */
export function spoil(sample: Sample, tampering: Tampering): Sample {
  const format = sample.profile === "jws" || sample.profile === "cms" ? sample.profile : "xml";
  const spoilt = { ...sample, ...tampering[format](sample) };
  if (spoilt.carrier.equals(sample.carrier) && spoilt.body.equals(sample.body)) {
    throw new Error(`nothing to spoil in ${sample.container}: ${tampering.name}`);
  }
  return spoilt;
}

/** Changes the body, which no container holds. */
function content(inBody: (body: Buffer) => Buffer): Pick<Tampering, "jws" | "cms" | "xml"> {
  const ofBody: Spoil = ({ body }) => ({ body: inBody(body) });
  return { jws: ofBody, cms: ofBody, xml: ofBody };
}

const xml =
  (from: string | RegExp, to: string | ((...groups: string[]) => string)): Spoil =>
  ({ carrier }) => ({ carrier: Buffer.from(carrier.toString().replace(from, to as string)) });

/** Changes the fields of a JWS header, or how it is written. */
const header =
  (change: (header: string, sample: Sample) => string): Spoil =>
  (sample) => {
    const [protectedHeader = "", ...rest] = sample.carrier.toString().split(".");
    const changed = change(Buffer.from(protectedHeader, "base64url").toString(), sample);
    return { carrier: Buffer.from([Buffer.from(changed).toString("base64url"), ...rest].join(".")) };
  };

/** Changes one bit, `at` bytes behind where `found` begins (from its end, if negative). */
const bitOf =
  (found: (sample: Sample) => Uint8Array, at: number, mask = 1): Spoil =>
  (sample) => {
    const wanted = Buffer.from(found(sample));
    const start = sample.carrier.indexOf(wanted);
    if (start < 0) throw new Error(`${sample.container} does not hold it`);
    const carrier = Buffer.from(sample.carrier);
    const place = start + (at < 0 ? wanted.length + at : at);
    carrier[place] = (carrier[place] ?? 0) ^ mask;
    return { carrier };
  };

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const certificateOf = ({ algorithm }: Sample): Buffer => identities[algorithm].certificate.raw;
const otherCertificate = other.certificate.raw.toString("base64");
const another = (character: string): string => (character === "A" ? "B" : "A");

function cmsSignatureOf({ carrier }: Sample): Uint8Array {
  const { signerInfos } = new SignedData({ schema: ContentInfo.fromBER(Uint8Array.from(carrier).buffer).content });
  return signerInfos[0]?.signature.valueBlock.valueHexView ?? new Uint8Array();
}

/** SHA-256 becomes SHA-512, wherever a digest algorithm is named before the signed attributes. */
const sha512InCms: Spoil = ({ carrier, body }) => {
  const changed = Buffer.from(carrier);
  const name = Buffer.from("0609608648016503040201", "hex");
  const end = carrier.indexOf(sha256(body));
  for (let at = changed.indexOf(name); at >= 0 && at < end; at = changed.indexOf(name, at)) changed[at + 10] = 3;
  return { carrier: changed };
};

const lastByte = (body: Buffer): number => body.length - 1;
const time = signedAt.toISOString().slice(0, 19);
/** The same time one second off. */
const otherTime = time.slice(0, -1) + String((Number(time.at(-1)) + 1) % 10);
const utcTime = Buffer.from(`${time.slice(2).replaceAll(/[-T:]/g, "")}Z`);
const iat = String(signedAt.getTime() / 1000);

/** Twelve ways of spoiling every container. Each has to be noticed by everybody, ourselves first. */
export const tamperings: readonly Tampering[] = [
  {
    name: "the content changed",
    ...content((body) => Buffer.concat([body.subarray(0, -1), Buffer.from([0xfe])])),
  },
  {
    name: "something added to the content",
    ...content((body) => Buffer.concat([body, Buffer.from(" ")])),
  },
  {
    name: "something taken from the content",
    ...content((body) => body.subarray(0, lastByte(body))),
  },
  {
    name: "the content in another order",
    ...content((body) => Buffer.concat([body.subarray(1), body.subarray(0, 1)])),
  },
  {
    name: "a line end of the content",
    ...content((body) => Buffer.from(body.toString("latin1").replace("\r\n", "\n"), "latin1")),
  },
  {
    name: "the digest of the content; of a JWS, which has none, the field b64",
    jws: header((text) => text.replace('"b64":false', '"b64":true')),
    cms: bitOf(({ body }) => sha256(body), 0),
    xml: xml(/(<DigestValue>)(.)/, (_, tag = "", first = "") => tag + another(first)),
  },
  {
    name: "the time of signing",
    jws: header((text) => text.replace(iat, String(Number(iat) + 1))),
    cms: bitOf(() => utcTime, -2),
    xml: xml(time, otherTime),
  },
  {
    name: "the algorithm",
    jws: header((text) => text.replace(/"alg":"(..)256"/, '"alg":"$1512"')),
    cms: sha512InCms,
    xml: xml(/(<SignatureMethod Algorithm="[^"]*)256/, "$1512"),
  },
  {
    name: "the certificate: somebody else's; in CMS, another key in it",
    jws: header((text) => text.replace(/"x5c":\["[^"]*"/, `"x5c":["${otherCertificate}"`)),
    cms: bitOf(({ algorithm }) => {
      return identities[algorithm].certificate.publicKey.export({ type: "spki", format: "der" });
    }, -20),
    xml: xml(/(<X509Certificate>)[^<]*/, `$1${otherCertificate}`),
  },
  {
    name: "what the signature says of itself: its digest; of a JWS, a blank in the header; of CMS, the certificate's digest",
    jws: header((text) => text.replace(",", ", ")),
    cms: bitOf((sample) => sha256(certificateOf(sample)), 0),
    xml: xml(/(<DigestValue>)(.)(?=[^<]*<\/DigestValue><\/Reference><\/SignedInfo>)/, (_, tag = "", first = "") => {
      return tag + another(first);
    }),
  },
  {
    name: "the signature changed",
    jws: ({ carrier }) => ({
      carrier: Buffer.from(
        carrier.toString().replace(/(\.\.)(.)/, (_, dots: string, one: string) => dots + another(one)),
      ),
    }),
    cms: bitOf(cmsSignatureOf, -1),
    xml: xml(/(<SignatureValue[^>]*>)(.)/, (_, tag = "", first = "") => tag + another(first)),
  },
  {
    name: "the signature cut short",
    jws: ({ carrier }) => ({ carrier: carrier.subarray(0, -4) }),
    cms: ({ carrier }) => ({ carrier: carrier.subarray(0, -3) }),
    xml: xml(/....(<\/SignatureValue>)/, "$1"),
  },
];
