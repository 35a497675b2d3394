import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";

/** One push read from a fixture file. */
export interface Fixture {
  /** File it came from, with the line for NDJSON. */
  readonly name: string;
  readonly body: string;
  readonly contentType: "application/json" | "application/xml";
}

/**
 * Reads fixtures from files and folders (recursively): `.json` with one dossier or `{"dossiers": […]}`, `.ndjson`, `.xml`.
 * A JSON file that is no dossier (expected messages, patches that make invalid samples) is passed over.
 * @throws Fault `usage` when a path does not exist, a file is no JSON, or nothing is found
 */
export function readFixtures(paths: readonly string[]): Fixture[] {
  const fixtures = paths.flatMap(filesUnder).flatMap(fixturesIn);
  if (fixtures.length > 0) return fixtures;
  throw new Fault("usage", {
    vi: `Không tìm thấy hồ sơ nào trong ${paths.join(", ") || "(không có đường dẫn)"}.`,
    en: `No dossiers found in ${paths.join(", ") || "(no path given)"}.`,
  });
}

function filesUnder(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new Fault("usage", { vi: `Không có tệp hay thư mục ${path}.`, en: `There is no file or folder ${path}.` });
  }
  if (stat.isFile()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)))
    .filter((file) => /\.(?:json|ndjson|xml)$/.test(file));
}

function fixturesIn(path: string): Fixture[] {
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".xml")) return [{ name: path, body: text, contentType: "application/xml" }];
  if (path.endsWith(".ndjson")) {
    return text
      .split("\n")
      .flatMap((line, index) =>
        line.trim() === ""
          ? []
          : [{ name: `${path}:${index + 1}`, body: line, contentType: "application/json" as const }],
      );
  }
  const content = parseFile(path, text);
  const dossiers = hasDossiers(content) ? content.dossiers : [content];
  return dossiers
    .filter((dossier) => typeof dossier === "object" && dossier !== null && "dossierCode" in dossier)
    .map((dossier) => ({ name: path, body: JSON.stringify(dossier), contentType: "application/json" as const }));
}

function parseFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault(
      "usage",
      { vi: `Tệp ${path} không phải JSON: ${reason}.`, en: `The file ${path} is not JSON: ${reason}.` },
      { cause },
    );
  }
}

function hasDossiers(content: unknown): content is { readonly dossiers: readonly unknown[] } {
  return typeof content === "object" && content !== null && "dossiers" in content && Array.isArray(content.dossiers);
}
