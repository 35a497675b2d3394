import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeDataDir } from "../../src/config/data-dir.ts";

const folder = mkdtempSync(join(tmpdir(), "lienthong-data-dir-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "tep");
writeFileSync(file, "");

describe("makeDataDir", () => {
  it("makes what is missing, and leaves what is there", () => {
    const path = join(folder, "a", "b", "c");
    makeDataDir(path);
    writeFileSync(join(path, "x"), "");
    makeDataDir(path);
    expect(existsSync(join(path, "x"))).toBe(true);
  });

  it.each([
    ["nothing can be made", "/proc/x", /ENOENT|EACCES|EPERM/],
    ["nothing can be made, further down", "/proc/x/y/z", /ENOENT|EACCES|EPERM/],
    ["permission is missing", "/sys/x", /EPERM|EACCES|EROFS/],
    ["a file stands", file, /over a file/],
    ["a file stands above it", join(file, "x"), /over a file/],
  ])("says where %s", (_, path, reason) => {
    expect(() => makeDataDir(path)).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        vi: expect.stringContaining(`thư mục dữ liệu ${path} (DATA_DIR)`) as string,
        en: expect.stringMatching(reason) as string,
      }),
    );
  });
});
