import { CMS_HEADER } from "../containers/cms/sign-cms.ts";
import { JWS_HEADER } from "../containers/jws/sign-jws.ts";
import { BODY_URI, XML_SIGNATURE_HEADER } from "../containers/xml/detached-xml.ts";
import { strictBase64 } from "./strict-base64.ts";
import type { SingleInput } from "./signature-input.ts";

/** The HTTP headers in which a signature over one body travels, and how its value is read. */
export const singleCarriers = new Map<string, (value: string, body: Uint8Array) => SingleInput>([
  [JWS_HEADER, (value, body) => ({ profile: "jws", value, body })],
  [
    XML_SIGNATURE_HEADER,
    (value, body) => ({ profile: "xml", document: base64(value), detached: new Map([[BODY_URI, body]]) }),
  ],
  [CMS_HEADER, (value, body) => ({ profile: "cms", signature: base64(value), content: body })],
]);

/** What is not Base64 is read as nothing, which every container refuses. */
const base64 = (value: string): Uint8Array => strictBase64(value) ?? new Uint8Array();
