import type { CmsInput } from "../containers/cms/open-cms.ts";
import type { JwsInput } from "../containers/jws/open-jws.ts";
import type { XmlInput, XmlProfile } from "../containers/xml/open-xml.ts";

/** A signature over one body, by the profile it has to be of; `xml` takes every XML profile. */
export type SingleInput =
  | ({ readonly profile: "jws" } & JwsInput)
  | ({ readonly profile: "xml" | XmlProfile } & XmlInput)
  | ({ readonly profile: "cms" } & CmsInput);

/** What a signature over one body turns out to be. */
export type SingleProfile = "jws" | XmlProfile | "cms";
