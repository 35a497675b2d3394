import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { signingInput } from "../../src/signing/containers/jws/sign-jws.ts";
import { algorithmNamed } from "../../src/signing/containers/jws/jws-algorithms.ts";
import type { DigestName } from "../../src/signing/verify/digests.ts";
import { Refused } from "../../src/signing/verify/refused.ts";
import {
  isSignedBy,
  requireFittingKey,
  type SignatureAlgorithm,
} from "../../src/signing/verify/signature-algorithms.ts";
import { parseDetachedJws } from "../../src/signing/containers/jws/jws-header.ts";
import { Tally } from "./tally.ts";

interface Vector {
  readonly tcId: number;
  readonly msg: string;
  readonly sig: string;
  readonly jws?: string | object;
  readonly result: "valid" | "invalid" | "acceptable";
}

interface Group {
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly publicKeyDer?: string;
  readonly public?: JsonWebKey;
  readonly tests: readonly Vector[];
}

const digests: Readonly<Record<string, DigestName>> = { "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
const sizes: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/**
 * Project Wycheproof's vectors of signatures (github.com/C2SP/wycheproof, `testvectors_v1`) against the layer that does
 * the mathematics of every container. `acceptable` ones have to be refused.
 */
export function wycheproof(folder: string): Record<string, Tally> {
  const suites = { rsa: new Tally(), pss: new Tally(), ecdsa: new Tally() };
  for (const file of readdirSync(folder).sort()) {
    const [kind, suite] = /^rsa_signature_\d.*_test/.test(file)
      ? (["rsa", suites.rsa] as const)
      : /^rsa_pss_.*_test/.test(file)
        ? (["rsa-pss", suites.pss] as const)
        : /^ecdsa_.*_test/.test(file)
          ? (["ecdsa", suites.ecdsa] as const)
          : [];
    if (kind === undefined) continue;
    for (const group of groupsOf(join(folder, file))) runGroup(suite, { file, kind, group });
  }
  return {
    "Wycheproof RSA PKCS #1 v1.5": suites.rsa,
    "Wycheproof RSA-PSS": suites.pss,
    "Wycheproof ECDSA (ASN.1 and r‖s)": suites.ecdsa,
    "Wycheproof JWS": jws(join(folder, "json_web_signature_test.json")),
  };
}

function groupsOf(path: string): readonly Group[] {
  return (JSON.parse(readFileSync(path, "utf8")) as { testGroups: readonly Group[] }).testGroups;
}

function runGroup(
  suite: Tally,
  { file, kind, group }: { file: string; kind: SignatureAlgorithm["kind"]; group: Group },
): void {
  const digest = digests[group.sha ?? ""];
  if (digest === undefined) return suite.setAside(`hash not accepted`, group.tests.length);
  if (kind === "rsa-pss" && (group.mgfSha !== group.sha || group.sLen !== sizes[digest])) {
    return suite.setAside("RSA-PSS with another salt length or mask hash", group.tests.length);
  }
  const algorithm = { kind, digest };
  const key = readKey(group);
  if (key === undefined) return suite.setAside("curve or key unknown to OpenSSL", group.tests.length);
  try {
    requireFittingKey(algorithm, key);
  } catch (error) {
    if (error instanceof Refused) return suite.setAside(`key refused: ${error.reason}`, group.tests.length);
    throw error;
  }
  const ecdsa = file.includes("p1363") ? "ieee-p1363" : "der";
  for (const { tcId, msg, sig, result } of group.tests) {
    const input = { bytes: Buffer.from(msg, "hex"), signature: Buffer.from(sig, "hex"), ecdsa } as const;
    suite.compare(`${file} ${tcId} (${result})`, result === "valid", isSignedBy(algorithm, key, input));
  }
}

function readKey({ publicKeyDer = "" }: Group): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(publicKeyDer, "hex"), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/**
 * The JWS vectors carry their payload, and no certificate: the header reader has to refuse every one of them. Where
 * algorithm and key are ours, the signature is judged with the vector's key as well.
 */
function jws(path: string): Tally {
  const suite = new Tally();
  for (const { public: jwk, tests } of groupsOf(path)) {
    for (const { tcId, jws: value, result } of tests) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      if (typeof parseDetachedJws(text, ["RS256", "ES256"]) !== "string") suite.differing.push(`${tcId}: read as ours`);
      const algorithm = algorithmNamed(String(jwk?.["alg"]));
      if (jwk === undefined) suite.setAside("HMAC");
      else if (algorithm === undefined) suite.setAside("algorithm or key use refused by name");
      else suite.compare(`json_web_signature_test.json ${tcId}`, result === "valid", holds(text, jwk));
    }
  }
  return suite;
}

/** One spelling of every part, the algorithm of the key, and the signature over the first two parts as they travel. */
function holds(text: string, jwk: JsonWebKey): boolean {
  const parts = text.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  const decoded = parts.map((part) => Buffer.from(part, "base64url"));
  if (parts.length !== 3 || decoded.some((bytes, index) => bytes.toString("base64url") !== parts[index])) return false;
  const algorithm = algorithmNamed(String(jwk["alg"]));
  const { alg } = readJson(decoded[0]);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  if (algorithm === undefined || alg !== algorithm.name || !algorithm.fits(key) || !algorithm.isStrong(key))
    return false;
  return isSignedBy({ kind: algorithm.name === "RS256" ? "rsa" : "ecdsa", digest: "sha256" }, key, {
    bytes: signingInput(header, Buffer.from(payload)),
    signature: Buffer.from(signature, "base64url"),
    ecdsa: "ieee-p1363",
  });
}

function readJson(bytes: Buffer | undefined): { readonly alg?: unknown } {
  try {
    return { ...(JSON.parse(bytes?.toString() ?? "") as object) };
  } catch {
    return {};
  }
}
