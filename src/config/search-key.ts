import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";
import { VARIABLES } from "./variables.ts";

/** Less could be found by trying. */
const FEWEST_BYTES = 32;

/**
 * The key of the search index from its file, whatever bytes these are; a line break at the end does not count.
 * @throws Fault `config-missing` when it cannot be read, `config-invalid` when it is too short
 */
export function readSearchKey(path: string): KeyObject {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new Fault(
      "config-missing",
      {
        vi: `Không đọc được khóa tìm kiếm ${path} (SEARCH_KEY_FILE). Kiểm tra đường dẫn và quyền đọc.`,
        en: `The search key ${path} (SEARCH_KEY_FILE) cannot be read. Check its path and permissions.`,
      },
      { cause },
    );
  }
  const key = Buffer.from(bytes.toString("latin1").replace(/\r?\n$/, ""), "latin1");
  if (key.length >= FEWEST_BYTES) return createSecretKey(key);
  throw new Fault("config-invalid", {
    vi: `Khóa tìm kiếm ${path} (SEARCH_KEY_FILE) quá ngắn: cần ít nhất ${FEWEST_BYTES} byte. Tạo khóa: openssl rand -base64 32.`,
    en: `The search key ${path} (SEARCH_KEY_FILE) is too short: at least ${FEWEST_BYTES} bytes. Make one: openssl rand -base64 32.`,
  });
}

/**
 * The throw-away key of a gateway before a portal on its own machine, made at its first start and kept in its folder. Several
 * gateways that start at once share the one that was there first.
 * @param folder is there already
 * @throws Fault `config-invalid` when the folder cannot be written
 */
export function keepSearchKey(folder: string): KeyObject {
  const path = join(folder, VARIABLES.SEARCH_KEY_FILE.demo);
  // Not the process: two in containers of their own may have the same number.
  const own = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    writeFileSync(own, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
    linkSync(own, path);
  } catch (cause) {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    if (!isThere) {
      throw new Fault(
        "config-invalid",
        {
          vi: `Không ghi được khóa tìm kiếm ${path}. Cho phép ghi vào thư mục này (DATA_DIR), hoặc đặt SEARCH_KEY_FILE.`,
          en: `The search key ${path} cannot be written. Make the folder (DATA_DIR) writable, or set SEARCH_KEY_FILE.`,
        },
        { cause },
      );
    }
  } finally {
    rmSync(own, { force: true });
  }
  return readSearchKey(path);
}
