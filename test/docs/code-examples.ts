import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Source } from "../architecture/source-tree.ts";

/** A function that other rooms use, and the example its docstring gives. */
export interface PublicFunction {
  readonly path: string;
  readonly name: string;
  /** Undefined where there is none. */
  readonly example: string | undefined;
}

const documented = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export (?:async )?function\*? (\w+)/g;

/** The exported functions of these rooms that another room, or the benchmark, imports. */
export function publicFunctions(project: string, sources: readonly Source[], rooms: readonly string[]) {
  const used = new Set(
    sources
      .filter(({ path, room }) => room !== "test" || path.startsWith("test/bench/"))
      .flatMap(({ path, room, imports }) =>
        imports
          .filter((found) => found.path !== undefined && !found.path.startsWith(`src/${room}/`))
          .flatMap((found) => found.names.map((name) => `${posix.normalize(found.path ?? path)} ${name}`)),
      ),
  );
  return sources
    .filter(({ room }) => rooms.includes(room))
    .flatMap(({ path }) =>
      [...readFileSync(`${project}/${path}`, "utf8").matchAll(documented)].map(([, comment = "", name = ""]) => ({
        path,
        name,
        example: exampleIn(comment),
      })),
    )
    .filter(({ path, name }) => used.has(`${path} ${name}`)) satisfies PublicFunction[];
}

/** The lines behind `@example`, up to the next tag. */
function exampleIn(comment: string): string | undefined {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\* ?/, ""));
  const start = lines.findIndex((line) => line.startsWith("@example"));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("@"));
  return rest
    .slice(0, end < 0 ? undefined : end)
    .join("\n")
    .trim();
}

const shown = /^(?<indent>\s*)(?:const (?<constant>\w+) = )?(?<expression>\S.*?);\s*\/\/ => (?<value>.+)$/;

/** Whether an example can fail: some line says what it comes to. */
export function showsSomething(example: string): boolean {
  return example.split("\n").some((line) => shown.test(line));
}

/**
 * The example as a module: lines that show a value check it, and every name of the map that occurs is imported.
 *
 * @param exported specifier of each name an example may use
 */
export function moduleOf(example: string, exported: ReadonlyMap<string, string>): string {
  const checked = example.split("\n").map((line) => {
    const { indent = "", constant, expression = "", value = "" } = shown.exec(line)?.groups ?? {};
    if (expression === "") return line;
    if (constant === undefined) return `${indent}shows(${expression}, ${value});`;
    return `${indent}const ${constant} = ${expression};\n${indent}shows(${constant}, ${value});`;
  });
  const code = checked.join("\n");
  const words = new Set(code.match(/\b[A-Za-z]\w*\b/g));
  const own = new Set(
    [...code.matchAll(/\bconst \{?([^=]*?)\}? = /g)].flatMap(([, names = ""]) => names.match(/\w+/g)),
  );
  const imports = [...exported]
    .filter(([name]) => words.has(name) && !own.has(name))
    .map(([name, from]) => `import { ${name} } from "${from}";`);
  return `${imports.join("\n")}\n\n${code}\n`;
}
