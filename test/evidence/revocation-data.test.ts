import { sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import { createEvidence } from "../../src/evidence/evidence-service.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { verifyRevocation } from "../../src/evidence/verify-revocation.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { revocationFiles } from "../../src/evidence/revocation-files.ts";
import { assembleSigningKeys } from "../../src/signing/keys/signing-key.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { certificateDetails } from "../../src/signing/trust/certificate-details.ts";
import { readRevocationData, type RevocationData } from "../../src/signing/trust/revocation-data.ts";
import { derOid, derSequence, derValue } from "../../src/signing/der/write-der.ts";
import { issue, now, type TestIdentity } from "../signing/trust/test-pki.ts";
import { CODE, sampleMaterial, seal } from "./sample-evidence.ts";

const ca = issue({ name: "CA Mẫu", ca: true });
const stranger = issue({ name: "CA Mẫu", ca: true, key: issue({ name: "khác" }).key });
const signer = issue({ name: "Khóa thu hồi Mẫu", issuer: ca });
const [key] = assembleSigningKeys("mau.pem", {
  privateKeys: [signer.key],
  certificates: [signer.certificate, ca.certificate],
});
const policy = { trustAnchors: [ca.certificate], now: new Date("2034-01-01T00:00:00Z") };
const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000);

interface List {
  readonly revoked?: Date;
  readonly by?: TestIdentity;
  readonly from?: Date;
  readonly to?: Date;
}

/** A list of the CA (RFC 5280, section 5.1), with the signer on it or not. */
function listOf({ revoked, by = ca, from = day(-1), to = day(6) }: List = {}): Buffer {
  const time = (date: Date) =>
    derValue(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "")}Z`));
  const algorithm = derSequence(derOid("1.2.840.113549.1.1.11"), derValue(0x05, Buffer.alloc(0)));
  const serial = Buffer.from(certificateDetails(signer.certificate).serialHex, "hex");
  const entry = revoked && derSequence(derValue(0x02, serial), time(revoked));
  const tbs = derSequence(
    derValue(0x02, Buffer.from([1])),
    algorithm,
    certificateDetails(by.certificate).subject,
    time(from),
    time(to),
    ...(entry === undefined ? [] : [derSequence(entry)]),
  );
  const signature = sign("sha256", tbs, by.key);
  return derSequence(tbs, algorithm, derValue(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

const asData = (bytes: Uint8Array): RevocationData => ({ kind: "crl", bytes });

async function said(kept: readonly RevocationData[], told?: EvidenceMaterial): Promise<readonly string[]> {
  const material = told ?? (await sampleMaterial("jws", key, now));
  const { findings, holds } = await verifyContainer(await seal(material, key, kept), policy);
  expect(holds).toBe(findings.every(({ mark }) => mark !== "fails"));
  return findings.filter(({ code }) => code.startsWith("revocation")).map(({ mark, code }) => `${mark} ${code}`);
}

describe("revocation data in a container", () => {
  it("says years later that the certificate was not revoked, once for all its signatures", async () => {
    expect(await said([asData(listOf())])).toEqual(["holds revocation"]);
  });

  it("says that it was", async () => {
    expect(await said([asData(listOf({ revoked: day(-3) }))])).toEqual(["fails revocation-revoked"]);
    // Another list may be older.
    const both = [asData(listOf({ from: day(-2) })), asData(listOf({ revoked: day(-1) }))];
    expect(await said(both)).toEqual(["fails revocation-revoked"]);
  });

  it("that is not there leaves it open", async () => {
    expect(await said([])).toEqual(["open revocation"]);
  });

  it("outdated when the container was made tells only who was revoked already", async () => {
    const outdated = { from: day(-9), to: day(-2) };
    expect(await said([asData(listOf(outdated))])).toEqual(["open revocation-untold"]);
    expect(await said([asData(listOf({ ...outdated, revoked: day(-3) }))])).toEqual(["fails revocation-revoked"]);
  });

  it.each<[string, List]>([
    ["signed by another key", { by: stranger }],
    ["from after the container was made", { from: day(2) }],
    ["of another CA", { by: issue({ name: "CA khác Mẫu", ca: true }) }],
  ])("%s tells nothing", async (_, list) => {
    expect(await said([asData(listOf(list))])).toEqual(["open revocation-untold"]);
    expect(await said([asData(listOf({ ...list, revoked: day(-3) }))])).toEqual(["open revocation-untold"]);
  });

  it("of a later revocation does no harm to signatures that a timestamp proves to be older, all of them", () => {
    const files = new Map([["revocation/x.crl", listOf({ revoked: day(-3) })]]);
    const path = [signer.certificate, ca.certificate] as const;
    const marks = (...proofs: readonly (Date | undefined)[]) =>
      verifyRevocation(
        files,
        proofs.map((provenAt) => ({ path, provenAt })),
        now,
      ).map(({ mark, code }) => `${mark} ${code}`);
    expect(marks(day(-4), day(-5))).toEqual(["holds revocation-later"]);
    expect(marks(day(-4), day(-2))).toEqual(["fails revocation-revoked"]);
    expect(marks(day(-4), undefined)).toEqual(["fails revocation-revoked"]);
    expect(marks(day(-3))).toEqual(["fails revocation-revoked"]);
  });

  it("changed in a byte tells nothing, and what is no such data fails", async () => {
    const list = listOf({ revoked: day(-3) });
    const last = list.length - 1;
    list[last] = (list[last] ?? 0) ^ 1;
    expect(await said([asData(list)])).toEqual(["open revocation-untold"]);
    const twice = [asData(Buffer.from("không phải CRL")), asData(listOf())];
    expect(await said(twice)).toEqual(["fails revocation-unreadable", "holds revocation"]);
  });
});

describe("the evidence desk", () => {
  it("puts in what the files say now, each once, and does without what cannot be read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-crl-"));
    try {
      const put = (name: string, content: Uint8Array | string): string => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const pem = `-----BEGIN X509 CRL-----\n${listOf().toString("base64")}\n-----END X509 CRL-----\n`;
      const paths = [
        put("a.crl", listOf()),
        put("b.pem", pem),
        put("c.txt", "x"),
        put("d.crl", ""),
        join(folder, "none"),
      ];
      const failed: string[] = [];
      const material = await sampleMaterial("jws", key, now);
      const desk = createEvidence({
        store: { evidence: async () => ({ kind: "found", material }), exported: async () => undefined },
        coverAudit: async () => undefined,
        revocationFiles: revocationFiles(paths, { failed: (where) => failed.push(where) }),
        sealer: () => createSigner({ profile: "cms", key }),
        issuers: [],
        clock: { now: () => now.getTime() },
        version: "0",
        maxBytes: 1e6,
      });
      const take = async () => {
        const taken = await desk.exportContainer(CODE, { actor: "operator:mau", scope: null });
        if (taken.kind !== "sealed") throw new Error(taken.kind);
        const { findings } = await verifyContainer(taken.bytes, policy);
        const names = readZip(taken.bytes, { bytes: 1e8, files: 100 }).map(({ name }) => name);
        return { findings, kept: names.filter((name) => name.startsWith("revocation/")) };
      };
      const first = await take();
      expect(first.kept).toEqual([expect.stringMatching(/^revocation\/[0-9a-f]{64}\.crl$/) as string]);
      expect(first.findings.find(({ code }) => code === "revocation")?.mark).toBe("holds");
      expect(failed).toEqual(["revocation-files"]);
      put("a.crl", listOf({ revoked: day(-3) }));
      const second = await take();
      expect(second.kept).toHaveLength(2);
      expect(second.findings.find(({ code }) => code === "revocation-revoked")?.mark).toBe("fails");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tells a list from an answer, and either from anything else", () => {
    expect(readRevocationData(listOf())?.kind).toBe("crl");
    const answer = derSequence(derValue(0x0a, Buffer.from([0])), derValue(0xa0, Buffer.alloc(0)));
    expect(readRevocationData(answer)?.kind).toBe("ocsp");
    for (const other of ["", "x", "-----BEGIN X509 CRL-----"])
      expect(readRevocationData(Buffer.from(other))).toBeUndefined();
    expect(readRevocationData(ca.certificate.publicKey.export({ type: "pkcs1", format: "der" }))).toBeUndefined();
  });
});
