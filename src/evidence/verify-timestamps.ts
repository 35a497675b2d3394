import { hash, type X509Certificate } from "node:crypto";
import { rootFrom } from "#core/proof/hash-tree.ts";
import { leafOf } from "#core/proof/timestamps.ts";
import { refusalOf } from "../signing/verify/refused.ts";
import { readTimestamp } from "../signing/timestamps/read-timestamp.ts";
import { type Finding, fails, holds, open } from "./findings.ts";
import type { Story } from "./story.ts";

const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What the timestamps prove: when each envelope's signature was there at the latest. */
export interface Proven {
  readonly findings: readonly Finding[];
  readonly times: ReadonlyMap<string, Date>;
}

/** Checks each path from an envelope to a root, and each token over its root. */
export function verifyTimestamps(
  { timestamps: { timestamps, envelopes: places }, index }: Story,
  files: ReadonlyMap<string, Uint8Array>,
  rules: { readonly anchors: readonly X509Certificate[] | undefined; readonly now: Date },
): Proven {
  const findings: Finding[] = [];
  const times = new Map<string, Date>();
  const stamps = new Map(
    timestamps.map((one) => [one.id, { ...one, ...judgeToken(one, files.get(one.token), rules) }]),
  );
  for (const { finding } of stamps.values()) findings.push(finding);
  for (const { id, body, signature } of index.envelopes) {
    const place = places.find(({ envelope }) => envelope === id);
    if (place === undefined) {
      findings.push(unstamped(id));
      continue;
    }
    const stamp = stamps.get(place.id);
    const [bytes, value] = [files.get(body), files.get(signature)];
    const leaf = bytes && value && leafOf({ bodySha256: digest(bytes), signatureSha256: digest(value) });
    const path = place.path.map((one) => Buffer.from(one, "hex"));
    const root = leaf && stamp && rootFrom(leaf, { position: place.position, size: stamp.treeSize, path }, digest);
    if (stamp === undefined || root === undefined || hexOf(root) !== stamp.root) findings.push(wrongPath(id));
    else if (stamp.at !== undefined) {
      times.set(id, stamp.at);
      findings.push(proven(id, stamp.at));
    }
  }
  return { findings, times };
}

function judgeToken(
  { id, root }: Story["timestamps"]["timestamps"][number],
  token: Uint8Array | undefined,
  { anchors, now }: { readonly anchors: readonly X509Certificate[] | undefined; readonly now: Date },
): { readonly finding: Finding; readonly at?: Date } {
  if (token === undefined)
    return { finding: fails("timestamp-missing", `Thiếu tệp dấu thời gian ${id}.`, `The timestamp ${id} is missing.`) };
  if (anchors === undefined) {
    const vi = `Dấu thời gian ${id}: chưa kiểm tra, vì không có --timestamp-trust.`;
    return { finding: open("timestamp-unchecked", vi, `Timestamp ${id}: not checked without --timestamp-trust.`) };
  }
  try {
    const { at } = readTimestamp({ token, over: Buffer.from(root, "hex") }, { trustAnchors: [], now }, anchors);
    const time = at.toISOString();
    const vi = `Dấu thời gian ${id}: đúng của tổ chức cấp dấu thời gian được tin cậy, lúc ${time}.`;
    return { finding: holds("timestamp-token", vi, `Timestamp ${id}: by a trusted authority, at ${time}.`), at };
  } catch (error) {
    const { reason, message } = refusalOf(error);
    const vi = `Dấu thời gian ${id}: không được chấp nhận. ${message.vi}`;
    return { finding: fails(reason, vi, `Timestamp ${id}: refused. ${message.en}`) };
  }
}

function proven(id: string, at: Date): Finding {
  return holds(
    "timestamp-path",
    `Phong bì ${id}: có mặt trong dấu thời gian; chữ ký đã tồn tại chậm nhất lúc ${at.toISOString()}.`,
    `Envelope ${id}: the timestamp covers it; the signature was there at ${at.toISOString()} at the latest.`,
  );
}

function wrongPath(id: string): Finding {
  return fails(
    "timestamp-path",
    `Phong bì ${id}: đường dẫn băm không dẫn tới dấu thời gian; dấu thời gian không phải của phong bì này.`,
    `Envelope ${id}: its hash path does not lead to the timestamp, which is not for this envelope.`,
  );
}

function unstamped(id: string): Finding {
  return open(
    "timestamp-absent",
    `Phong bì ${id}: không có dấu thời gian; thời điểm ký chỉ do bên ký khai.`,
    `Envelope ${id}: there is no timestamp; when it was signed is the signer's word alone.`,
  );
}
