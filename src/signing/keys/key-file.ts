import { readFileSync, statSync } from "node:fs";

import { Fault } from "#core/fault.ts";

import { requireInForce } from "../trust/certificate.ts";
import { readPem, WrongPassword } from "./pem-keys.ts";
import { readPkcs12 } from "./pkcs12.ts";
import { assembleSigningKeys, type FileSigningKey, type KeyFileContent, keysFrom } from "./signing-key.ts";

/** A key file is a few kilobytes; anything larger is a wrong path. */
const largestKeyFileBytes = 1024 * 1024;

interface KeyFileOptions {
  readonly path: string;
  /** Opens an encrypted file. Never appears in a message. */
  readonly password?: string | undefined;
}

export interface DatedKeyFileOptions extends KeyFileOptions {
  /** The certificate must be in force at this time; left out, its dates are not looked at. */
  readonly now?: Date;
}

/**
 * Reads the signing key from a PKCS#12 file (.p12, .pfx) or a PEM file (private key and certificate chain); which of
 * the two is told from the content, not the name. Of several, the one in force that lasts longest.
 *
 * @throws Fault `key-unreadable` (missing file, wrong password, damaged, unsupported or weak key), `key-mismatch`,
 * `certificate-outside-dates`
 *
 * @example
 * const { chain } = readKeyFile({ path: "certs.example/signing.p12", password: "lienthong-demo", now });
 * chain.length; // => 2
 */
export function readKeyFile({ now, ...file }: DatedKeyFileOptions): FileSigningKey {
  const keys = readKeysInFile(file);
  if (now === undefined) return keys[0];
  const [key] = keysFrom(keys, now);
  requireInForce(key.chain[0], now, file.path);
  return key;
}

/**
 * All keys of such a file, each with its certificate, the one that lasts longest first; their dates are not looked at.
 *
 * @throws Fault as {@link readKeyFile}, but for the dates
 */
export function readKeysInFile({ path, password }: KeyFileOptions): readonly [FileSigningKey, ...FileSigningKey[]] {
  return assembleSigningKeys(path, parse(path, readBytes(path), password));
}

function readBytes(path: string): Buffer {
  try {
    if (statSync(path).size <= largestKeyFileBytes) return readFileSync(path);
  } catch (cause) {
    throw new Fault(
      "key-unreadable",
      {
        vi: `Không đọc được tệp khóa ký «${path}». Hãy kiểm tra đường dẫn trong SIGNING_KEY và quyền đọc tệp.`,
        en: `The signing key file "${path}" cannot be read. Check the path in SIGNING_KEY and the permissions of the file.`,
      },
      { cause },
    );
  }
  throw notAKeyFile(path, undefined);
}

function parse(path: string, bytes: Buffer, password: string | undefined): KeyFileContent {
  try {
    const text = bytes.toString("latin1");
    return text.includes("-----BEGIN ") ? readPem(text, password) : readPkcs12(bytes, password);
  } catch (cause) {
    throw cause instanceof WrongPassword ? wrongPassword(path, password, cause) : notAKeyFile(path, cause);
  }
}

function wrongPassword(path: string, password: string | undefined, cause: unknown): Fault {
  const missing = password === undefined || password === "";
  return new Fault(
    "key-unreadable",
    {
      vi: `Tệp khóa ký «${path}» có mật khẩu nhưng ${missing ? "chưa khai báo" : "mật khẩu đã khai báo không đúng"}. Hãy đặt SIGNING_KEY_PASSWORD cho đúng.`,
      en: `The signing key file "${path}" is protected and ${missing ? "no password was given" : "the password given is wrong"}. Set SIGNING_KEY_PASSWORD correctly.`,
    },
    { cause },
  );
}

function notAKeyFile(path: string, cause: unknown): Fault {
  return new Fault(
    "key-unreadable",
    {
      vi: `Tệp «${path}» không phải PKCS#12 (.p12, .pfx) hay PEM đọc được. Hãy xuất lại khóa ký kèm chứng thư số sang một trong hai dạng đó.`,
      en: `"${path}" is not a readable PKCS#12 (.p12, .pfx) or PEM file. Export the signing key with its certificate again in one of these forms.`,
    },
    { cause },
  );
}
