import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../src/cli/setup.mjs", import.meta.url));

/** The machine's own Node, which npm scripts hide behind the installed one; it is what a fresh machine runs first. */
const systemNode = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .map((folder) => join(folder, "node"))
  .find((path) => existsSync(path));
const nodes = [...new Set([process.execPath, systemNode ?? process.execPath])];

let project = "";
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "lienthong-test-setup-"));
  mkdirSync(join(project, "src", "cli"), { recursive: true });
  mkdirSync(join(project, "bin"));
  copyFileSync(script, join(project, "src", "cli", "setup.mjs"));
  writeFileSync(join(project, "package-lock.json"), '{ "lockfileVersion": 3 }');
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

/** Runs setup with an `npm` that only notes how it was called, and makes node_modules as the real one does. */
function setup(node: string, npmStatus = 0): { readonly status: number | null; readonly npmCalls: number } {
  const npm = `#!/bin/sh\necho "$@" >> '${project}/calls'\nmkdir -p '${project}/node_modules'\nexit ${npmStatus}\n`;
  writeFileSync(join(project, "bin", "npm"), npm, { mode: 0o755 });
  const { status } = spawnSync(node, [join(project, "src", "cli", "setup.mjs")], {
    env: { ...process.env, PATH: `${join(project, "bin")}${delimiter}${process.env["PATH"] ?? ""}` },
  });
  const calls = existsSync(join(project, "calls")) ? readFileSync(join(project, "calls"), "utf8") : "";
  return { status, npmCalls: calls.split("\n").length - 1 };
}

describe.each(nodes)("setup on %s", (node) => {
  it("is a program this Node can read", () => {
    const { status, stderr } = spawnSync(node, ["--check", script], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("installs what is missing, once", () => {
    expect(setup(node)).toEqual({ status: 0, npmCalls: 1 });
    expect(setup(node)).toEqual({ status: 0, npmCalls: 1 });
  });

  it("installs again when the lockfile has changed", () => {
    setup(node);
    writeFileSync(join(project, "package-lock.json"), '{ "lockfileVersion": 3, "changed": true }');
    expect(setup(node)).toEqual({ status: 0, npmCalls: 2 });
  });

  it("says so when the installation fails, and tries again the next time", () => {
    expect(setup(node, 1)).toEqual({ status: 1, npmCalls: 1 });
    expect(setup(node, 0)).toEqual({ status: 0, npmCalls: 2 });
  });
});

describe("the lockfile", () => {
  interface Locked {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly resolved?: string;
  }
  const packages = (
    JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as {
      readonly packages: Readonly<Record<string, Locked>>;
    }
  ).packages;

  /** Where Node would look for a package that one at `path` needs, the nearest folder first. */
  const placesOf = (path: string, name: string): readonly string[] => {
    const steps = path.split("/node_modules/");
    const above = steps.map((_step, index) => steps.slice(0, steps.length - index).join("/node_modules/"));
    return [...above.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
  };

  it("holds every optional build of every platform, without which npm ci refuses it", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !placesOf(path, name).some((place) => place in packages)),
    );
    expect(missing).toEqual([]);
  });

  it("names no download address, so that any registry serves", () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.includes("://") === true)).toEqual([]);
  });
});
