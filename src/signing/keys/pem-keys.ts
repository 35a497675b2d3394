import { createPrivateKey } from "node:crypto";

import type { KeyFileContent } from "./signing-key.ts";
import { pemBlocks } from "../der/pem-blocks.ts";
import { certificatesInPem } from "../trust/certificate.ts";

/** Thrown when an encrypted key does not open with the password given. */
export class WrongPassword extends Error {
  override readonly name = "WrongPassword";
}

/**
 * Reads private keys (PKCS#1, SEC 1, PKCS#8, each possibly encrypted) and certificates from PEM text, in any order;
 * other blocks (e.g. `EC PARAMETERS`) are passed over.
 *
 * @throws WrongPassword when a key is encrypted and `password` is missing or wrong
 */
export function readPem(text: string, password: string | undefined): KeyFileContent {
  return {
    privateKeys: pemBlocks(text)
      .filter(({ label }) => label.endsWith("PRIVATE KEY"))
      .map((block) => readPrivateKey(block.text, password)),
    certificates: certificatesInPem(text),
  };
}

function readPrivateKey(pem: string, password: string | undefined) {
  const encrypted = pem.includes("ENCRYPTED");
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(encrypted && { passphrase: password ?? "" }) });
  } catch (cause) {
    if (encrypted) throw new WrongPassword("the private key does not open", { cause });
    throw cause;
  }
}
