import { spawnSync } from "node:child_process";
import { hash, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import { hashTree } from "#core/proof/hash-tree.ts";
import { leafOf } from "#core/proof/timestamps.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { createTimestampClient } from "../../src/signing/timestamps/timestamp-client.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { writeZip } from "../../src/evidence/zip-writer.ts";
import { policy, sampleMaterial, seal } from "../evidence/sample-evidence.ts";
import { oracle } from "../kit/oracle.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { root as ca, sampleKey } from "../signing/sample-keys.ts";
import { createTimestampAuthority, type TimestampAuthority } from "../signing/oracles/timestamp-authority.ts";
import { fencedBlocks, read } from "./fenced-blocks.ts";

const openssl = oracle("openssl");
const unzip = oracle("unzip");
const jq = oracle("jq");
const page = read("docs/evidence.md");
const blocks = (name: string): string =>
  fencedBlocks(page)
    .filter(({ info }) => info === `test=${name}`)
    .map(({ content }) => content)
    .join("\n");
const digest = (bytes: Uint8Array | string): Uint8Array => hash("sha256", bytes, "buffer");

/** Follows the page's commands in a folder with the container and the CAs. */
function follow(container: Uint8Array, script: string, tsa = "") {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-doc-"));
  try {
    writeFileSync(join(folder, "evidence.asice"), container);
    writeFileSync(join(folder, "ca.pem"), ca.toString());
    writeFileSync(join(folder, "tsa.pem"), tsa);
    const { status, stdout, stderr } = spawnSync("sh", ["-eu"], { cwd: folder, input: script, encoding: "utf8" });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A token as the gateway asks for it, with the authority's certificate. */
async function tokenOver(authority: TimestampAuthority, bytes: Uint8Array): Promise<Uint8Array> {
  const stamped = await createTimestampClient({
    url: "http://tsa.test",
    trustAnchors: [new X509Certificate(authority.certificate)],
    timeoutMs: 60_000,
    fetch: async (_, { body }) => new Response(Uint8Array.from(authority.reply(body as Uint8Array))),
    clock: { now: () => Date.now() },
    random: seededRandom(),
  }).stamp(bytes);
  if (stamped.kind === "failed") throw new Error(`${stamped.cause}: ${stamped.detail}`);
  return stamped.token;
}

/** The material with one token over both envelopes. */
async function stamped(authority: TimestampAuthority): Promise<EvidenceMaterial> {
  // The authority's clock is the machine's, so what it stamps was signed just now.
  const material = await sampleMaterial("jws", undefined, new Date());
  const leaves = material.envelopes.map(({ body, signature }) =>
    leafOf({ bodySha256: digest(body), signatureSha256: digest(signature.value) }),
  );
  const { root, paths } = hashTree(leaves, digest);
  const id = "33333333-3333-4333-8333-333333333333";
  const token = await tokenOver(authority, root);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  return {
    ...material,
    envelopes: material.envelopes.map((envelope, position) => ({
      ...envelope,
      timestamp: { id, position, path: (paths[position] ?? []).map(hex) },
    })),
    timestamps: [{ id, root: hex(root), treeSize: leaves.length, stampedAt: "2027-05-18T08:40:00+07:00", token }],
  };
}

describe.runIf(openssl && unzip)("docs/evidence.md, its commands", () => {
  it.each(["rsa-modern.p12", "ec-p256.p12"])("verify the seal by %s and every file", async (name) => {
    const key = sampleKey(name);
    const { status, output } = follow(await seal(await sampleMaterial("jws", key), key), blocks("container"));
    expect(output).toContain("CAdES Verification successful");
    expect(output).toMatch(/\b\d+ files fit/);
    expect(status).toBe(0);
  });

  it("refuse a changed file, and a changed manifest", async () => {
    const container = await seal(await sampleMaterial());
    const edited = (name: string, from: string, to: string) =>
      writeZip(
        readZip(container, { bytes: 1e8, files: 100 }).map((file) =>
          file.name === name
            ? { name, bytes: Buffer.from(Buffer.from(file.bytes).toString().replace(from, to)) }
            : file,
        ),
      );
    const file = follow(edited("timeline.json", "delivered", "parked"), blocks("container"));
    expect([file.status, file.output]).toEqual([1, expect.stringContaining("changed: timeline.json")]);
    const manifest = follow(edited("META-INF/ASiCManifest001.xml", "README.txt", "README.txx"), blocks("container"));
    expect(manifest.output).not.toContain("Verification successful");
    expect(manifest.status).not.toBe(0);
  });
});

describe.runIf(openssl && unzip && jq)("docs/evidence.md, its commands for the audit log", () => {
  const unpack = "unzip -q evidence.asice -d evidence\ncd evidence\n";
  const signing = (name: string) =>
    fencedBlocks(read("docs/signing.md"))
      .filter(({ info }) => info === `test=${name}`)
      .map(({ content }) => content)
      .join("\n");
  const signed = `${signing("tree")}
    ${blocks("audit")}
    cp checkpoint.json envelope.body; cp checkpoint.jws envelope.jws; cp ../ca.pem .
    ${signing("jws")}`;

  it("lead from every entry to the root, and verify its signature", async () => {
    const { status, output } = follow(await seal(await sampleMaterial()), unpack + signed);
    expect(output).toContain("entry 1 stands in the log at 2");
    expect(output).toContain("entry 2 stands in the log at 4");
    expect(output).toContain("Verified OK");
    expect(status, output).toBe(0);
  });

  it("stop at an entry that was changed", async () => {
    const material = await sampleMaterial();
    const audit = material.audit.map((entry) => ({ ...entry, actor: "operator:mau" }));
    const { status, output } = follow(await seal({ ...material, audit }), unpack + signed);
    expect([status, output]).toEqual([1, expect.not.stringContaining("stands in the log") as string]);
  });
});

describe.runIf(openssl)("a container with a timestamp", () => {
  const authority = createTimestampAuthority(openssl ?? "");
  afterAll(() => authority[Symbol.dispose]());
  const timestampAnchors = () => [new X509Certificate(authority.certificate)];
  const codesOf = async (material: EvidenceMaterial, trusted = true) => {
    const more = trusted ? { timestampAnchors: timestampAnchors() } : {};
    const { findings } = await verifyContainer(await seal(material), { ...policy, ...more });
    return findings
      .map(({ mark, code }) => `${mark} ${code}`)
      .filter((line) => !/story|open (?:rev|rec|aud|sig)|holds audit/.test(line));
  };
  const base = ["holds mimetype", "holds manifest", "holds seal"];

  it.runIf(unzip)("is verified by the page's commands", async () => {
    const container = await seal(await stamped(authority));
    const { status, output } = follow(container, blocks("container") + blocks("timestamp"), authority.certificate);
    expect(output).toContain("Verification: OK");
    expect(status).toBe(0);
  });

  it("proves the time of each envelope, and says so when nobody told whom to believe", async () => {
    const material = await stamped(authority);
    expect(await codesOf(material)).toEqual([
      ...base,
      "holds envelope-signature",
      "holds envelope-signature",
      "holds timestamp-token",
      "holds timestamp-path",
      "holds timestamp-path",
    ]);
    expect(await codesOf(material, false)).toEqual([
      ...base,
      "holds envelope-signature",
      "holds envelope-signature",
      "open timestamp-unchecked",
    ]);
  });

  it("made before the signature it covers contradicts it", async () => {
    const before = await stamped(authority);
    const { envelopes } = await sampleMaterial("jws", undefined, new Date(Date.now() + 3_600_000));
    // The bytes are the same, the signature is a later one: so is its leaf.
    const later = before.envelopes.map((one, n) => ({
      ...envelopes[n],
      ...one,
      signature: envelopes[n]?.signature ?? one.signature,
    }));
    expect(await codesOf({ ...before, envelopes: later })).toContain("fails timestamp-path");
  });

  it("is refused with another's path, another's token, or none", async () => {
    const material = await stamped(authority);
    const { envelopes, timestamps } = material;
    const swapped = envelopes.map((one, index) => ({ ...one, timestamp: envelopes[1 - index]?.timestamp ?? null }));
    expect(await codesOf({ ...material, envelopes: swapped })).toContain("fails timestamp-path");
    const token = await tokenOver(authority, Buffer.from("khác"));
    const other = timestamps.map((one) => ({ ...one, token }));
    expect(await codesOf({ ...material, timestamps: other })).toContain("fails timestamp-invalid");
    expect(await codesOf({ ...material, timestamps: [] })).toContain("fails timestamp-path");
  });
});
