import { type Attribute, sortedAttributes } from "./sorted-attributes.ts";
import { XmlBytes } from "./xml-bytes.ts";
import { isElement, type XmlElement, type XmlNode } from "./xml-element.ts";
import { byCodePoint, unwritable, writeComment, XML_NAMESPACE, type XmlName, xmlName } from "./xml-text.ts";

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
  /** The values of the attributes `Id` that begin as asked. */
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
  const writer = new CanonicalWriter(form);
  writer.writeApex(element, scope);
  return writer.finish();
}

/**
 * Writes a document, comments included, so that what is signed later can be cut out of the text.
 *
 * @param tracked elements whose places are wanted
 * @param idStart how the `Id`s begin that are wanted; absent: none are, for remembering takes time
 * @throws Fault `xml-unwritable`
 */
export function writeXml(root: XmlElement, tracked: Iterable<XmlElement> = [], idStart?: string): WrittenXml {
  const writer = new CanonicalWriter("inclusive", { withComments: true, tracked: new Set(tracked), idStart });
  writer.writeApex(root, documentScope);
  const { hasComments, hasSpareDeclarations, places, ids } = writer;
  return { bytes: writer.finish(), hasComments, hasSpareDeclarations, places, ids };
}

/** An element as it reads inside a document already written: it repeats no declaration in force around it. */
export function insertableXml(element: XmlElement, scope: XmlScope): Buffer {
  const writer = new CanonicalWriter("inclusive", { withComments: true });
  writer.write(element, scope, scope.namespaces);
  return writer.finish();
}

/** The start tag an element gets when Canonical XML 1.0 starts with it. */
export function apexStartTag(element: XmlElement, scope: XmlScope): Buffer {
  const { children: _, ...tag } = element;
  return canonicalXml(tag, "inclusive", scope).subarray(0, -Buffer.byteLength(`</${element.name}>`));
}

const [greaterThan, quote] = [0x3e, 0x22];

interface WriterOptions {
  readonly withComments?: boolean;
  readonly tracked?: ReadonlySet<XmlElement>;
  readonly idStart?: string | undefined;
}

class CanonicalWriter {
  readonly places = new Map<XmlElement, Place>();
  readonly ids = new Set<string>();
  hasComments = false;
  hasSpareDeclarations = false;
  readonly #out = new XmlBytes();
  readonly #exclusive: boolean;
  readonly #withComments: boolean;
  readonly #tracked: ReadonlySet<XmlElement>;
  readonly #idStart: string | undefined;

  constructor(form: CanonicalForm, { withComments = false, tracked = new Set(), idStart }: WriterOptions = {}) {
    this.#exclusive = form === "exclusive";
    this.#withComments = withComments;
    this.#tracked = tracked;
    this.#idStart = idStart;
  }

  writeApex(element: XmlElement, scope: XmlScope): void {
    this.write(element, scope, new Map(), true);
  }

  /** @param rendered namespaces that the text around already declares */
  write(element: XmlElement, outside: XmlScope, rendered: ReadonlyMap<string, string>, apex = false): void {
    const name = xmlName(element.name);
    const { prefix } = name;
    if (!apex && prefix === "" && isBare(element) && this.#leavesAlone(element, outside, rendered)) {
      this.#writeBare(name, element.children ?? noChildren, outside, rendered);
      return;
    }
    const inside = scopeInside(element, outside);
    const inherited = apex && !this.#exclusive ? outside.xmlAttributes : noAttributes;
    const attributes = sortedAttributes(element, inside.namespaces, inherited);
    if (prefix !== "" && prefix !== "xml" && !inside.namespaces.has(prefix)) throw unwritable(element.name);
    const fresh = this.#freshPrefixes(element, prefix, attributes, inside, rendered, apex);

    const out = this.#out;
    const start = out.length;
    out.encoded(name.tagStart);
    for (const one of fresh) {
      out.markup(one === "" ? " xmlns" : ` xmlns:${one}`);
      out.markup('="');
      out.attribute(inside.namespaces.get(one) ?? "");
      out.ascii(quote);
    }
    for (const attribute of attributes) {
      out.encoded(attribute.start);
      out.attribute(attribute.value);
      out.ascii(quote);
      if (attribute.name === "Id") this.#meetId(attribute.value);
    }
    out.ascii(greaterThan);
    const startTagEnd = out.length;
    if (element.children !== undefined) {
      const below = fresh.length === 0 ? rendered : withRendered(rendered, fresh, inside.namespaces);
      this.#writeChildren(element.children, inside, below);
    }
    const contentEnd = out.length;
    out.encoded(name.endTag);
    if (this.#tracked.has(element)) {
      this.places.set(element, { start, startTagEnd, contentEnd, end: out.length, outside, inside });
    }
  }

  /** Everything written; the last call. */
  finish(): Buffer {
    return this.#out.finish();
  }

  /** Nothing is asked about the element, and nothing is to be declared for its name without a prefix. */
  #leavesAlone(element: XmlElement, scope: XmlScope, rendered: ReadonlyMap<string, string>): boolean {
    if (this.#tracked.size > 0 && this.#tracked.has(element)) return false;
    return !this.#exclusive || (scope.namespaces.get("") ?? "") === (rendered.get("") ?? "");
  }

  /** Most elements: no attributes, no declarations. */
  #writeBare(
    { startTag, endTag }: XmlName,
    children: readonly XmlNode[],
    scope: XmlScope,
    rendered: ReadonlyMap<string, string>,
  ): void {
    const [only] = children;
    if (children.length === 1 && typeof only === "string") this.#out.leaf(startTag, only, endTag);
    else {
      this.#out.encoded(startTag);
      this.#writeChildren(children, scope, rendered);
      this.#out.encoded(endTag);
    }
  }

  #meetId(value: string): void {
    if (this.#idStart !== undefined && value.startsWith(this.#idStart)) this.ids.add(value);
  }

  #writeChildren(children: readonly XmlNode[], scope: XmlScope, rendered: ReadonlyMap<string, string>): void {
    for (const child of children) {
      if (typeof child === "string") this.#out.text(child);
      else if (isElement(child)) this.write(child, scope, rendered);
      else {
        this.hasComments = true;
        if (this.#withComments) this.#out.markup(writeComment(child.comment));
      }
    }
  }

  /** Prefixes this start tag has to declare, in order. */
  #freshPrefixes(
    element: XmlElement,
    prefix: string,
    attributes: readonly Attribute[],
    inside: XmlScope,
    rendered: ReadonlyMap<string, string>,
    apex: boolean,
  ): readonly string[] {
    if (!this.#exclusive && !apex && element.namespaces === undefined) return none;
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

function isBare({ namespaces, attributes }: XmlElement): boolean {
  if (namespaces !== undefined) return false;
  for (const _ in attributes) return false;
  return true;
}

const none: readonly string[] = [];
const noChildren: readonly XmlNode[] = [];

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
  if (element.namespaces === undefined && !hasXmlAttribute(attributes)) return outside;
  const namespaces = new Map(outside.namespaces);
  for (const [prefix, uri] of Object.entries(element.namespaces ?? {})) {
    requireDeclarable(prefix, uri);
    namespaces.set(prefix, uri);
  }
  const xmlOwn = Object.entries(attributes ?? {}).filter(([name]) => name.startsWith("xml:"));
  return { namespaces, xmlAttributes: new Map([...outside.xmlAttributes, ...xmlOwn]) };
}

function hasXmlAttribute(attributes: XmlElement["attributes"]): boolean {
  for (const name in attributes) if (name.startsWith("xml:")) return true;
  return false;
}

/**
 * Scheme and the characters of RFC 3986: canonicalisers refuse what is not a URI, and relative ones (C14N 1.0, section
 * 1.3). No ampersand: libxml2, and with it xmlsec1, forgets to escape it here, so the digest would not hold everywhere.
 */
const absoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:[\w\-.~:/?#[\]@!$'()*+,;=%]*$/;

/** Namespaces in XML 1.0, sections 2.3 and 3. */
function requireDeclarable(prefix: string, uri: string): void {
  if (prefix !== "") xmlName(prefix);
  const allowed = absoluteUri.test(uri) || (prefix === "" && uri === "");
  if (!allowed || prefix.includes(":") || /^xml/i.test(prefix) || uri === XML_NAMESPACE) {
    throw unwritable(`xmlns:${prefix}="${uri}"`);
  }
}
