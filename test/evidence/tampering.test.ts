import { hash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import { verifyContainer } from "../../src/evidence/verify-container.ts";
import { readZip } from "../../src/evidence/zip-reader.ts";
import { writeZip } from "../../src/evidence/zip-writer.ts";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { OTHER, policy, sampleMaterial, seal } from "./sample-evidence.ts";

let material: EvidenceMaterial;
let container: Uint8Array;
beforeAll(async () => {
  material = await sampleMaterial();
  container = await seal(material);
});

const BODY = "envelopes/11111111-1111-4111-8111-111111111111/envelope.body";
const MANIFEST = "META-INF/ASiCManifest001.xml";
const SEAL = "META-INF/signature001.p7s";

/** The sentences of what failed. */
async function failures(bytes: Uint8Array): Promise<string[]> {
  const { findings, holds } = await verifyContainer(bytes, { ...policy, limits: { bytes: 20_000_000 } });
  const failed = findings.filter(({ mark }) => mark === "fails").map(({ code, vi }) => `${code}: ${vi}`);
  expect(holds).toBe(failed.length === 0);
  return failed;
}

type Edit = (files: Map<string, Uint8Array>) => void;

/** The container zipped anew after somebody with any zip program changed its files. */
function edited(edit: Edit): Uint8Array {
  const files = new Map(readZip(container, { bytes: 1e8, files: 1000 }).map(({ name, bytes }) => [name, bytes]));
  edit(files);
  return writeZip([...files].map(([name, bytes]) => ({ name, bytes })));
}

const replaceIn =
  (name: string, from: string, to: string): Edit =>
  (files) => {
    const text = Buffer.from(files.get(name) ?? "").toString();
    if (!text.includes(from)) throw new Error(`${name} does not say ${from}`);
    files.set(name, Buffer.from(text.replace(from, to)));
  };

describe("by somebody without the key", () => {
  it.each<[string, Edit, readonly RegExp[]]>([
    [
      "a body is changed",
      replaceIn(BODY, "Khai sinh", "Khai sanh"),
      [
        /^manifest-digest: Tệp envelopes.*đã bị thay đổi/,
        /^envelope-signature-mismatch: .*không khớp/,
        /^story-content: .*khác/,
      ],
    ],
    [
      "a file is taken away",
      (files) => files.delete("attempts.json"),
      [/^manifest-missing: Thiếu tệp attempts.json/, /^story-unreadable/],
    ],
    [
      "a file is added",
      (files) => files.set("them.json", Buffer.from("{}")),
      [/^manifest-unlisted: Tệp them.json .*thêm vào/],
    ],
    [
      "the manifest is changed too",
      (files) => {
        replaceIn("timeline.json", '"delivered"', '"parked"')(files);
        const sha = hash("sha256", files.get("timeline.json") ?? "", "base64");
        const text = Buffer.from(files.get(MANIFEST) ?? "").toString();
        files.set(MANIFEST, Buffer.from(text.replace(/(timeline\.json".*?DigestValue>)[^<]*/, `$1${sha}`)));
      },
      [/^seal-digest-mismatch: Chữ ký niêm phong/, /^story-messages/],
    ],
    ["the seal is taken away", (files) => files.delete(SEAL), [/^seal-missing/]],
    ["the manifest is taken away", (files) => files.delete(MANIFEST), [/^manifest-unreadable/, /^seal-missing/]],
    ["the seal is not DER", (files) => files.set(SEAL, randomBytes(900)), [/^seal-cms-malformed/]],
    [
      "it says it is something else",
      (files) => files.set("mimetype", Buffer.from("application/zip")),
      [/^mimetype: Đây không phải gói ASiC-E/],
    ],
  ])("%s", async (_, edit, expected) => {
    const found = await failures(edited(edit));
    expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string));
  });

  it("says of a signature somebody else added that it was not judged", async () => {
    const bytes = edited((files) => files.set("META-INF/signature002.p7s", Buffer.from("x")));
    const { holds, findings } = await verifyContainer(bytes, policy);
    expect([holds, findings.some(({ code, mark }) => code === "manifest-other" && mark === "open")]).toEqual([
      true,
      true,
    ]);
  });

  it("is sealed anew with a key nobody trusts", async () => {
    const path = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
    const forger = readKeyFile({ path, password: DEMO_KEY_PASSWORD });
    const timeline = material.timeline.filter(({ kind }) => kind !== "accepted");
    expect(await failures(await seal({ ...material, timeline }, forger))).toEqual([
      expect.stringMatching(/^seal-chain-untrusted: .*Chuỗi chứng thư không dẫn tới CA/),
    ]);
  });
});

/** Changes something in what the gateway itself seals. */
type Lie = (material: EvidenceMaterial) => EvidenceMaterial;
const firstEnvelope =
  (change: (envelope: EvidenceMaterial["envelopes"][number]) => object): Lie =>
  (told) => ({ ...told, envelopes: told.envelopes.map((one, n) => (n === 0 ? { ...one, ...change(one) } : one)) });
const firstMessage =
  (change: (message: EvidenceMaterial["messages"][number]) => object): Lie =>
  (told) => ({ ...told, messages: told.messages.map((one, n) => (n === 0 ? { ...one, ...change(one) } : one)) });
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe("by somebody with the gateway's key", () => {
  it.each<[string, Lie, readonly RegExp[]]>([
    [
      "the bytes that were sent are others",
      firstEnvelope(({ body }) => ({ body: Buffer.from(textOf(body).replace("Khai sinh", "Khai sanh")) })),
      [/^envelope-signature-mismatch: Phong bì 1{8}-.*Chữ ký không khớp/, /^story-content/],
    ],
    [
      "the message is another dossier's",
      firstMessage((message) => ({ envelopes: message.envelopes.map((place) => ({ ...place, position: 0 })) })),
      [/^story-dossier: .*vị trí 0 không phải của hồ sơ/],
    ],
    [
      "the content is said to be other",
      firstMessage(() => ({ payloadSha256: "0".repeat(64) })),
      [/^story-content: .*khác nội dung/],
    ],
    [
      "the service is said to be other",
      firstEnvelope(() => ({ service: "HuyHoSo" })),
      [/^story-service: .*dịch vụ khác/],
    ],
    ["an update is said to be a creation", firstEnvelope(() => ({ isUpdating: true })), [/^story-service/]],
    [
      "it is said to be made at another time",
      firstEnvelope(() => ({ createdAt: "2027-05-19T08:30:15+07:00" })),
      [/^envelope-time: .*không khớp thời điểm lập/],
    ],
    [
      "it is said to be signed by another",
      firstEnvelope(() => ({ certificateThumbprint: "x" })),
      [/^envelope-certificate/],
    ],
    [
      "a message is said to be delivered that was never sent",
      (told) => ({ ...told, attempts: told.attempts.slice(1) }),
      [/^story-delivered: Thông điệp số 1 .*không có lần gửi nào/],
    ],
    [
      "the timeline tells of another state",
      firstMessage(() => ({ state: "refused" })),
      [/^story-messages: Diễn biến và messages.json/],
    ],
    [
      "an envelope is left out",
      (told) => ({ ...told, envelopes: told.envelopes.slice(1) }),
      [/^story-envelope: Thông điệp số 1 nói tới/, /^story-envelope: Diễn biến nói tới/],
    ],
    [
      "an envelope is of no message",
      (told) => ({ ...told, messages: told.messages.slice(1), timeline: told.timeline.slice(3) }),
      [/^story-stray/],
    ],
    [
      "the dossier is said to be another",
      (told) => ({ ...told, dossierCode: OTHER }),
      [/^story-dossier/, /^story-dossier/, /^audit-foreign/, /^audit-foreign/],
    ],
  ])("%s", async (_, lie, expected) => {
    expect(await failures(await seal(lie(material)))).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });
});

/** Where in the zip a file's own header begins. */
const headerOf = (zip: Buffer, name: string): number => zip.indexOf(name) - 30;

/** A zip of two files with bytes hidden before the second one, and a directory that knows where it went. */
function withGap(zip: Buffer, length: number, off = length): Buffer {
  const local = zip.indexOf("PK\x03\x04", 4, "latin1");
  const central = zip.lastIndexOf("PK\x01\x02", undefined, "latin1");
  const [directory, end] = [zip.readUInt32LE(zip.length - 6), zip.length - 22];
  const changed = Buffer.concat([zip.subarray(0, local), Buffer.alloc(length, "x"), zip.subarray(local)]);
  changed.writeUInt32LE(local + off, central + length + 42);
  changed.writeUInt32LE(directory + length, end + length + 16);
  return changed;
}

describe("in the zip itself", () => {
  const [first, second] = ["aaaa.txt", "bbbb.txt"];
  const small = (): Buffer =>
    Buffer.from(writeZip([first, second].map((name) => ({ name, bytes: Buffer.from(name) }))));
  const rename = (zip: Buffer, from: string, to: string): Buffer =>
    Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");

  it.each<[string, () => Uint8Array, RegExp]>([
    ["bytes behind the end", () => Buffer.concat([container, Buffer.from("x")]), /^zip-malformed/],
    ["bytes before the start", () => Buffer.concat([Buffer.from("x"), container]), /^zip-malformed/],
    ["a file cut off", () => container.subarray(0, container.length - 100), /^zip-malformed/],
    ["two files of one name", () => rename(small(), second, first), /^zip-name-twice: Zip có hai tệp cùng tên/],
    ["names that differ in case alone", () => rename(small(), second, "AAAA.txt"), /^zip-name-twice/],
    ["a name that leads out", () => rename(small(), first, "../a.txt"), /^zip-name-unsafe: .*không an toàn/],
    ["a name from the root", () => rename(small(), first, "/aaa.txt"), /^zip-name-unsafe/],
    ["a name with a backslash", () => rename(small(), first, "..\\aa.tx"), /^zip-name-unsafe/],
    [
      "two names for one file, one to each reader",
      () => {
        const zip = small();
        zip.write("cccc", headerOf(zip, first) + 30);
        return zip;
      },
      /^zip-malformed: .*hai chương trình đọc ra khác nhau/,
    ],
    ["bytes hidden between two files", () => withGap(small(), 10), /^zip-malformed: .*a gap or an overlap/],
    ["two files over the same bytes", () => withGap(small(), 0, -1), /^zip-malformed/],
    [
      "content that does not fit its checksum",
      () => {
        const zip = small();
        zip.write("x", headerOf(zip, first) + 30 + first.length);
        return zip;
      },
      /^zip-corrupt/,
    ],
    [
      "more than the limit when unpacked",
      () => zipSync({ bomb: new Uint8Array(20_000_001) }),
      /^zip-too-large: .*vượt giới hạn/,
    ],
    [
      "more than is declared when unpacked",
      () => {
        const zip = Buffer.from(zipSync({ bomb: new Uint8Array(1_000_000) }));
        const declared = Buffer.alloc(4);
        declared.writeUInt32LE(1_000_000);
        for (let at = zip.indexOf(declared); at >= 0; at = zip.indexOf(declared)) zip.writeUInt32LE(10, at);
        return zip;
      },
      /^zip-too-large/,
    ],
  ])("%s", async (_, make, expected) => {
    expect(await failures(make())).toEqual([expect.stringMatching(expected)]);
  });

  it("what others pack, compressed, is read the same", () => {
    const files = { "a.txt": Buffer.from("a".repeat(1000)) };
    const [file] = readZip(zipSync(files), { bytes: 10_000, files: 2 });
    expect(Buffer.from(file?.bytes ?? "").equals(files["a.txt"])).toBe(true);
    expect(deflateRawSync(files["a.txt"]).length).toBeLessThan(100);
  });

  it("no changed byte goes unseen that changes a file", async () => {
    const original = readZip(container, { bytes: 1e8, files: 1000 });
    const places = fc.tuple(fc.nat({ max: container.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(places, async ([at, mask]) => {
        const changed = Uint8Array.from(container);
        changed[at] = (changed[at] ?? 0) ^ mask;
        const { holds } = await verifyContainer(changed, policy);
        if (holds) expect(readZip(changed, { bytes: 1e8, files: 1000 })).toEqual(original);
      }),
      { numRuns: 40 },
    );
  });
});
