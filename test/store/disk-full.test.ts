import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/store.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { claimed, codesIn, draft, take } from "./filling.ts";

/** A program of the system. @throws where it is missing or says no */
const run = (program: string, args: readonly string[]) => execFileSync(program, args, { stdio: "ignore" });

/** A disk of its own in memory; undefined where nothing may be mounted. */
function smallDisk(): ({ readonly path: string; fill(): void; empty(): void } & Disposable) | undefined {
  const path = mkdtempSync(join(tmpdir(), "lienthong-disk-"));
  try {
    run("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", path]);
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  const ballast = join(path, "ballast");
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize + 1), { flag: "a" });
      } catch (error) {
        expect(error).toMatchObject({ code: "ENOSPC" });
      }
    },
    empty: () => rmSync(ballast),
    [Symbol.dispose]: () => {
      run("umount", ["-l", path]);
      rmSync(path, { recursive: true });
    },
  };
}

const disk = smallDisk();

describe.runIf(disk !== undefined)("a disk that is truly full under the embedded database", () => {
  it("is told as such, loses nothing that was taken in, and is forgotten once there is room", async () => {
    if (disk === undefined) throw new Error("no disk");
    using _disk = disk;
    const dataDir = join(disk.path, "data");
    await fillMigrated(dataDir);
    await using database = await openDatabase({ kind: "embedded", dataDir }, () => undefined);
    const store = createStore(database, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    await take(store, "before");
    await store.reads.ping();

    disk.fill();
    const large = { drafts: [draft("dossier", "x".repeat(500_000))] };
    await expect(take(store, "during", large)).rejects.toMatchObject({ name: "Fault", code: "database-full" });
    await expect(store.reads.ping()).rejects.toMatchObject({ code: "database-full" });
    expect((await store.reads.dossier("before", null))?.syncState).toBe("pending");
    expect(await store.reads.dossier("during", null)).toBeNull();

    disk.empty();
    await store.reads.ping();
    await take(store, "during", large);
    expect(codesIn(await claimed(store)).toSorted()).toEqual(["before", "during"]);
  });
});
