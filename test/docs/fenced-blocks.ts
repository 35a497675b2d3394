import { readFileSync } from "node:fs";

/** A fenced block of a Markdown file. */
export interface FencedBlock {
  readonly language: string;
  /** What stands behind the language, e.g. `test=push-json`. */
  readonly info: string;
  readonly content: string;
}

/** Root of the project. */
export const project = new URL("../../", import.meta.url);

/** A file of the project as text. */
export function read(path: string): string {
  return readFileSync(new URL(path, project), "utf8");
}

/** All fenced blocks of a Markdown text, in order. */
export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  return [...markdown.matchAll(/^```(\w*) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", info = "", content = ""]) => ({
      language,
      info,
      content,
    }),
  );
}

/** The one block marked so. @throws when there is none, or more than one */
export function blockMarked(markdown: string, info: string): string {
  const found = fencedBlocks(markdown).filter((block) => block.info === info);
  if (found.length !== 1) throw new Error(`${found.length} blocks marked ${info}`);
  return found[0]?.content ?? "";
}
