import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A folder that is filled once and then shared by all runs. It appears whole or not at all, so two runs at once, or one
 * that was killed half-way, do no harm.
 *
 * @param folder its path; must change with the content, e.g. carry a version.
 * @param fill fills the empty folder it is given, which is not yet the one above.
 */
export async function sharedFolder(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (await isOurs(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-draft-`);
  try {
    await fill(draft);
    // Whoever renames first wins; another run that was filling meanwhile uses the winner's.
    await rename(draft, folder).catch(async (cause: unknown) => {
      if (!(await isOurs(folder))) throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** What runs from there must not be somebody else's. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return false;
  if (process.getuid !== undefined && found.uid !== process.getuid()) {
    throw new Error(`${folder} belongs to someone else; remove it`);
  }
  return true;
}
