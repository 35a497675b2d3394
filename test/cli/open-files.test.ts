import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { demandOpenFiles, openFilesLimit } from "../../src/cli/open-files.ts";
import { PATIENT } from "./running-gateway.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** As `proc(5)` shows it. */
const table = (soft: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${soft.padEnd(20)} 1048576              files     \n`;

describe("an operating system that allows few open files", PATIENT, () => {
  it.runIf(process.platform === "linux")(
    "is told at the start of serve, with how to raise the limit, and not found out in the middle of a busy hour",
    () => {
      const { status, stdout, stderr } = spawnSync(
        "sh",
        ["-c", 'ulimit -n 100; exec "$0" "$1" serve', process.execPath, MAIN],
        { encoding: "utf8", env: { PATH: process.env["PATH"] ?? "" } },
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      const [vi, en, ...more] = stderr.trimEnd().split("\n");
      expect(vi).toMatch(/^Hệ điều hành chỉ cho tiến trình này mở 100 tệp và kết nối; gateway cần ít nhất 256\./);
      for (const way of ["LimitNOFILE=", "ulimit -n", "docker run --ulimit"])
        expect([vi, en]).toEqual([expect.stringContaining(way), expect.stringContaining(way)]);
      expect(more).toEqual([]);
    },
  );

  it("stops nobody where there are enough, no limit, or nothing to tell it", () => {
    expect(() => demandOpenFiles(openFilesLimit(() => table("255")))).toThrow(
      expect.objectContaining({ code: "open-files-limit" }),
    );
    for (const limits of [
      () => table("256"),
      () => table("unlimited"),
      () => "",
      () => {
        throw new Error("ENOENT");
      },
    ])
      expect(() => demandOpenFiles(openFilesLimit(limits))).not.toThrow();
  });
});
