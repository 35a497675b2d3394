import { globSync, readFileSync } from "node:fs";
import { isNode, nodesOf, parse, type Node } from "./source-tree.ts";

/** A place that looks like a list of statuses and is something else. */
export interface Exemption {
  readonly path: string;
  /** The literal as it is written. */
  readonly text: string;
  /** What the numbers are. */
  readonly reason: string;
}

/** Where the statuses stand, and what only looks like them. */
export interface StatusLaw {
  readonly table: string;
  readonly exemptions: readonly Exemption[];
}

/**
 * Every place in the project's code that says dossier statuses as numbers, one sentence each: a list of them, a comparison
 * with one, a pattern or a query text that spells them out. An exemption that meets nothing is a breach, too.
 */
export function statusLiterals(root: string, { table, exemptions }: StatusLaw): string[] {
  const found = globSync("{src,schemas,adapters}/**/*.{ts,mts,mjs}", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path !== table)
    .sort()
    .flatMap((path) => literalsIn(path, readFileSync(`${root}/${path}`, "utf8")));
  const meets = (exemption: Exemption, literal: { readonly path: string; readonly text: string }) =>
    exemption.path === literal.path && exemption.text === literal.text;
  return [
    ...found
      .filter((literal) => !exemptions.some((exemption) => meets(exemption, literal)))
      .map(({ path, text }) => `${path}: «${text}» says statuses as numbers; ask ${table}`),
    ...exemptions
      .filter((exemption) => !found.some((literal) => meets(exemption, literal)))
      .map(({ path, text }) => `${path}: «${text}» is exempted and not there`),
  ];
}

function literalsIn(path: string, text: string): { readonly path: string; readonly text: string }[] {
  const nodes = [...nodesOf(parse(path, text))];
  const statusIn = statusReader(nodes);
  return nodes
    .filter((node) => isList(node, statusIn) || isComparison(node, statusIn) || isPattern(node) || isQuery(node))
    .map((node) => ({ path, text: text.slice(Number(node["start"]), Number(node["end"])) }));
}

type StatusReader = (value: unknown) => number | undefined;

/** Reads the status a literal stands for, number or digits, or a constant of the same file that is one; else undefined. */
function statusReader(nodes: readonly Node[]): StatusReader {
  const ofLiteral: StatusReader = (value) => {
    if (!isNode(value) || value.type !== "Literal") return undefined;
    const { value: literal } = value;
    const isDigits = typeof literal === "number" || (typeof literal === "string" && /^\d{1,2}$/.test(literal));
    const number = isDigits ? Number(literal) : Number.NaN;
    return Number.isInteger(number) && number >= 1 && number <= 10 ? number : undefined;
  };
  const constants = new Map(
    nodes
      .filter(({ type, init }) => type === "VariableDeclarator" && ofLiteral(init) !== undefined)
      .map(({ id, init }) => [isNode(id) ? id["name"] : undefined, ofLiteral(init)]),
  );
  return (value) => (isNode(value) && value.type === "Identifier" ? constants.get(value["name"]) : ofLiteral(value));
}

/** Two or more different statuses in brackets; `new Set([...])` holds such a list. */
function isList(node: Node, statusIn: StatusReader): boolean {
  if (node.type !== "ArrayExpression" || !Array.isArray(node["elements"])) return false;
  const statuses = node["elements"].map(statusIn);
  return statuses.every((status) => status !== undefined) && new Set(statuses).size > 1;
}

const COMPARING = ["===", "!==", "==", "!=", "<", "<=", ">", ">="];

/** `dossier.status === 5`, `status < 9`; statuses of HTTP have three digits. */
function isComparison(node: Node, statusIn: StatusReader): boolean {
  if (node.type !== "BinaryExpression" || !COMPARING.includes(String(node["operator"]))) return false;
  const sides = [node["left"], node["right"]];
  return sides.some(namesStatus) && sides.some((side) => statusIn(side) !== undefined);
}

function namesStatus(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === "MemberExpression") return namesStatus(value["property"]);
  const name = value.type === "Identifier" ? value["name"] : value["value"];
  return typeof name === "string" && /status$|^TrangThai(?:HoSo)?$/i.test(name);
}

/** A regular expression that spells the range out: `/[1-9]|10/`. */
function isPattern({ regex }: Node): boolean {
  return typeof regex === "object" && regex !== null && "pattern" in regex && /\[1-9\]\|10/.test(String(regex.pattern));
}

/** Text of a query: `status in (3, 7, 10)`, `d.status = 5`. */
function isQuery({ value }: Node): boolean {
  const text = typeof value === "object" && value !== null && "raw" in value ? value.raw : value;
  return typeof text === "string" && /\bstatus\s*(?:(?:not\s+)?in\s*\(\s*|[<>]=?\s*|=\s*)\d{1,2}\b/i.test(text);
}
