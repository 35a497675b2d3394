import { demand } from "../../verify/refused.ts";
import { type XmlAttribute, type XmlElement, xmlNamespace } from "./xml-tree.ts";

const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";
const emptyScope: ReadonlyMap<string, string> = new Map();

type ResolvedNames = Pick<XmlElement, "prefix" | "local" | "namespace" | "attributes" | "declarations" | "scope">;

/**
 * Sorts what is written in a start tag into namespace declarations and attributes, and gives every name its namespace
 * (Namespaces in XML 1.0).
 *
 * @throws Refused `xml-malformed`, `xml-too-complex`
 */
export function resolveNames(
  name: string,
  written: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string> = emptyScope,
  mostPrefixes: number,
): ResolvedNames {
  const declarations = new Map<string, string>();
  const others: [string, string][] = [];
  for (const [key, value] of written) {
    const declared = key === "xmlns" ? "" : key.startsWith("xmlns:") ? key.slice("xmlns:".length) : undefined;
    if (declared === undefined) others.push([key, value]);
    else if (isDeclarable(declared, value)) declarations.set(declared, value);
  }
  const scope = declarations.size === 0 ? outer : new Map([...outer, ...declarations]);
  demand(scope.size <= mostPrefixes, "xml-too-complex", "prefixes");

  const attributes: XmlAttribute[] = others.map(([key, value]) => {
    const split = splitName(key);
    return { name: key, ...split, namespace: split.prefix === "" ? "" : namespaceOf(split.prefix, scope), value };
  });
  const expanded = new Set(attributes.map(({ namespace, local }) => `${namespace} ${local}`));
  demand(expanded.size === attributes.length, "xml-malformed", `an attribute of ${name} twice`);

  const own = splitName(name);
  return { ...own, namespace: namespaceOf(own.prefix, scope), attributes, declarations, scope };
}

/** False for the one declaration that says nothing: `xmlns:xml` with its own namespace. */
function isDeclarable(prefix: string, uri: string): boolean {
  if (prefix === "xml" && uri === xmlNamespace) return false;
  const fits = prefix !== "xml" && prefix !== "xmlns" && uri !== xmlNamespace && uri !== xmlnsNamespace;
  demand(fits && (prefix === "" || uri !== ""), "xml-malformed", `the declaration of prefix «${prefix}»`);
  return true;
}

function splitName(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(":");
  return colon < 0 ? { prefix: "", local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

function namespaceOf(prefix: string, scope: ReadonlyMap<string, string>): string {
  if (prefix === "xml") return xmlNamespace;
  const namespace = scope.get(prefix);
  demand(prefix === "" || (namespace !== undefined && prefix !== "xmlns"), "xml-malformed", `prefix «${prefix}»`);
  return namespace ?? "";
}
