import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { EvidenceAuditPosition, EvidenceAuditProof, EvidenceMaterial } from "#core/proof/evidence.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { signingProfiles } from "../../src/signing/signers/signing-profiles.ts";
import { provenAudit } from "./sample-audit.ts";
import { auditRows, CODE, key, OTHER, policy, sampleMaterial, seal } from "./sample-evidence.ts";

let material: EvidenceMaterial;
let proof: EvidenceAuditProof;
beforeAll(async () => {
  material = await sampleMaterial();
  if (material.auditProof === null) throw new Error("the sample proves its audit");
  proof = material.auditProof;
});

const signing = { key, at: new Date("2027-05-18T01:30:15Z") };

/** What is said about the audit log, of a mark. */
async function said(told: EvidenceMaterial, mark: "holds" | "fails" | "open"): Promise<string[]> {
  const { findings } = await verifyContainer(await seal(told), policy);
  return findings
    .filter((one) => one.mark === mark && one.code.startsWith("audit"))
    .map(({ code, vi }) => `${code}: ${vi}`);
}

type Lie = () => Partial<Pick<EvidenceMaterial, "audit" | "auditProof">>;
const withPlaces =
  (change: (place: EvidenceAuditPosition, index: number) => object): Lie =>
  () => ({
    auditProof: { ...proof, places: proof.places.map((place, index) => ({ ...place, ...change(place, index) })) },
  });
const withCheckpoint =
  (change: object): Lie =>
  () => ({
    auditProof: { ...proof, checkpoint: { ...proof.checkpoint, ...change } },
  });
const inEntry =
  (change: object): Lie =>
  () => ({
    audit: material.audit.map((entry, index) => (index === 0 ? { ...entry, ...change } : entry)),
  });

describe("the audit entries of a container", () => {
  it.each(signingProfiles)(
    "are proven by a checkpoint signed as %s, with nothing of others in the file",
    async (profile) => {
      const about = { rows: auditRows, about: CODE, subjects: [CODE], profile };
      const told = { ...material, ...(await provenAudit({ ...about, ...signing })) };
      expect(await said(told, "holds")).toEqual([
        expect.stringMatching(/^audit-checkpoint: .*trên 5 mục/) as string,
        expect.stringMatching(/^audit: Nhật ký: 2 mục của hồ sơ .*không thiếu/) as string,
      ]);
      expect(await said(told, "open")).toEqual([expect.stringMatching(/^audit-after: .*đến mục 5/) as string]);
      const files = readZip(await seal(told), { bytes: 1e8, files: 1000 });
      const audit = Buffer.from(files.find(({ name }) => name === "audit.json")?.bytes ?? "").toString();
      expect(audit).toContain(CODE);
      expect(audit).not.toContain(OTHER);
    },
  );

  it("newer than the checkpoint are said to be covered by nothing yet", async () => {
    const [first] = material.audit;
    const later = { ...first, seq: "99", action: "dossier.accepted" } as EvidenceMaterial["audit"][number];
    const told = { ...material, audit: [...material.audit, later] };
    expect(await said(told, "fails")).toEqual([]);
    expect(await said(told, "open")).toContainEqual(expect.stringMatching(/^audit-uncovered: Nhật ký: 1 mục mới hơn/));
  });

  it("without a proof, as containers were made before, are an extract", async () => {
    const told = { ...material, auditProof: null };
    expect(await said(told, "open")).toEqual([expect.stringMatching(/^audit-unproven/) as string]);
    expect((await verifyContainer(await seal(told), policy)).holds).toBe(true);
  });

  it("of links made before there were salts are proven too", async () => {
    const old = auditRows.map((row) => ({ ...row, salt: null }));
    const told = { ...material, ...(await provenAudit({ rows: old, about: CODE, subjects: [CODE], ...signing })) };
    expect((await said(told, "holds")).map((line) => line.slice(0, 6))).toEqual(["audit-", "audit:"]);
  });
});

describe("by somebody with the gateway's key, in the audit log", () => {
  it.each<[string, Lie, readonly RegExp[]]>([
    ["an entry's actor is changed", inEntry({ actor: "operator:mau" }), [/^audit-entry: .*mục 8 .*đã bị sửa/]],
    ["an entry's time is changed", inEntry({ at: "2027-05-18T01:30:15.124Z" }), [/^audit-entry/]],
    ["an entry's detail is changed", inEntry({ detail: { revision: 2 } }), [/^audit-entry/]],
    ["an entry is dropped", () => ({ audit: material.audit.slice(1) }), [/^audit-dropped: .*mục 8 .*bị bỏ khỏi gói/]],
    [
      "an entry is dropped with its proof",
      () => ({ audit: material.audit.slice(1), auditProof: { ...proof, places: proof.places.slice(1) } }),
      [/^audit-gap: .*mục thứ 1 trong 2/],
    ],
    [
      "the last entry is dropped with its proof",
      () => ({ audit: material.audit.slice(0, 1), auditProof: { ...proof, places: proof.places.slice(0, 1) } }),
      [/^audit-gap: .*mục thứ 2 trong 2/],
    ],
    ["an entry is told twice", () => ({ audit: [...material.audit, ...material.audit.slice(0, 1)] }), [/^audit-twice/]],
    [
      "a place is told twice",
      () => ({ auditProof: { ...proof, places: [...proof.places, ...proof.places.slice(1)] } }),
      [/^audit-gap/],
    ],
    ["a path is cut", withPlaces(({ path }) => ({ path: path.slice(1) })), [/^audit-path: .*bị cắt/, /^audit-path/]],
    [
      "a path is longer",
      withPlaces(({ path }, at) => (at === 0 ? { path: [...path, ...path.slice(0, 1)] } : {})),
      [/^audit-path/],
    ],
    ["a path is another's", withPlaces((_, at) => ({ path: proof.places[1 - at]?.path })), [/^audit-/, /^audit-/]],
    [
      "a place is another one",
      withPlaces(({ position }, at) => (at === 0 ? { position: position + 1 } : {})),
      [/^audit-entry/],
    ],
    ["a place lies behind the checkpoint", withPlaces((_, at) => (at === 0 ? { position: 6 } : {})), [/^audit-path/]],
    [
      "the link before is another",
      withPlaces((_, at) => (at === 0 ? { before: "0".repeat(64) } : {})),
      [/^audit-entry/],
    ],
    ["the salt is another", withPlaces((_, at) => (at === 0 ? { salt: null } : {})), [/^audit-entry/]],
    [
      "the entries' numbers are swapped",
      withPlaces((_, at) => ({ ordinal: 2 - at })),
      [/^audit-entry/, /^audit-entry/],
    ],
    [
      "the root is another",
      withCheckpoint({ root: "0".repeat(64) }),
      [/^audit-checkpoint-signature-mismatch/, /^audit-entry/, /^audit-entry/],
    ],
    [
      "the checkpoint is said to be later",
      withCheckpoint({ at: "2027-05-19T01:30:15.000Z" }),
      [/^audit-checkpoint-signature-mismatch/],
    ],
    ["the checkpoint is said to cover more", withCheckpoint({ position: 6 }), [/^audit-checkpoint-signature-mismatch/]],
    [
      "the checkpoint is signed in an unknown way",
      withCheckpoint({ signature: { profile: "x", header: "X", value: "x" } }),
      [/^audit-checkpoint: /],
    ],
  ])("%s", async (_, lie, expected) => {
    expect(await said({ ...material, ...lie() }, "fails")).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });

  it("an entry of another dossier is put in, with its own good proof", async () => {
    const theirs = await provenAudit({ rows: auditRows, about: OTHER, subjects: [OTHER], ...signing });
    const [entry] = theirs.audit;
    const [place] = theirs.auditProof?.places ?? [];
    if (entry === undefined || place === undefined) throw new Error("the other dossier has entries");
    const places = [...proof.places, { ...place, ordinal: 3 }];
    const told = { ...material, audit: [...material.audit, entry], auditProof: { ...proof, entries: 3, places } };
    expect(await said(told, "fails")).toEqual([
      expect.stringMatching(/^audit-foreign: Nhật ký, mục 7: nói về H26.107-270518-0999/) as string,
    ]);
    // Made to look like ours it is not what was signed.
    const renamed = { ...told, audit: [...material.audit, { ...entry, subject: CODE }] };
    expect(await said(renamed, "fails")).toEqual([expect.stringMatching(/^audit-entry: Nhật ký, mục 7/) as string]);
  });

  it("the checkpoint is signed with a key that nobody trusts", async () => {
    const path = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
    const stranger = readKeyFile({ path, password: DEMO_KEY_PASSWORD });
    const told = {
      ...material,
      ...(await provenAudit({ rows: auditRows, about: CODE, subjects: [CODE], ...signing, key: stranger })),
    };
    expect(await said(told, "fails")).toEqual([expect.stringMatching(/^audit-checkpoint-chain-untrusted/) as string]);
  });
});
