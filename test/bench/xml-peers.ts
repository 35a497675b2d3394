import { createRequire } from "node:module";

/**
 * Somebody else's XML signature library, for the benchmark and the tests. It is loaded without its own types: those pull
 * the DOM's into every file of the project, where `fetch` and `Response` then mean a browser's.
 */
const require = createRequire(import.meta.url);

/** A document of a DOM, passed on without a look inside. */
interface DomDocument {
  readonly documentElement: unknown;
  getElementsByTagNameNS(namespace: string, name: string): ArrayLike<unknown>;
}

interface XadesSignedXml {
  contentHandler?: (reference: { readonly Uri: string }) => Promise<Uint8Array | null>;
  LoadXml(signature: unknown): void;
  Verify(key?: unknown): Promise<boolean>;
  Sign(algorithm: object, key: unknown, document: DomDocument, options: object): Promise<unknown>;
  toString(): string;
}

interface Xadesjs {
  setNodeDependencies(parts: object): void;
  readonly Application: { setEngine(name: string, crypto: unknown): void };
  Parse(xml: string): DomDocument;
  readonly SignedXml: new (document?: DomDocument) => XadesSignedXml;
}

/** xadesjs, set up with a DOM and this Node's cryptography. */
export const xadesjs: Xadesjs = require("xadesjs") as Xadesjs;
xadesjs.setNodeDependencies({ ...(require("@xmldom/xmldom") as object), xpath: require("xpath") as unknown });
xadesjs.Application.setEngine("node", globalThis.crypto);
