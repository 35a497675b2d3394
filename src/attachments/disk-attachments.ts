import { hash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";

/** Files come in here, and are moved to their place once they are whole. */
const INCOMING = "incoming";

/**
 * Contents as files named by their hash, for one process that has the folder to itself: `ab/ab12…`. Only a file that is
 * written to the end and on the disk ever gets its name, so a crash leaves no half of one; what it left among the incoming
 * is removed here.
 * @param folder made where it is missing; nobody else on the machine may read it
 */
export async function openDiskAttachments(folder: string): Promise<AttachmentStore> {
  const incoming = join(folder, INCOMING);
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(folder));
  let written = 0;

  async function keepOne(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = pathIn(folder, sha256);
    if (!(await isWhole(path, sha256))) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      written += 1;
      const arriving = join(incoming, `${sha256}.${written}`);
      try {
        await writeSynced(arriving, bytes);
        await rename(arriving, path);
      } catch (error) {
        await rm(arriving, { force: true });
        throw error;
      }
    }
    // Also of one that was there: another push may have named it a moment ago, and be no further yet.
    await syncFolder(dirname(path));
    await syncFolder(folder);
  }

  return {
    keep: async (contents) => {
      for (const [sha256, bytes] of contents) await keepOne(sha256, bytes);
    },
    read: (sha256) => readFile(pathIn(folder, sha256)).catch(nullWhereMissing),
  };
}

/** A folder holds some hundredth of all files, so that none becomes too long to look at. */
function pathIn(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

/** Read and not only measured: pushing a dossier again is what heals a content that was damaged. */
async function isWhole(path: string, sha256: string): Promise<boolean> {
  const kept = await readFile(path).catch(nullWhereMissing);
  return kept !== null && hash("sha256", kept) === sha256;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

/** A name in a folder is durable only once the folder is. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

function nullWhereMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
