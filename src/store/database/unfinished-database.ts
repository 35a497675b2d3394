import { existsSync, rmSync, writeFileSync } from "node:fs";

/**
 * Marks a folder in which the embedded database is about to be made, and clears away one whose making was broken off: it
 * holds nothing yet, but could never be opened again.
 * @param folder the database's own, which may not be there yet
 * @returns to be called once the database is made
 */
export function beginDatabase(folder: string): () => void {
  const mark = `${folder}.unfinished`;
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder)) return () => undefined;
  writeFileSync(mark, "");
  return () => rmSync(mark);
}
