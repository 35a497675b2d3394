import { SignatureRefused, demand } from "../../refusals/refusal.ts";
import { strictBase64 } from "../../strict-base64.ts";
import type { ParsedElement } from "../../canonical-xml/reading/parsed-xml.ts";
import { XMLDSIG } from "./xml-signature-uris.ts";

const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text);

/**
 * The elements inside an element of a signature, which may hold nothing else but white space. A comment there could
 * only be meant to make two readers see different things.
 *
 * @throws SignatureRefused `signature-malformed`
 *
 * @example
 * const { root } = parseXml(Buffer.from("<a> <b/> <c/> </a>"), xmlLimits);
 * onlyElements(root).map(({ local }) => local); // => ["b", "c"]
 */
export function onlyElements(parent: ParsedElement): ParsedElement[] {
  return parent.children.flatMap((child) => {
    if (child.kind === "element") return [child];
    demand(child.kind === "text" && isBlank(child.value), "signature-malformed", `inside ${parent.local}`);
    return [];
  });
}

/** The text of an element that holds nothing but text. @throws SignatureRefused `signature-malformed` */
export function onlyText(element: ParsedElement): string {
  return element.children
    .map((child) => {
      demand(child.kind === "text", "signature-malformed", `inside ${element.local}`);
      return child.value;
    })
    .join("");
}

/**
 * The bytes an element holds in Base64.
 *
 * @throws SignatureRefused `signature-malformed`
 *
 * @example
 * const { root } = parseXml(Buffer.from("<a> AQID </a>"), xmlLimits);
 * onlyBase64(root); // => Buffer.from([1, 2, 3])
 */
export function onlyBase64(element: ParsedElement): Buffer {
  const bytes = strictBase64(onlyText(element));
  if (bytes === undefined) throw new SignatureRefused("signature-malformed", `Base64 in ${element.local}`);
  return bytes;
}

/** Takes the children of an element in the order the schema has them. */
export class ChildReader {
  readonly #parent: ParsedElement;
  readonly #children: ParsedElement[];
  readonly #namespace: string;

  constructor(parent: ParsedElement, namespace: string = XMLDSIG) {
    this.#parent = parent;
    this.#children = onlyElements(parent);
    this.#namespace = namespace;
  }

  maybe(local: string): ParsedElement | undefined {
    const [next] = this.#children;
    return next?.local === local && next.namespace === this.#namespace ? this.#children.shift() : undefined;
  }

  take(local: string): ParsedElement {
    const child = this.maybe(local);
    if (child === undefined) throw new SignatureRefused("signature-malformed", `${local} in ${this.#parent.local}`);
    return child;
  }

  all(local: string): ParsedElement[] {
    const found: ParsedElement[] = [];
    for (let next = this.maybe(local); next !== undefined; next = this.maybe(local)) found.push(next);
    return found;
  }

  end(): void {
    const [left] = this.#children;
    demand(left === undefined, "signature-malformed", left && `${left.local} in ${this.#parent.local}`);
  }
}

/** The one child of this name, in any place; undefined where there is none. @throws SignatureRefused where there are several */
export function childNamed(parent: ParsedElement, local: string, namespace: string): ParsedElement | undefined {
  const [found, another] = parent.children.filter(
    (child) => child.kind === "element" && child.local === local && child.namespace === namespace,
  );
  demand(another === undefined, "signature-malformed", `${local} twice`);
  return found?.kind === "element" ? found : undefined;
}
