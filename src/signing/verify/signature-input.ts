import type { BATCH_ENDING } from "../containers/batch/batch-value.ts";
import type { BatchInput } from "../containers/batch/open-batch.ts";
import type { CmsInput } from "../containers/cms/open-cms.ts";
import type { JwsInput } from "../containers/jws/open-jws.ts";
import { BATCH_HEADER, CMS_HEADER, JWS_HEADER, XML_SIGNATURE_HEADER } from "../containers/signature-headers.ts";
import { BODY_URI } from "../containers/xml/detached-xml.ts";
import type { XmlInput } from "../containers/xml/open-xml.ts";
import type { XmlProfileName } from "../containers/xml/xml-profiles.ts";
import { strictBase64 } from "../strict-base64.ts";

/** A signature over one body, by the profile it has to be of; `xml` takes every XML profile. */
export type SingleInput =
  | ({ readonly profile: "jws" } & JwsInput)
  | ({ readonly profile: "xml" | XmlProfileName } & XmlInput)
  | ({ readonly profile: "cms" } & CmsInput);

/** A signature to verify; `batch` takes a signature over many bodies, made in any profile, for one of them. */
export type SignatureInput = SingleInput | ({ readonly profile: "batch" } & BatchInput);

/** What a signature over one body turns out to be. */
export type SingleProfile = "jws" | XmlProfileName | "cms";

/** What a signature turns out to be, e.g. `xades` or `jws-batch`. */
export type SignatureProfile = SingleProfile | `${SingleProfile}${typeof BATCH_ENDING}`;

type HeaderReader<Input> = (value: string, body: Uint8Array) => Input;

const singleHeaders: ReadonlyMap<string, HeaderReader<SingleInput>> = new Map<string, HeaderReader<SingleInput>>([
  [JWS_HEADER, (value, body) => ({ profile: "jws", value, body })],
  [
    XML_SIGNATURE_HEADER,
    (value, body) => ({ profile: "xml", document: base64(value), detached: new Map([[BODY_URI, body]]) }),
  ],
  [CMS_HEADER, (value, body) => ({ profile: "cms", signature: base64(value), content: body })],
]);

/** The HTTP headers a signature travels in, and how the value of each is read together with the body it is for. */
export const signatureHeaders: ReadonlyMap<string, HeaderReader<SignatureInput>> = new Map<
  string,
  HeaderReader<SignatureInput>
>([...singleHeaders, [BATCH_HEADER, (value, body) => ({ profile: "batch", value, body })]]);

/** A signature over one body as it travels in a header; undefined for a header of another kind. */
export function singleInputIn(header: string, value: string, body: Uint8Array): SingleInput | undefined {
  return singleHeaders.get(header)?.(value, body);
}

/** What is not Base64 is read as nothing, which every container refuses. */
const base64 = (value: string): Uint8Array => strictBase64(value) ?? new Uint8Array();
