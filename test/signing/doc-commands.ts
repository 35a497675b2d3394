import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** docs/signing.md */
export const doc = readFileSync(new URL("../../docs/signing.md", import.meta.url), "utf8");

/** The commands of the page that bear this mark, in order. */
export const commandsOf = (mark: string): string =>
  [...doc.matchAll(/```sh test=(\w+)\n([\s\S]*?)```/g)]
    .filter(([, name]) => name === mark)
    .map(([, , block]) => block)
    .join("\n");

const names = {
  jws: "envelope.jws",
  xml: "envelope.xml64",
  cms: "envelope.cms64",
  batch: "envelope.batch",
} as const;

/** A container the page has commands for. */
export type Mark = keyof typeof names;

/** Runs the commands of the page for a container in a folder with the files they ask for. */
export function follow(
  container: Mark,
  files: { readonly value: string; readonly body: Uint8Array; readonly ca: string },
  commands = commandsOf(container),
): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-doc-"));
  try {
    writeFileSync(join(folder, "envelope.body"), files.body);
    writeFileSync(join(folder, names[container]), files.value);
    writeFileSync(join(folder, "ca.pem"), files.ca);
    const { status, stdout, stderr } = spawnSync("sh", ["-eu"], { cwd: folder, input: commands, encoding: "utf8" });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
