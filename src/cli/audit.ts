import type { Bilingual } from "#schemas/common/bilingual.ts";
import { hash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  checkpointInput,
  type AuditCheckpoint,
  type AuditLink,
  type AuditRow,
  type MissingEntry,
} from "#core/proof/audit-chain.ts";
import { Fault } from "#core/fault.ts";
import { createChainWalk, type ChainFault } from "#core/proof/verify-audit-chain.ts";
import { verifySignature } from "../signing/verify/verify-signature.ts";
import { readSecret } from "../config/secret-sources.ts";
import type { Command, CommandIo } from "./command.ts";
import { signatureHeaders } from "../signing/verify/signature-input.ts";

const usage = `lienthong audit verify [--to URL] [--key KEY] [--trust CA.pem] [--known POSITION:LINK]

Kiểm tra chuỗi nhật ký kiểm toán từ đầu: không mục nào bị sửa, xóa, đổi chỗ hay chèn thêm, mọi điểm chốt đều có chữ ký.
Checks the audit log from its beginning: nothing changed, removed, moved or slipped in, and every checkpoint signed.

  --to URL               địa chỉ gateway, mặc định http://127.0.0.1:8080            the gateway
  --key KEY              khóa API có quyền operate; mặc định BOOTSTRAP_API_KEY      API key with the right operate
  --trust CA.pem         chứng thư gốc của khóa ký; mặc định khóa thử nghiệm        root of the signing key
  --known POSITION:LINK  điểm chốt đã ghi lại ở nơi khác (nhật ký hệ thống)         a checkpoint noted down elsewhere

Trạng thái thoát 0 khi chuỗi toàn vẹn, 1 khi không. / Status 0 when the chain holds, 1 when not.
`;

interface Piece {
  readonly entries: readonly (AuditLink | MissingEntry)[];
  readonly checkpoints: readonly AuditCheckpoint[];
  readonly strangers: readonly AuditRow[];
  readonly next: number | null;
}

const DEMO_TRUST = new URL("../../certs.example/ca.pem", import.meta.url);

/** The command `lienthong audit`. */
export const command: Command = {
  name: "audit",
  summary: { vi: "kiểm tra chuỗi nhật ký kiểm toán", en: "verify the chain of the audit log" },
  usage,

  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb !== "verify")
      throw new Fault("usage", { vi: "Dùng: lienthong audit verify.", en: "Use: lienthong audit verify." });
    const { values } = parseArgs({
      args: rest,
      options: {
        to: { type: "string" },
        key: { type: "string" },
        trust: { type: "string" },
        known: { type: "string" },
      },
    });
    const key = values.key ?? readSecret("BOOTSTRAP_API_KEY", io.env);
    if (key === undefined)
      throw new Fault("usage", { vi: "Thiếu --key hoặc BOOTSTRAP_API_KEY.", en: "Give --key or BOOTSTRAP_API_KEY." });
    const anchors = readTrust(values.trust);
    const walk = createChainWalk({
      digest: (bytes) => hash("sha256", bytes, "buffer"),
      isSigned: (checkpoint) => isSigned(checkpoint, anchors),
      ...(values.known === undefined ? {} : { known: readKnown(values.known) }),
    });
    const url = values.to ?? "http://127.0.0.1:8080";
    for (let after: number | null = 0; after !== null && !io.signal.aborted;) {
      const piece: Piece = await fetchPiece(url, key, after);
      const fault = await walk.next(piece.entries, piece.checkpoints);
      if (fault !== null) return tellFault(fault, io);
      const [stranger] = piece.strangers;
      if (stranger !== undefined) return printUnlinkedEntry(stranger, io);
      after = piece.next;
    }
    const end = walk.end();
    if ("code" in end) return tellFault(end, io);
    io.stdout.write(
      `Chuỗi toàn vẹn: ${end.position} mục, ${end.checkpoints} điểm chốt có chữ ký hợp lệ, đã ký đến mục ${end.signedTo}.\n` +
        `The chain holds: ${end.position} entries, ${end.checkpoints} checkpoints with good signatures, signed up to ${end.signedTo}.\n` +
        `Điểm cuối / head: ${end.position}:${end.link}\n`,
    );
    return 0;
  },
};

async function fetchPiece(url: string, key: string, after: number): Promise<Piece> {
  const response = await fetch(new URL(`/v1/audit?after=${after}`, url), {
    headers: { Authorization: `Bearer ${key}` },
  }).catch((cause: unknown) => {
    const text = { vi: "Không kết nối được gateway; kiểm tra --to.", en: "The gateway cannot be reached; check --to." };
    throw new Fault("usage", text, { cause });
  });
  if (response.ok) return (await response.json()) as Piece;
  throw new Fault("usage", {
    vi: `Gateway từ chối (HTTP ${response.status}); khóa cần quyền operate trên toàn tỉnh.`,
    en: `The gateway refused (HTTP ${response.status}); the key needs the right operate for the whole province.`,
  });
}

async function isSigned(checkpoint: AuditCheckpoint, trustAnchors: readonly X509Certificate[]): Promise<boolean> {
  const { header, value } = checkpoint.signature;
  const read = signatureHeaders.get(header);
  if (read === undefined) return false;
  const input = read(value, Buffer.from(checkpointInput(checkpoint)));
  return (await verifySignature(input, { trustAnchors, now: new Date() })).valid;
}

const WORDS: Readonly<Record<ChainFault["code"], Bilingual>> = {
  "entry-missing": { vi: "mục này đã bị xóa khỏi nhật ký", en: "this entry was removed from the log" },
  "entry-changed": {
    vi: "mục này hoặc mắt xích của nó đã bị sửa, hoặc đổi chỗ",
    en: "this entry or its link was changed, or moved",
  },
  "link-missing": { vi: "mắt xích này đã bị xóa", en: "this link was removed" },
  "checkpoint-differs": {
    vi: "chuỗi đến đây khác với điểm chốt đã ký: có mục phía trước bị sửa và chuỗi bị tính lại",
    en: "the chain differs from the signed checkpoint: something before was changed and the chain computed anew",
  },
  "checkpoint-forged": { vi: "chữ ký của điểm chốt không hợp lệ", en: "the checkpoint's signature does not hold" },
  "root-differs": {
    vi: "gốc cây băm đã ký không khớp với các mục: cây băm, hoặc việc mục nào thuộc hồ sơ nào, đã bị sửa",
    en: "the signed root of the hash tree does not fit the entries: the tree, or which entry is whose, was changed",
  },
  truncated: { vi: "chuỗi không còn tới điểm chốt đã biết: phần cuối bị cắt", en: "the end of the chain was cut off" },
  "nothing-signed": { vi: "chưa có điểm chốt nào được ký", en: "no checkpoint is signed yet" },
};

function tellFault({ code, position, seq }: ChainFault, io: CommandIo): number {
  const { vi, en } = WORDS[code];
  const entry = seq === null ? "" : ` (seq ${seq})`;
  io.stdout.write(
    `KHÔNG toàn vẹn, tại vị trí ${position}${entry}: ${vi}.\nDoes NOT hold at position ${position}${entry}: ${en}.\n`,
  );
  return 1;
}

function printUnlinkedEntry({ seq, at, action }: AuditRow, io: CommandIo): number {
  io.stdout.write(
    `KHÔNG toàn vẹn: mục seq ${seq} (${at}, ${action}) không nằm trong chuỗi: được chèn thêm về sau.\n` +
      `Does NOT hold: entry seq ${seq} (${at}, ${action}) is in no link: it was slipped in later.\n`,
  );
  return 1;
}

function readKnown(text: string): { readonly position: number; readonly link: string } {
  const [, position, link] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position !== undefined && link !== undefined) return { position: Number(position), link };
  throw new Fault("usage", {
    vi: "--known có dạng VỊ_TRÍ:MẮT_XÍCH như trong nhật ký (position, link).",
    en: "--known looks like POSITION:LINK as the log shows them.",
  });
}

function readTrust(path: string | undefined): X509Certificate[] {
  try {
    const pem = readFileSync(path ?? DEMO_TRUST, "utf8");
    return [...pem.matchAll(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)].map(
      ([certificate]) => new X509Certificate(certificate),
    );
  } catch (cause) {
    throw new Fault(
      "usage",
      { vi: `Không đọc được --trust ${path}.`, en: `--trust ${path} cannot be read.` },
      { cause },
    );
  }
}
