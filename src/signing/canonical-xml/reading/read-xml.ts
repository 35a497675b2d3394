import type { VerificationLimits } from "../../verify/policy.ts";
import { Refused, demand } from "../../verify/refused.ts";
import { resolveNames } from "./resolve-names.ts";
import type { XmlDocument, XmlElement, XmlInstruction, XmlNode } from "./xml-tree.ts";

type Limits = Pick<VerificationLimits, "bytes" | "depth" | "nodes" | "attributes" | "prefixes">;

const nameStart =
  "A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\xB7\\u0300-\\u036F\\u203F-\\u2040]*`;
const qName = `${ncName}(?::${ncName})?`;

const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([\w.-]+)"|'([\w.-]+)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;
const notACharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const isCharacter = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]$/u;
const blank = /[ \t\n]*/y;
const tagName = new RegExp(qName, "uy");
const attribute = new RegExp(`[ \\t\\n]+(${qName})[ \\t\\n]*=[ \\t\\n]*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const tagEnd = /[ \t\n]*(\/?)>/y;
const instruction = new RegExp(`<\\?(${ncName})(?:[ \\t\\n]+([\\s\\S]*?))?\\?>`, "uy");
const characters = /[^<]+/y;
const reference = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));|&/g;
const predefined: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads XML 1.0 with namespaces, in UTF-8, strictly and within limits. There is no document type, hence no entity, no
 * default attribute and nothing outside to fetch.
 *
 * @throws Refused `too-large`, `xml-encoding`, `xml-doctype`, `xml-malformed`, `xml-too-deep`, `xml-too-complex`
 */
export function readXml(bytes: Uint8Array, limits: Limits): XmlDocument {
  demand(bytes.length <= limits.bytes, "too-large");
  return new Reader(decode(bytes), limits).document();
}

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refused("xml-encoding");
  }
  demand(!notACharacter.test(text), "xml-malformed", "a character XML does not know");
  // XML 1.0, section 2.11: before anything else is looked at.
  return text.replaceAll(/\r\n?/g, "\n");
}

/** An element under construction. */
type Open = XmlElement & { readonly children: XmlNode[] };

class Reader {
  readonly #text: string;
  readonly #limits: Limits;
  #at = 0;
  #nodes = 0;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#limits = limits;
  }

  document(): XmlDocument {
    const declared = declaration.exec(this.#text);
    const encoding = declared?.[1] ?? declared?.[2];
    demand(encoding === undefined || /^utf-?8$/i.test(encoding), "xml-encoding", encoding);
    this.#at = declared?.[0].length ?? 0;
    const before = this.#around();
    demand(!this.#looksAt("<!DOCTYPE"), "xml-doctype");
    const root = this.#tree();
    const after = this.#around();
    demand(this.#at === this.#text.length, "xml-malformed", "something after the root element");
    return { root, before, after };
  }

  /** What may stand before and after the root. */
  #around(): XmlInstruction[] {
    const found: XmlInstruction[] = [];
    for (;;) {
      this.#match(blank);
      if (this.#looksAt("<!--")) this.#comment();
      else if (this.#looksAt("<?")) found.push(this.#instruction());
      else return found;
    }
  }

  /** The root and all below it, without recursion. */
  #tree(): XmlElement {
    const stack: Open[] = [];
    for (;;) {
      const parent = stack.at(-1);
      if (this.#looksAt("</") && parent !== undefined) {
        this.#at += 2;
        const closes = this.#match(tagName)?.[0] === parent.name && this.#match(tagEnd)?.[1] === "";
        demand(closes, "xml-malformed", `the end of ${parent.name}`);
        stack.pop();
        if (stack.length === 0) return parent;
      } else if (this.#looksAt("<") && !this.#looksAt("<!") && !this.#looksAt("<?")) {
        const { element, isEmpty } = this.#startTag(parent);
        parent?.children.push(element);
        if (isEmpty && parent === undefined) return element;
        if (!isEmpty) stack.push(element);
        demand(stack.length <= this.#limits.depth, "xml-too-deep");
      } else {
        demand(parent !== undefined, "xml-malformed", "no root element");
        this.#content(parent);
      }
    }
  }

  #startTag(parent: XmlElement | undefined): { element: Open; isEmpty: boolean } {
    this.#count();
    this.#at += 1;
    const name = this.#match(tagName)?.[0];
    demand(name !== undefined, "xml-malformed", "a tag without a name");
    const written = new Map<string, string>();
    for (let match = this.#match(attribute); match !== null; match = this.#match(attribute)) {
      const [, key = "", double, single] = match;
      demand(!written.has(key), "xml-malformed", `attribute ${key} twice`);
      written.set(key, this.#resolve((double ?? single ?? "").replaceAll(/[\t\n]/g, " ")));
      demand(written.size <= this.#limits.attributes, "xml-too-complex", "attributes");
    }
    const end = this.#match(tagEnd);
    demand(end !== null, "xml-malformed", `tag ${name}`);
    const names = resolveNames(name, written, parent?.scope, this.#limits.prefixes);
    return { element: { kind: "element", name, ...names, parent, children: [] }, isEmpty: end[1] === "/" };
  }

  #content(parent: Open): void {
    if (this.#looksAt("<!--")) {
      this.#comment();
      parent.children.push({ kind: "comment" });
    } else if (this.#looksAt("<![CDATA[")) {
      const end = this.#text.indexOf("]]>", this.#at);
      demand(end >= 0, "xml-malformed", "CDATA without end");
      this.#addText(parent, this.#text.slice(this.#at + 9, end));
      this.#at = end + 3;
    } else if (this.#looksAt("<?")) {
      parent.children.push(this.#instruction());
    } else {
      const text = this.#match(characters)?.[0];
      demand(text !== undefined && !text.includes("]]>"), "xml-malformed", `inside ${parent.name}`);
      this.#addText(parent, this.#resolve(text));
    }
  }

  #addText(parent: Open, value: string): void {
    if (value === "") return;
    const last = parent.children.at(-1);
    if (last?.kind === "text") parent.children.splice(-1, 1, { kind: "text", value: last.value + value });
    else parent.children.push({ kind: "text", value });
    this.#count();
  }

  #comment(): void {
    this.#count();
    const end = this.#text.indexOf("--", this.#at + 4);
    demand(end >= 0 && this.#text[end + 2] === ">", "xml-malformed", "a comment");
    this.#at = end + 3;
  }

  #instruction(): XmlInstruction {
    this.#count();
    const match = this.#match(instruction);
    demand(match?.[1] !== undefined && match[1].toLowerCase() !== "xml", "xml-malformed", "an instruction");
    return { kind: "instruction", target: match[1], data: match[2] ?? "" };
  }

  #resolve(text: string): string {
    if (!text.includes("&")) return text;
    return text.replaceAll(reference, (_, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return predefined[name] ?? "";
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      const character = code <= 0x10ffff ? String.fromCodePoint(code) : "";
      demand(isCharacter.test(character), "xml-malformed", "an entity or character XML does not know");
      return character;
    });
  }

  #count(): void {
    this.#nodes += 1;
    demand(this.#nodes <= this.#limits.nodes, "xml-too-complex", "nodes");
  }

  #looksAt(start: string): boolean {
    return this.#text.startsWith(start, this.#at);
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }
}
