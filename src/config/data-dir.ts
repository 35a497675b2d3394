import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Fault } from "#core/fault.ts";

/**
 * Makes the folder of the gateway's own data where it is missing, and the folders above it, one at a time: told to make them
 * all at once, Node tries for ever where the system knows no folder and lets none be made, as under `/proc`.
 * @throws Fault `config-invalid` when it cannot be made, is no folder, or cannot be written to
 */
export function makeDataDir(folder: string): void {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another gateway may have made it a moment ago.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

function unusable(folder: string, cause: unknown): Fault {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const isFile = code === "ENOTDIR" || code === "EEXIST";
  const reason = isFile
    ? { vi: "đường dẫn này đi qua một tệp, không phải thư mục", en: "its path leads over a file, not a folder" }
    : { vi: `hệ điều hành từ chối (${code})`, en: `the operating system refuses (${code})` };
  return new Fault(
    "config-invalid",
    {
      vi: `Không tạo hoặc không ghi được thư mục dữ liệu ${folder} (DATA_DIR): ${reason.vi}. Hãy đặt DATA_DIR là thư mục mà tài khoản chạy gateway ghi được.`,
      en: `The data folder ${folder} (DATA_DIR) cannot be made or written: ${reason.en}. Set DATA_DIR to a folder that the gateway's account can write.`,
    },
    { cause },
  );
}
