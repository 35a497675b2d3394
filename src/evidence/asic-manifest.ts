import { hash } from "node:crypto";
import { element } from "../signing/canonical-xml/making/xml-element.ts";
import { attributeOf, type XmlElement as ReadElement } from "../signing/canonical-xml/reading/xml-tree.ts";
import { onlyBase64, onlyElements } from "../signing/canonical-xml/reading/xml-children.ts";
import { readXml } from "../signing/canonical-xml/reading/read-xml.ts";
import { demand } from "../signing/verify/refused.ts";
import { canonicalXml } from "../signing/canonical-xml/making/write-canonical-xml.ts";
import type { ContainerFile } from "./zip-writer.ts";

/** Names that ETSI EN 319 162-1 gives the parts of a container of the extended form (ASiC-E). */
export const asic = {
  mimetype: "application/vnd.etsi.asic-e+zip",
  manifest: "META-INF/ASiCManifest001.xml",
  signature: "META-INF/signature001.p7s",
} as const;

const namespaces = { asic: "http://uri.etsi.org/02918/v1.2.1#", ds: "http://www.w3.org/2000/09/xmldsig#" };
const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

const limits = { bytes: 16 * 1024 * 1024, depth: 8, nodes: 100_000, attributes: 8, prefixes: 8 };

/** The manifest: SHA-256 of every file, and where the signature over the manifest itself is (section A.4). */
export function writeManifest(files: readonly (ContainerFile & { readonly type: string })[]): Buffer {
  const references = files.map(({ name, type, bytes }) =>
    element(
      "asic:DataObjectReference",
      { URI: name, MimeType: type },
      element("ds:DigestMethod", { Algorithm: sha256 }),
      element("ds:DigestValue", {}, hash("sha256", bytes, "base64")),
    ),
  );
  const pointer = element("asic:SigReference", { URI: asic.signature, MimeType: "application/pkcs7-signature" });
  const root = { name: "asic:ASiCManifest", namespaces, children: [pointer, ...references] };
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${canonicalXml(root, "inclusive").toString()}\n`);
}

/** What a manifest says, not yet compared with anything. */
export interface Manifest {
  /** Name of the file with the signature. */
  readonly signature: string;
  /** SHA-256 by name. */
  readonly digests: ReadonlyMap<string, Uint8Array>;
}

/** @throws Refused where it is not a manifest in SHA-256, or names a file twice */
export function readManifest(bytes: Uint8Array): Manifest {
  const { root } = readXml(bytes, limits);
  requireNamed(root, namespaces.asic, "ASiCManifest");
  const [pointer, ...references] = onlyElements(root);
  const digests = new Map<string, Uint8Array>();
  for (const reference of references) {
    requireNamed(reference, namespaces.asic, "DataObjectReference");
    const name = attributeOf(reference, "URI") ?? "";
    const [method, value, more] = onlyElements(reference);
    requireNamed(method, namespaces.ds, "DigestMethod");
    requireNamed(value, namespaces.ds, "DigestValue");
    demand(more === undefined && attributeOf(method, "Algorithm") === sha256, "digest-refused", name);
    demand(!digests.has(name), "reference-unsupported", `${name} twice`);
    digests.set(name, onlyBase64(value));
  }
  requireNamed(pointer, namespaces.asic, "SigReference");
  return { signature: attributeOf(pointer, "URI") ?? "", digests };
}

function requireNamed(found: ReadElement | undefined, namespace: string, local: string): asserts found is ReadElement {
  demand(found?.namespace === namespace && found.local === local, "signature-malformed", local);
}
