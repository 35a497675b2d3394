import { z } from "@hono/zod-openapi";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { instant, signatureDocument } from "../fields.ts";

const LONGEST_PAGE = 1000;

const auditQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe("Sau vị trí này. From after this position of the chain."),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(LONGEST_PAGE).describe("Số mục. Entries."),
});

const position = z.int().describe("Vị trí trong chuỗi: 1, 2, 3, … Position in the chain, without gaps.");
const link = z.string().describe("SHA-256 (hex) của mắt xích trước và mục này. Over the link before and this entry.");
const seq = z.string().describe("Số thứ tự do cơ sở dữ liệu cấp. Number the database gave it.");

const rowShape = {
  seq,
  at: z.string().meta({ format: "date-time", description: "Thời điểm (UTC). Time, UTC." }),
  actor: z.string().describe("Ai làm. Who acted."),
  action: z.string().describe("Việc đã làm. What was done."),
  subject: z.string().describe("Đối tượng, thường là mã hồ sơ. What it was done to."),
  detail: z.unknown().describe("Chi tiết, không có dữ liệu cá nhân. Detail, without personal data."),
};

const auditEntry = z
  .strictObject({
    ...rowShape,
    position,
    salt: z.string().nullable().describe("Giá trị ngẫu nhiên; null ở mục cũ. Random value; null in old links."),
    about: z.string().describe("Hồ sơ liên quan. The dossier it is about."),
    ordinal: z.int().describe("Mục thứ mấy về hồ sơ đó. Which one of those about it."),
    link,
  })
  .openapi("AuditEntry");

const missingEntry = z
  .strictObject({ position, link, seq, missing: z.literal(true).describe("Mục đã mất. Its row is gone.") })
  .openapi("MissingAuditEntry");

const checkpoint = z
  .strictObject({
    position,
    link,
    root: z.string().nullable().describe("Gốc cây băm (hex). Root of the hash tree; null in old checkpoints."),
    at: instant,
    signature: signatureDocument,
  })
  .openapi("AuditCheckpoint");

const auditPage = z
  .strictObject({
    entries: z.array(z.union([auditEntry, missingEntry])).describe("Các mục theo chuỗi. Entries along the chain."),
    checkpoints: z.array(checkpoint).describe("Các điểm chốt có chữ ký. Signed checkpoints."),
    strangers: z
      .array(z.strictObject(rowShape).openapi("UnchainedAuditEntry"))
      .describe("Mục nằm ngoài chuỗi. Rows that are in no link."),
    next: z.int().nullable().describe("Đưa vào after của lần đọc sau; null: hết. Goes into after of the next call."),
  })
  .openapi("AuditPage");

/** The audit log with its chain, for whoever verifies it. */
export function auditEndpoints({ auditChain }: Pick<HttpDependencies, "auditChain">): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/audit",
      operationId: "readAudit",
      area: "audit",
      summary:
        "Nhật ký kiểm toán cùng chuỗi băm và các điểm chốt có chữ ký. The audit log with its chain and signed checkpoints.",
      access: {
        right: "operate",
        agencies: { refused: "Nhật ký kiểm toán gồm mọi cơ quan; khóa giới hạn theo cơ quan không xem được." },
      },
      query: auditQuery,
      answers: { 200: json(auditPage, "Một đoạn của chuỗi. A piece of the chain.") },
      handle: async (c, { query }) => {
        const { links, checkpoints } = await auditChain.read(query);
        const last = links.at(-1)?.position ?? query.after;
        const isLast = links.length < query.limit;
        const strangers = isLast ? await auditChain.unlinkedEntries(LONGEST_PAGE) : [];
        return c.json({ entries: links, checkpoints, strangers, next: isLast ? null : last });
      },
    }),
  ];
}
