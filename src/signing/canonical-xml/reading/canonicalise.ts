import { Refused, demand } from "../../verify/refused.ts";
import type { XmlAttribute, XmlDocument, XmlElement, XmlInstruction } from "./xml-tree.ts";
import { xmlNamespace } from "./xml-tree.ts";

/** A canonical form without comments. The forms with comments are refused: comments are never part of what is read. */
export interface Canonicalisation {
  readonly form: "inclusive" | "inclusive-1.1" | "exclusive";
  /** Prefixes that the exclusive form treats as the inclusive one does; empty for the default namespace. */
  readonly inclusivePrefixes: readonly string[];
}

const forms: Readonly<Record<string, Canonicalisation["form"]>> = {
  "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": "inclusive",
  "http://www.w3.org/2006/12/xml-c14n11": "inclusive-1.1",
  "http://www.w3.org/2001/10/xml-exc-c14n#": "exclusive",
};

/** What applies where a reference names none (XML-Signature, section 4.4.3.2). */
export const implicitCanonicalisation: Canonicalisation = { form: "inclusive", inclusivePrefixes: [] };

export function canonicalFormNamed(uri: string): Canonicalisation["form"] | undefined {
  return Object.hasOwn(forms, uri) ? forms[uri] : undefined;
}

export interface CanonicaliseOptions extends Canonicalisation {
  /** An element left out with all in it: the signature itself, for enveloped signatures. */
  readonly without?: XmlElement | undefined;
  /** Most characters written. */
  readonly limit: number;
}

/**
 * The canonical octets of a document, or of an element inside its document (Canonical XML 1.0 and 1.1, Exclusive XML
 * Canonicalization 1.0).
 *
 * @throws Refused `too-large`; `canonicalisation-refused` where 1.1 would have to join values of `xml:base`
 */
export function canonicalise(what: XmlDocument | XmlElement, options: CanonicaliseOptions): Buffer {
  const writer = new CanonicalWriter(options);
  if ("root" in what) writer.document(what);
  else writer.element(what, undefined);
  return writer.octets();
}

/** Namespaces already written on an element above, by prefix. */
type Rendered = ReadonlyMap<string, string>;
const nothingRendered: Rendered = new Map();

class CanonicalWriter {
  readonly #options: CanonicaliseOptions;
  readonly #parts: string[] = [];
  #length = 0;

  constructor(options: CanonicaliseOptions) {
    this.#options = options;
  }

  octets(): Buffer {
    return Buffer.from(this.#parts.join(""), "utf8");
  }

  document({ before, root, after }: XmlDocument): void {
    for (const one of before) this.#write(instructionText(one), "\n");
    this.element(root, undefined);
    for (const one of after) this.#write("\n", instructionText(one));
  }

  /** @param above what is rendered above; undefined for the first element, which inherits from outside of the output */
  element(element: XmlElement, above: Rendered | undefined): void {
    if (element === this.#options.without) return;
    const outer = above ?? nothingRendered;
    const declared = this.#declarations(element, outer, above === undefined);
    const rendered = declared.length === 0 ? outer : new Map([...outer, ...declared]);
    const inherited = above === undefined ? this.#inherited(element) : [];
    this.#write("<", element.name);
    for (const [prefix, uri] of declared) this.#write(` xmlns${prefix && ":"}${prefix}="`, escapeAttribute(uri), '"');
    for (const { name, value } of [...element.attributes, ...inherited].sort(byNamespaceAndName)) {
      this.#write(` ${name}="`, escapeAttribute(value), '"');
    }
    this.#write(">");
    for (const child of element.children) {
      if (child.kind === "element") this.element(child, rendered);
      else if (child.kind === "text") this.#write(escapeText(child.value));
      else if (child.kind === "instruction") this.#write(instructionText(child));
    }
    this.#write("</", element.name, ">");
  }

  /** The namespace declarations to write on an element, in order. */
  #declarations(element: XmlElement, outer: Rendered, isFirst: boolean): [string, string][] {
    const { form, inclusivePrefixes } = this.#options;
    const candidates =
      form !== "exclusive"
        ? (isFirst ? element.scope : element.declarations).keys()
        : [element.prefix, ...element.attributes.map(({ prefix }) => prefix).filter(Boolean), ...inclusivePrefixes];
    const declared = new Map<string, string>();
    for (const prefix of candidates) {
      // An inclusive prefix that is not in scope says nothing; the absence of a default namespace does.
      const uri = element.scope.get(prefix) ?? (prefix === "" ? "" : undefined);
      if (prefix !== "xml" && uri !== undefined && (outer.get(prefix) ?? "") !== uri) declared.set(prefix, uri);
    }
    return [...declared].sort(([a], [b]) => compareCodePoints(a, b));
  }

  /** Attributes of the namespace `xml` that the inclusive forms take over from elements outside of the output. */
  #inherited(element: XmlElement): XmlAttribute[] {
    const { form } = this.#options;
    const inherited: XmlAttribute[] = [];
    if (form === "exclusive") return inherited;
    for (let above = element.parent; above !== undefined; above = above.parent) {
      for (const attribute of above.attributes) {
        if (attribute.namespace !== xmlNamespace) continue;
        if (form === "inclusive-1.1" && attribute.local === "base")
          throw new Refused("canonicalisation-refused", "xml:base");
        if (form === "inclusive-1.1" && attribute.local !== "lang" && attribute.local !== "space") continue;
        const isKnown = [...element.attributes, ...inherited].some(({ name }) => name === attribute.name);
        if (!isKnown) inherited.push(attribute);
      }
    }
    return inherited;
  }

  #write(...texts: readonly string[]): void {
    for (const text of texts) {
      this.#length += text.length;
      this.#parts.push(text);
    }
    demand(this.#length <= this.#options.limit, "too-large", "canonical form");
  }
}

function instructionText({ target, data }: XmlInstruction): string {
  return `<?${target}${data && " "}${data}?>`;
}

const textEscapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
const attributeEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};
const escapeText = (text: string): string => text.replaceAll(/[&<>\r]/g, (character) => textEscapes[character] ?? "");
const escapeAttribute = (text: string): string =>
  text.replaceAll(/[&<"\t\n\r]/g, (character) => attributeEscapes[character] ?? "");

function byNamespaceAndName(a: XmlAttribute, b: XmlAttribute): number {
  return compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.local, b.local);
}

/** By code point, where JavaScript would compare by UTF-16 unit. */
function compareCodePoints(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}
