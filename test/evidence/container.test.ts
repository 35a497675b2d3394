import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { batchProfiles, signingProfiles } from "../../src/signing/containers/signing-profiles.ts";
import { sampleKey } from "../signing/sample-keys.ts";
import { policy, sampleMaterial, seal } from "./sample-evidence.ts";

const codes = (findings: readonly { mark: string; code: string }[], mark: string) =>
  findings.filter((finding) => finding.mark === mark).map(({ code }) => code);

describe("an evidence container", () => {
  it.each([...signingProfiles, ...batchProfiles])("holds years later, envelopes signed as %s", async (profile) => {
    const report = await verifyContainer(await seal(await sampleMaterial(profile)), policy);
    const isBatch = batchProfiles.includes(profile);
    if (isBatch) expect(report.findings.find(({ code }) => code === "signature-batch")?.vi).toContain("cho 2 phong bì");
    expect(codes(report.findings, "fails")).toEqual([]);
    expect(report.holds).toBe(true);
    expect(codes(report.findings, "holds")).toEqual([
      "mimetype",
      "manifest",
      "seal",
      "envelope-signature",
      ...(isBatch ? ["signature-batch"] : []),
      "envelope-signature",
      ...(isBatch ? ["signature-batch"] : []),
      "story-content",
      "story-content",
      "audit-checkpoint",
      "audit",
    ]);
    expect(codes(report.findings, "open")).toEqual([
      "timestamp-absent",
      "timestamp-absent",
      "audit-after",
      "revocation",
      "signers",
      "receipts",
    ]);
  });

  it("holds with an elliptic-curve key, and for a dossier that was never sent", async () => {
    const ec = sampleKey("ec-p256.p12");
    expect((await verifyContainer(await seal(await sampleMaterial("jws", ec), ec), policy)).holds).toBe(true);
    const material = await sampleMaterial();
    const nothing = {
      ...material,
      audit: [],
      auditProof: null,
      envelopes: [],
      messages: [],
      attempts: [],
      timeline: [],
    };
    const report = await verifyContainer(await seal(nothing), policy);
    expect([report.holds, codes(report.findings, "open")]).toEqual([true, expect.arrayContaining(["nothing-sent"])]);
  });

  it("is byte for byte the same for the same material", async () => {
    const material = await sampleMaterial();
    expect(Buffer.from(await seal(material)).equals(await seal(material))).toBe(true);
  });

  it("is a zip others read, mimetype first, with the envelope's exact bytes", async () => {
    const material = await sampleMaterial();
    const bytes = await seal(material);
    expect(
      Buffer.from(bytes)
        .subarray(30, 38 + 31)
        .toString("latin1"),
    ).toBe("mimetypeapplication/vnd.etsi.asic-e+zip");
    const others = unzipSync(bytes);
    const ours = readZip(bytes, { bytes: 1e7, files: 100 });
    expect(ours.map(({ name }) => name).toSorted()).toEqual(Object.keys(others).toSorted());
    for (const { name, bytes: content } of ours)
      expect(Buffer.from(content).equals(others[name] ?? new Uint8Array())).toBe(true);
    const [envelope] = material.envelopes;
    expect(others[`envelopes/${envelope?.id ?? ""}/envelope.body`]).toEqual(new Uint8Array(envelope?.body ?? []));
  });

  it("trusts nobody who is not named, and says it is signed with a demo key", async () => {
    const { isDemo, holds, findings } = await verifyContainer(await seal(await sampleMaterial()), {
      ...policy,
      trustAnchors: [],
    });
    expect([isDemo, holds]).toEqual([true, false]);
    expect(codes(findings, "fails")).toEqual([
      "seal-chain-untrusted",
      "envelope-chain-untrusted",
      "envelope-chain-untrusted",
      "audit-checkpoint-chain-untrusted",
    ]);
  });

  it("takes content an operator replaced afterwards for what it was", async () => {
    const material = await sampleMaterial();
    const [first, second] = material.messages;
    if (first === undefined || second === undefined) throw new Error("two messages expected");
    const later = {
      ...first,
      payloadSha256: "0".repeat(64),
      envelopes: first.envelopes.map((e) => ({ ...e, current: false })),
    };
    const entry = {
      seq: "2",
      at: first.settledAt ?? "",
      actor: "operator:mau",
      action: "message.replaced",
      subject: first.id,
      detail: {},
    };
    const changed = { ...material, messages: [later, second] };
    expect((await verifyContainer(await seal(changed), policy)).holds).toBe(false);
    const told = { ...changed, audit: [...material.audit, entry] };
    const { holds, findings } = await verifyContainer(await seal(told), policy);
    expect(holds).toBe(true);
    expect(findings.find(({ code }) => code === "story-content")?.vi).toContain("sau đó được thay");
  });
});
