import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";

/** Environment as the process sees it. */
export type RawEnv = Readonly<Record<string, string | undefined>>;

/**
 * A secret by the name of its variable: the variable itself, the file that `NAME_FILE` names, or the systemd credential
 * `NAME` (a file in `$CREDENTIALS_DIRECTORY`). Empty variables count as absent.
 *
 * @throws Fault `config-invalid` when variable and file are both given or the file is empty, `config-missing` when it cannot
 * be read; never with the value
 */
export function readSecret(name: string, raw: RawEnv): string | undefined {
  const value = given(raw[name]);
  const path = given(raw[`${name}_FILE`]);
  if (value !== undefined && path !== undefined) {
    throw new Fault("config-invalid", {
      vi: `${name} và ${name}_FILE cùng được đặt; chỉ giữ lại một.`,
      en: `${name} and ${name}_FILE are both set; keep one of them.`,
    });
  }
  if (value !== undefined) return value;
  const file = path ?? credentialPath(name, raw);
  return file === undefined ? undefined : readSecretFile(file, `${name}_FILE`);
}

/** Where the systemd credential of this name is; undefined when there is none. */
export function credentialPath(name: string, raw: RawEnv): string | undefined {
  const folder = given(raw["CREDENTIALS_DIRECTORY"]);
  if (folder === undefined || name.includes("/")) return undefined;
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

/**
 * The secret in a file.
 *
 * @param namedBy what named the file, for the sentence when it cannot be read
 * @throws Fault `config-missing`, `config-invalid`
 */
export function readSecretFile(path: string, namedBy: string): string {
  let secret: string;
  try {
    // An editor leaves a line break at the end of what it saves.
    secret = readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new Fault(
      "config-missing",
      {
        vi: `Không đọc được tệp mật khẩu hoặc khóa ${path} (${namedBy}). Kiểm tra đường dẫn và quyền đọc.`,
        en: `The file ${path} with a password or secret (${namedBy}) cannot be read. Check its path and permissions.`,
      },
      { cause },
    );
  }
  if (secret !== "") return secret;
  throw new Fault("config-invalid", {
    vi: `Tệp mật khẩu hoặc khóa ${path} (${namedBy}) trống.`,
    en: `The file ${path} with a password or secret (${namedBy}) is empty.`,
  });
}

function given(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
