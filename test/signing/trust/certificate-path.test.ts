import { generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";

import forge from "node-forge";
import { describe, expect, it } from "vitest";

import { pathFor } from "../../../src/signing/trust/certificate-path.ts";
import { Refused } from "../../../src/signing/verify/refused.ts";
import { now } from "../sample-keys.ts";

interface Wanted {
  readonly subject: string;
  readonly key: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly isCa: boolean;
}

const keys = Array.from({ length: 2 }, () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
const [ours, theirs] = keys as [KeyObject, KeyObject];

/** A certificate without key identifiers and key usage, so that only names, keys and the CA constraint decide. */
function issue({ subject, key, issuer, issuerKey, isCa }: Wanted): X509Certificate {
  const pem = (one: KeyObject): string => one.export({ type: "pkcs8", format: "pem" }).toString();
  const certificate = forge.pki.createCertificate();
  const privateKey = forge.pki.privateKeyFromPem(pem(key));
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  certificate.serialNumber = "01";
  certificate.validity = { notBefore: now, notAfter: new Date(now.getTime() + 1000) };
  certificate.setSubject([{ shortName: "CN", value: subject }]);
  certificate.setIssuer([{ shortName: "CN", value: issuer }]);
  certificate.setExtensions([{ name: "basicConstraints", cA: isCa }]);
  certificate.sign(forge.pki.privateKeyFromPem(pem(issuerKey)), forge.md.sha256.create());
  return new X509Certificate(forge.pki.certificateToPem(certificate));
}

const leafWanted = { subject: "leaf", key: theirs, issuer: "CA", issuerKey: ours, isCa: false };
const leaf = issue(leafWanted);
const rootWanted = { subject: "CA", key: ours, issuer: "CA", issuerKey: ours, isCa: true };
const root = issue(rootWanted);

/** The path, or undefined where nothing leads to an anchor. */
function pathToAnchor(
  [first, ...bag]: readonly [X509Certificate, ...X509Certificate[]],
  trustAnchors: readonly X509Certificate[],
): readonly X509Certificate[] | undefined {
  try {
    return pathFor(first, bag, { trustAnchors, at: now, purpose: "signing" });
  } catch (error) {
    if (error instanceof Refused && error.reason === "chain-untrusted") return undefined;
    throw error;
  }
}

describe("pathFor", () => {
  it("leads from a certificate to the anchor that issued it", () => {
    expect(pathToAnchor([leaf], [root])).toEqual([leaf, root]);
  });

  it.each([
    ["has the issuer's name but another key", { ...rootWanted, key: theirs, issuerKey: theirs }],
    ["has the issuer's key but another name", { ...rootWanted, subject: "CB", issuer: "CB" }],
    ["is not a CA", { ...rootWanted, isCa: false }],
  ])("does not lead to an anchor that %s", (_, wanted) => {
    const impostor = issue(wanted);
    expect(pathToAnchor([leaf], [impostor])).toBeUndefined();
    expect(pathToAnchor([leaf, impostor], [root])).toEqual([leaf, root]);
  });

  it("does not pass through an impostor inside the chain", () => {
    const between = { ...rootWanted, subject: "Between", issuer: "CA", issuerKey: ours, key: ours };
    const below = issue({ ...leafWanted, issuer: "Between" });
    expect(pathToAnchor([below, issue(between)], [root])).toHaveLength(3);
    expect(pathToAnchor([below, issue({ ...between, key: theirs })], [root])).toBeUndefined();
    expect(pathToAnchor([below, issue({ ...between, isCa: false })], [root])).toBeUndefined();
  });

  it("ends, however long the chain", () => {
    const loop = issue({ ...rootWanted, subject: "A", issuer: "A" });
    expect(pathToAnchor([loop, loop, loop, loop, loop, loop, loop, loop, loop, loop], [root])).toBeUndefined();
  });
});
