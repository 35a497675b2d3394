import { assembleSigningKeys, type SigningKey } from "../../../src/signing/keys/signing-key.ts";
import { issue, keyOf, type TestIdentity } from "../trust/test-pki.ts";

/** Timestamps, and programs without an option for it, go by the machine's clock: signed an hour ago, judged now. */
export const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

const dates = { notBefore: new Date("2020-01-01"), notAfter: new Date("2049-12-31") };
export const ca = issue({ name: "CA Mẫu", ca: true, ...dates });
export const intermediate = issue({ name: "CA trung gian Mẫu", issuer: ca, ca: true, ...dates });

/** Every algorithm of ours, with somebody who signs with it. */
export const algorithms = ["RSA-SHA256", "ECDSA-P256-SHA256"] as const;
export type Algorithm = (typeof algorithms)[number];

export const identities: Readonly<Record<Algorithm, TestIdentity>> = {
  "RSA-SHA256": issue({ name: "Cổng Mẫu RSA", issuer: intermediate, ...dates }),
  // Straight under the root: xadesjs takes no chain of keys of two kinds.
  "ECDSA-P256-SHA256": issue({ name: "Cổng Mẫu EC", issuer: ca, key: keyOf("ec", "ec"), ...dates }),
};

/** Somebody the same CA knows, who signed nothing here. */
export const other = issue({ name: "Người khác Mẫu", issuer: intermediate, ...dates });

export function signingKeyOf(algorithm: Algorithm): SigningKey {
  const { key, certificate } = identities[algorithm];
  const certificates = [certificate, intermediate.certificate, ca.certificate];
  return assembleSigningKeys("test", { privateKeys: [key], certificates })[0];
}
