import { isElement, type XmlElement, type XmlNode } from "./xml-element.ts";
import {
  byCodePoint,
  escapeAttribute,
  escapeText,
  splitName,
  unwritable,
  writeComment,
  XML_NAMESPACE,
} from "./xml-text.ts";

/** Canonical XML 1.0 (`inclusive`, W3C REC-xml-c14n-20010315) or Exclusive XML Canonicalization 1.0; both omit comments. */
export type CanonicalForm = "inclusive" | "exclusive";

/** What an element inherits from those around it. */
export interface XmlScope {
  /** Namespaces by prefix. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** `xml:lang` and its like, which Canonical XML 1.0 copies onto the element a form starts at (section 2.4). */
  readonly xmlAttributes: ReadonlyMap<string, string>;
}

/** Scope of the root of a document. */
export const documentScope: XmlScope = { namespaces: new Map(), xmlAttributes: new Map() };

/** Where an element stands in a written document, in bytes. */
export interface Place {
  readonly start: number;
  readonly startTagEnd: number;
  /** Just before the end tag. */
  readonly contentEnd: number;
  readonly end: number;
  readonly outside: XmlScope;
  readonly inside: XmlScope;
}

/** A document written in canonical form, and what was met on the way. */
export interface WrittenXml {
  /** UTF-8. */
  readonly bytes: Buffer;
  readonly hasComments: boolean;
  /** An element declares a namespace that neither its name nor its attributes use: the exclusive form differs. */
  readonly hasSpareDeclarations: boolean;
  readonly places: ReadonlyMap<XmlElement, Place>;
  /** The values of all attributes `Id`. */
  readonly ids: ReadonlySet<string>;
}

/**
 * The canonical form of an element, made directly from data: no document is parsed or normalised. The text is itself a
 * well-formed document in UTF-8, and canonicalising it changes nothing.
 *
 * @param scope what the element inherits, when it is part of a larger document
 * @throws Fault `xml-unwritable`
 */
export function canonicalXml(element: XmlElement, form: CanonicalForm, scope: XmlScope = documentScope): Buffer {
  const writer = new CanonicalWriter(form, false, new Set());
  writer.writeApex(element, scope);
  return writer.bytes;
}

/**
 * Writes a document, comments included, so that what is signed later can be cut out of the text.
 *
 * @param tracked elements whose places are wanted
 * @throws Fault `xml-unwritable`
 */
export function writeXml(root: XmlElement, tracked: Iterable<XmlElement> = []): WrittenXml {
  const writer = new CanonicalWriter("inclusive", true, new Set(tracked));
  writer.writeApex(root, documentScope);
  const { bytes, hasComments, hasSpareDeclarations, places, ids } = writer;
  return { bytes, hasComments, hasSpareDeclarations, places, ids };
}

/** An element as it reads inside a document already written: it repeats no declaration in force around it. */
export function insertableXml(element: XmlElement, scope: XmlScope): Buffer {
  const writer = new CanonicalWriter("inclusive", true, new Set());
  writer.write(element, scope, scope.namespaces);
  return writer.bytes;
}

/** The start tag an element gets when Canonical XML 1.0 starts with it. */
export function apexStartTag(element: XmlElement, scope: XmlScope): Buffer {
  const { children: _, ...tag } = element;
  return canonicalXml(tag, "inclusive", scope).subarray(0, -Buffer.byteLength(`</${element.name}>`));
}

/** Text is encoded in pieces of about this many characters: a long text put together from many is slow to encode. */
const chunkLength = 4096;

class CanonicalWriter {
  readonly places = new Map<XmlElement, Place>();
  readonly ids = new Set<string>();
  hasComments = false;
  hasSpareDeclarations = false;
  #text = "";
  #written = 0;
  readonly #chunks: Buffer[] = [];
  readonly #exclusive: boolean;
  readonly #withComments: boolean;
  readonly #tracked: ReadonlySet<XmlElement>;

  constructor(form: CanonicalForm, withComments: boolean, tracked: ReadonlySet<XmlElement>) {
    this.#exclusive = form === "exclusive";
    this.#withComments = withComments;
    this.#tracked = tracked;
  }

  writeApex(element: XmlElement, scope: XmlScope): void {
    this.write(element, scope, new Map(), true);
  }

  /** @param rendered namespaces that the text around already declares */
  write(element: XmlElement, outside: XmlScope, rendered: ReadonlyMap<string, string>, apex = false): void {
    const [prefix] = splitName(element.name);
    const inside = scopeInside(element, outside);
    const inherited = apex && !this.#exclusive ? outside.xmlAttributes : noAttributes;
    const attributes = sortedAttributes(element, inside.namespaces, inherited);
    if (prefix !== "" && prefix !== "xml" && !inside.namespaces.has(prefix)) throw unwritable(element.name);
    const fresh = this.#freshPrefixes(element, prefix, attributes, { inside, rendered, apex });

    const tracked = this.#tracked.size > 0 && this.#tracked.has(element);
    const start = tracked ? this.#position() : 0;
    let tag = `<${element.name}`;
    for (const one of fresh) {
      tag += ` xmlns${one === "" ? "" : `:${one}`}="${escapeAttribute(inside.namespaces.get(one) ?? "")}"`;
    }
    for (const { name, value } of attributes) {
      tag += ` ${name}="${escapeAttribute(value)}"`;
      if (name === "Id") this.ids.add(value);
    }
    this.#text += `${tag}>`;
    const startTagEnd = tracked ? this.#position() : 0;
    if (element.children !== undefined) {
      const below = fresh.length === 0 ? rendered : withRendered(rendered, fresh, inside.namespaces);
      this.#writeChildren(element.children, inside, below);
    }
    const contentEnd = tracked ? this.#position() : 0;
    this.#text += `</${element.name}>`;
    if (this.#text.length > chunkLength) this.#flush();
    if (tracked) {
      this.places.set(element, { start, startTagEnd, contentEnd, end: this.#position(), outside, inside });
    }
  }

  /** Everything written. */
  get bytes(): Buffer {
    this.#flush();
    return this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
  }

  #flush(): void {
    if (this.#text === "") return;
    const chunk = Buffer.from(this.#text);
    this.#chunks.push(chunk);
    this.#written += chunk.length;
    this.#text = "";
  }

  #position(): number {
    this.#flush();
    return this.#written;
  }

  #writeChildren(children: readonly XmlNode[], scope: XmlScope, rendered: ReadonlyMap<string, string>): void {
    for (const child of children) {
      if (typeof child === "string") this.#text += escapeText(child);
      else if (isElement(child)) this.write(child, scope, rendered);
      else {
        this.hasComments = true;
        if (this.#withComments) this.#text += writeComment(child.comment);
      }
    }
  }

  /** Prefixes this start tag has to declare, in order. */
  #freshPrefixes(
    element: XmlElement,
    prefix: string,
    attributes: readonly Attribute[],
    { inside, rendered, apex }: { inside: XmlScope; rendered: ReadonlyMap<string, string>; apex: boolean },
  ): readonly string[] {
    const candidates = this.#exclusive
      ? usedPrefixes(prefix, attributes)
      : apex
        ? [...inside.namespaces.keys()]
        : declaredPrefixes(element);
    const differs = (one: string): boolean => (inside.namespaces.get(one) ?? "") !== (rendered.get(one) ?? "");
    if (!candidates.some(differs)) return none;
    const fresh = candidates.filter(differs).sort(byCodePoint);
    if (!this.#exclusive) {
      const used = usedPrefixes(prefix, attributes);
      this.hasSpareDeclarations ||= !fresh.every((one) => used.includes(one));
    }
    return fresh;
  }
}

const none: readonly string[] = [];

function declaredPrefixes({ namespaces }: XmlElement): readonly string[] {
  return namespaces === undefined ? none : Object.keys(namespaces);
}

/** What the names of the element and its attributes use ("visibly", Exclusive C14N, section 1.1). */
function usedPrefixes(prefix: string, attributes: readonly Attribute[]): readonly string[] {
  const used = [prefix];
  for (const attribute of attributes) {
    if (attribute.prefix !== undefined && !used.includes(attribute.prefix)) used.push(attribute.prefix);
  }
  return used.includes("xml") ? used.filter((one) => one !== "xml") : used;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

function withRendered(
  rendered: ReadonlyMap<string, string>,
  fresh: readonly string[],
  namespaces: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...rendered, ...fresh.map((prefix) => [prefix, namespaces.get(prefix) ?? ""] as const)]);
}

function scopeInside(element: XmlElement, outside: XmlScope): XmlScope {
  const { attributes } = element;
  const names = attributes === undefined ? none : Object.keys(attributes);
  if (element.namespaces === undefined && !names.some((name) => name.startsWith("xml:"))) return outside;
  const namespaces = new Map(outside.namespaces);
  for (const [prefix, uri] of Object.entries(element.namespaces ?? {})) {
    requireDeclarable(prefix, uri);
    namespaces.set(prefix, uri);
  }
  const xmlOwn = Object.entries(attributes ?? {}).filter(([name]) => name.startsWith("xml:"));
  return { namespaces, xmlAttributes: new Map([...outside.xmlAttributes, ...xmlOwn]) };
}

/**
 * Scheme and the characters of RFC 3986: canonicalisers refuse what is not a URI, and relative ones (C14N 1.0, section
 * 1.3). No ampersand: libxml2, and with it xmlsec1, forgets to escape it here, so the digest would not hold everywhere.
 */
const absoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:[\w\-.~:/?#[\]@!$'()*+,;=%]*$/;

/** Namespaces in XML 1.0, sections 2.3 and 3. */
function requireDeclarable(prefix: string, uri: string): void {
  if (prefix !== "") splitName(prefix);
  const allowed = absoluteUri.test(uri) || (prefix === "" && uri === "");
  if (!allowed || prefix.includes(":") || /^xml/i.test(prefix) || uri === XML_NAMESPACE) {
    throw unwritable(`xmlns:${prefix}="${uri}"`);
  }
}

interface Attribute {
  /** None for an attribute in no namespace: the default namespace is not for attributes. */
  readonly prefix: string | undefined;
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly value: string;
}

/** By name of the namespace, then by local name; those without a namespace first (C14N 1.0, section 2.2). */
function sortedAttributes(
  element: XmlElement,
  namespaces: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, string>,
): readonly Attribute[] {
  const own = element.attributes;
  if (own === undefined && inherited.size === 0) return noSortedAttributes;
  const all = inherited.size === 0 ? own : { ...Object.fromEntries(inherited), ...own };
  const attributes: Attribute[] = [];
  for (const name in all) attributes.push(attributeOf(name, all[name] ?? "", namespaces));
  if (attributes.length > 1) {
    attributes.sort((a, b) => byCodePoint(a.uri, b.uri) || byCodePoint(a.local, b.local));
    attributes.forEach(({ uri, local, name }, index) => {
      const next = attributes[index + 1];
      if (next?.uri === uri && next.local === local) throw unwritable(name);
    });
  }
  return attributes;
}

const noSortedAttributes: readonly Attribute[] = [];

function attributeOf(name: string, value: string, namespaces: ReadonlyMap<string, string>): Attribute {
  const [prefix, local] = splitName(name);
  if (prefix === "") {
    if (local === "xmlns") throw unwritable(name);
    return { prefix: undefined, uri: "", local, name, value };
  }
  const uri = prefix === "xml" ? XML_NAMESPACE : namespaces.get(prefix);
  if (uri === undefined) throw unwritable(name);
  return { prefix, uri, local, name, value };
}
