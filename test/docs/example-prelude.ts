import { deepStrictEqual } from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";

/**
 * What the examples in docstrings may use without saying where it is from: a demo key, a signer with it, the CA above
 * it, a body to sign, a time in all of their dates. Paths are those of the project's folder.
 */
export const key = readKeyFile({ path: "certs.example/signing.p12", password: DEMO_KEY_PASSWORD });
export const signer = createSigner({ profile: "jws", key });
export const ca = new X509Certificate(readFileSync("certs.example/ca.pem"));
export const body: Uint8Array = Buffer.from('{"MaHoSo":"H26.107-260518-0123"}');
export const now = new Date("2027-05-18T01:30:15Z");
export const clock = { now: (): number => now.getTime() };
export const random = { next: (): number => 0.5, uuid: (): string => "4b9e4d2a-7a53-4c0e-9d0b-6b8e9c1f2a30" };
/** Bounds for a small XML document. */
export const xmlLimits = { bytes: 1024, depth: 8, nodes: 100, attributes: 8, prefixes: 8 };

/** What a line `expression; // => value` comes to. */
export function shows(actual: unknown, expected: unknown): void {
  deepStrictEqual(actual, expected);
}
