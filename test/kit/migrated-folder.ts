import { cpSync, existsSync, readdirSync } from "node:fs";
import { askDoor } from "./door.ts";

/**
 * Makes an empty or absent folder one in which the embedded database was opened before. Making it anew takes longer than
 * most tests; what a first start does is seen by the journeys and the command line's tests.
 */
export async function fillMigrated(dataDir: string): Promise<void> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) return;
  const { path } = await askDoor<{ readonly path: string }>("migratedFolderDoor");
  cpSync(path, dataDir, { recursive: true });
}
