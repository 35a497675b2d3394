/** The canonical forms used here, all of them without comments: comments are never part of what is signed. */
export type CanonicalForm = "inclusive" | "inclusive-1.1" | "exclusive";

/** Names of the forms, as canonicalisation method and as transform (Canonical XML 1.0 and 1.1, Exclusive C14N 1.0). */
export const canonicalFormUris: Readonly<Record<CanonicalForm, string>> = {
  inclusive: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
  "inclusive-1.1": "http://www.w3.org/2006/12/xml-c14n11",
  exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
};

/** Namespace that the prefix `xml` always stands for (Namespaces in XML 1.0, section 3). */
export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
