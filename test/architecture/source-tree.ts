import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseAst } from "vitest/node";

/** What the laws need to know about one file. Paths are relative to the project, with `/`. */
export interface Source {
  readonly path: string;
  readonly room: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  readonly hasAny: boolean;
  /** Time, chance and environment taken from the air, as written: `Date.now`, `new Date()`, `process.env` … */
  readonly hiddenInputs: readonly string[];
}

export interface Import {
  readonly specifier: string;
  /** Path of the file in the project, or undefined for a package or a part of Node. */
  readonly path: string | undefined;
  /** `zod`, `@hono/node-server`, `node:fs`; undefined for a file of the project. */
  readonly package: string | undefined;
  /** `import()`: loads the other file only when it runs, which is how a circle is opened on purpose. */
  readonly isLater: boolean;
  readonly names: readonly string[];
}

/** Reads every TypeScript file of the project's own folders. */
export function readSources(root: string): Source[] {
  return globSync("{src,schemas,adapters,test}/**/*.{ts,mts,mjs}", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => readSource(path, readFileSync(`${root}/${path}`, "utf8")));
}

/** `src/http/x.ts` is in `http`, `src/compose/gateway.ts` in `gateway`, `adapters/promotions/x.ts` in `adapters/promotions`. */
export function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top === "src") return second.replace(/\.ts$/, "");
  return top === "adapters" ? `adapters/${second}` : top;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

function readSource(path: string, text: string): Source {
  const imports: Import[] = [];
  const hiddenInputs = new Set<string>();
  let hasDefaultExport = false;
  let hasAny = false;
  // oxlint-disable-next-line typescript/no-deprecated -- its successor is not re-exported by vitest
  for (const node of nodesOf(parseAst(text, { lang: path.endsWith(".mjs") ? "js" : "ts" }, path))) {
    const found = importOf(node, path);
    if (found !== undefined) imports.push(found);
    const hidden = hiddenInputOf(node);
    if (hidden !== undefined) hiddenInputs.add(hidden);
    hasDefaultExport ||= node.type === "ExportDefaultDeclaration";
    hasAny ||= node.type === "TSAnyKeyword";
  }
  const lines = text.trimEnd().split("\n").length;
  return { path, room: roomOf(path), lines, imports, hasDefaultExport, hasAny, hiddenInputs: [...hiddenInputs] };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
  } else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function importOf(node: Node, from: string): Import | undefined {
  const source = node["source"];
  const specifier = isNode(source) ? source["value"] : undefined;
  if (typeof specifier !== "string") return undefined;
  const parts = (Array.isArray(node["specifiers"]) ? node["specifiers"] : []).filter(isNode);
  const isLater = node.type === "ImportExpression";
  const names = parts
    .map((part) => part["imported"] ?? part["local"])
    .filter(isNode)
    .map((name) => String(name["name"]));
  const path = projectPath(specifier, from);
  return { specifier, path, package: path === undefined ? packageOf(specifier) : undefined, isLater, names };
}

function projectPath(specifier: string, from: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith("#core/")) return `src/${specifier.slice(1)}`;
  return specifier.startsWith("#schemas/") ? specifier.slice(1) : undefined;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

const FROM_THE_AIR = ["Date.now", "Math.random", "performance.now", "crypto.randomUUID", "crypto.getRandomValues"];

function hiddenInputOf(node: Node): string | undefined {
  const nameOf = (value: unknown): string | undefined =>
    isNode(value) && value.type === "Identifier" ? String(value["name"]) : undefined;
  if (node.type === "MemberExpression") {
    const member = `${nameOf(node["object"]) ?? ""}.${nameOf(node["property"]) ?? ""}`;
    return member.startsWith("process.") || FROM_THE_AIR.includes(member) ? member : undefined;
  }
  const noArguments = Array.isArray(node["arguments"]) && node["arguments"].length === 0;
  if (node.type === "NewExpression" && nameOf(node["callee"]) === "Date" && noArguments) return "new Date()";
  const callee = node.type === "CallExpression" ? nameOf(node["callee"]) : undefined;
  return callee === "Date" || callee === "fetch" ? `${callee}()` : undefined;
}
