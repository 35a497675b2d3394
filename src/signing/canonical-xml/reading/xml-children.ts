import { Refused, demand } from "../../verify/refused.ts";
import { strictBase64 } from "../../verify/strict-base64.ts";
import type { XmlElement } from "./xml-tree.ts";

export const dsigNamespace = "http://www.w3.org/2000/09/xmldsig#";

const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text);

/**
 * The elements inside an element of a signature, which may hold nothing else but white space. A comment there could
 * only be meant to make two readers see different things.
 *
 * @throws Refused `signature-malformed`
 */
export function onlyElements(parent: XmlElement): XmlElement[] {
  return parent.children.flatMap((child) => {
    if (child.kind === "element") return [child];
    demand(child.kind === "text" && isBlank(child.value), "signature-malformed", `inside ${parent.local}`);
    return [];
  });
}

/** The text of an element that holds nothing but text. @throws Refused `signature-malformed` */
export function onlyText(element: XmlElement): string {
  return element.children
    .map((child) => {
      demand(child.kind === "text", "signature-malformed", `inside ${element.local}`);
      return child.value;
    })
    .join("");
}

/** The bytes an element holds in Base64. @throws Refused `signature-malformed` */
export function onlyBase64(element: XmlElement): Buffer {
  const bytes = strictBase64(onlyText(element));
  if (bytes === undefined) throw new Refused("signature-malformed", `Base64 in ${element.local}`);
  return bytes;
}

/** Takes the children of an element in the order the schema has them. */
export class ChildReader {
  readonly #parent: XmlElement;
  readonly #children: XmlElement[];
  readonly #namespace: string;

  constructor(parent: XmlElement, namespace: string = dsigNamespace) {
    this.#parent = parent;
    this.#children = onlyElements(parent);
    this.#namespace = namespace;
  }

  maybe(local: string): XmlElement | undefined {
    const [next] = this.#children;
    return next?.local === local && next.namespace === this.#namespace ? this.#children.shift() : undefined;
  }

  take(local: string): XmlElement {
    const child = this.maybe(local);
    if (child === undefined) throw new Refused("signature-malformed", `${local} in ${this.#parent.local}`);
    return child;
  }

  all(local: string): XmlElement[] {
    const found: XmlElement[] = [];
    for (let next = this.maybe(local); next !== undefined; next = this.maybe(local)) found.push(next);
    return found;
  }

  end(): void {
    const [left] = this.#children;
    demand(left === undefined, "signature-malformed", left && `${left.local} in ${this.#parent.local}`);
  }
}

/** The one child of this name, in any place; undefined where there is none. @throws Refused where there are several */
export function childNamed(parent: XmlElement, local: string, namespace: string): XmlElement | undefined {
  const [found, another] = parent.children.filter(
    (child) => child.kind === "element" && child.local === local && child.namespace === namespace,
  );
  demand(another === undefined, "signature-malformed", `${local} twice`);
  return found?.kind === "element" ? found : undefined;
}
