import { once } from "node:events";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/store/database/database.ts";

const LOCKED = { name: "Fault", code: "data-dir-locked" };
const open = (dataDir: string) =>
  openDatabase({ kind: "embedded", dataDir }, (error) => {
    throw error;
  });

function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "lienthong-test-lock-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Another process with the folder open. Disposing kills it without a warning. */
async function holder(dataDir: string): Promise<AsyncDisposable> {
  const room = fileURLToPath(new URL("../../../src/store/database/database.ts", import.meta.url));
  const script = `import { openDatabase } from ${JSON.stringify(room)};
    await openDatabase({ kind: "embedded", dataDir: ${JSON.stringify(dataDir)} }, () => undefined);
    process.stdout.write("open");
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await Promise.race([once(child.stdout, "data"), once(child, "exit")])) as unknown[];
  expect(String(said)).toBe("open");
  return {
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

describe("the lock on the data folder", () => {
  it("lets one in at a time, by whatever name the folder is called", async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    symlinkSync(folder.path, join(elsewhere.path, "link"));
    {
      await using _first = await open(folder.path);
      await expect(open(folder.path)).rejects.toMatchObject(LOCKED);
      await expect(open(join(elsewhere.path, "link"))).rejects.toMatchObject(LOCKED);
    }
    await using _next = await open(folder.path);
  });

  it("is free again after a process that held it was killed", async () => {
    using folder = temporaryFolder();
    {
      await using _other = await holder(folder.path);
      await expect(open(folder.path)).rejects.toMatchObject(LOCKED);
    }
    await using database = await open(folder.path);
    expect(await database.db.selectFrom("dossiers").selectAll().execute()).toEqual([]);
  });
});
