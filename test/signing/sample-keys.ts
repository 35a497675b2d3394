import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import type { FileSigningKey } from "../../src/signing/keys/signing-key.ts";

/** Inside the validity of every key file of the fixtures. */
export const now = new Date("2027-05-18T01:30:15Z");

/** Password of the protected fixtures, where a test does not say otherwise. */
export const password = "mat-khau-mau";

export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

export function sampleKey(name: string): FileSigningKey {
  return readKeyFile({ path: fixture(name), password, now });
}

/** The CA above every fixture. */
export const root = new X509Certificate(readFileSync(fixture("root.pem")));
