import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Path of an independent program of this machine that tests check our work with, or undefined where it is not
 * installed: then `it.runIf(path)` skips. With `REQUIRE_ORACLES=1` (as in CI) its absence is an error instead, so that
 * nothing is skipped silently.
 *
 * @example
 * const openssl = oracle("openssl");
 * it.runIf(openssl)("…", () => { execFileSync(openssl ?? "", […]) });
 */
export function oracle(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, program))
    .find(isExecutable);
  if (path === undefined && env["REQUIRE_ORACLES"] === "1") {
    throw new Error(`REQUIRE_ORACLES=1, but ${program} is not installed`);
  }
  return path;
}

/** The same for a file that is not a program, by its path. */
export function oracleFile(path: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (existsSync(path)) return path;
  if (env["REQUIRE_ORACLES"] === "1") throw new Error(`REQUIRE_ORACLES=1, but ${path} is not there`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
