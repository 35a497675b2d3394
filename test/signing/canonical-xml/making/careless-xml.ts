import type { XmlElement, XmlNode } from "../../../../src/signing/canonical-xml/making/xml-element.ts";

/**
 * The same document as somebody else's software might write it: attributes and declarations in any order, declarations
 * repeated, either quote, references instead of characters, CDATA, both kinds of empty elements, blanks in tags,
 * Windows line ends.
 *
 * @param pick a number below the given one, by chance
 */
export function carelessXml(root: XmlElement, pick: (below: number) => number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, new Map(), pick)}\n`;
}

type Pick = (below: number) => number;

function write(element: XmlElement, outside: ReadonlyMap<string, string>, pick: Pick): string {
  const inside = new Map([...outside, ...Object.entries(element.namespaces ?? {})]);
  const repeated = [...outside].filter(([prefix, uri]) => inside.get(prefix) === uri && uri !== "" && pick(3) === 0);
  const declarations = [...new Map([...repeated, ...Object.entries(element.namespaces ?? {})])];
  const written = [
    ...declarations.map(([prefix, uri]) => attribute(prefix === "" ? "xmlns" : `xmlns:${prefix}`, uri, pick)),
    ...Object.entries(element.attributes ?? {}).map(([name, value]) => attribute(name, value, pick)),
  ];
  const shuffled = written.map((one) => [pick(1000), one] as const).sort(([a], [b]) => a - b);
  const blank = (): string => ["", " ", "\n\t"][pick(3)] ?? "";
  const tag = `<${element.name}${shuffled.map(([, one]) => ` ${blank()}${one}`).join("")}${blank()}`;
  const content = (element.children ?? []).map((child) => node(child, inside, pick)).join("");
  return content === "" && pick(2) === 0 ? `${tag}/>` : `${tag}>${content}</${element.name}${blank()}>`;
}

function node(child: XmlNode, scope: ReadonlyMap<string, string>, pick: Pick): string {
  if (typeof child !== "string") return write(child, scope, pick);
  if (pick(4) === 0 && !/\]\]>|\r/.test(child)) return `<![CDATA[${child}]]>`;
  return Array.from(child, (character) => textCharacter(character, pick)).join("");
}

function textCharacter(character: string, pick: Pick): string {
  if (character === "\n" && pick(2) === 0) return "\r\n";
  return "<&>\r".includes(character) || pick(8) === 0 ? reference(character, pick) : character;
}

function attribute(name: string, value: string, pick: Pick): string {
  const quote = pick(2) === 0 ? '"' : "'";
  const escaped = Array.from(value, (character) =>
    `<&\r\n\t${quote}`.includes(character) || pick(8) === 0 ? reference(character, pick) : character,
  );
  return `${name}=${quote}${escaped.join("")}${quote}`;
}

const named: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;",
};

function reference(character: string, pick: Pick): string {
  const code = character.codePointAt(0) ?? 0;
  const byName = named[character];
  if (byName !== undefined && pick(2) === 0) return byName;
  return pick(2) === 0 ? `&#${code};` : `&#x${code.toString(16).padStart(4, "0")};`;
}
