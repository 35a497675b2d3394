import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "@hono/zod-openapi";
import { moreErrors } from "#core/dossier/issue.ts";

/** One thing wrong with what was sent. */
export const issueDocument = z
  .strictObject({
    pointer: z.string().describe("JSON pointer (RFC 6901) vào nội dung đã gửi. Into what the client sent."),
    code: z.string().describe("Mã lỗi ổn định. Stable code."),
    message: z.string().describe("Câu tiếng Việt cho người xử lý. Vietnamese sentence."),
    messageEn: z.string().describe("English sentence."),
    rule: z.string().optional().describe("Mã quy tắc nghiệp vụ. Business rule id."),
    severity: z
      .enum(["error", "warning"])
      .describe("error chặn hồ sơ; warning không chặn. An error stops the dossier, a warning does not."),
  })
  .openapi("Issue");

/** Whoever has more wrong has one cause for most of it, and nobody reads further. */
const MOST_ERRORS = 1000;

/** RFC 9457 problem document, with the errors of the request. */
export const problemDocument = z
  .strictObject({
    type: z.string().describe("urn:lienthong:problem:CODE"),
    title: z.string().describe("Tóm tắt. Summary."),
    status: z.int().describe("Mã trạng thái HTTP. HTTP status."),
    code: z.string().describe("Mã ổn định để phần mềm xử lý. Stable code for software."),
    detail: z.string().describe("Cần làm gì tiếp. What to do next."),
    errors: z
      .array(issueDocument)
      .describe(
        `Mọi lỗi tìm thấy, có thể rỗng; quá ${MOST_ERRORS} lỗi thì mục cuối (more-errors) nói còn ít nhất bao nhiêu. Everything that was found; may be empty. Of more than ${MOST_ERRORS}, or of hundreds in one part, the last entry (more-errors) says how many are left at least.`,
      ),
  })
  .openapi("Problem");

export type Problem = z.infer<typeof problemDocument>;

/** Texts of every problem the API answers with: what happened, and what to do next. */
const PROBLEMS = {
  "invalid-dossier": {
    status: 422,
    title: "Hồ sơ không hợp lệ",
    titleEn: "The dossier is not valid, with every error.",
    advice: "Sửa các lỗi trong «errors» rồi gửi lại; chưa có gì được lưu.",
  },
  "invalid-request": {
    status: 400,
    title: "Yêu cầu không hợp lệ",
    titleEn: "The request is not valid.",
    advice: "Sửa yêu cầu theo «errors» rồi gửi lại.",
  },
  "unreadable-body": {
    status: 400,
    title: "Không đọc được nội dung",
    titleEn: "The body cannot be read.",
    advice: "Kiểm tra JSON, NDJSON hoặc XML và mã hóa UTF-8 rồi gửi lại.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Kiểu nội dung không hỗ trợ",
    titleEn: "The media type is not supported.",
    advice: "Dùng application/json, application/x-ndjson hoặc application/xml.",
  },
  "body-too-large": {
    status: 413,
    title: "Nội dung quá lớn",
    titleEn: "The body is too large.",
    advice: "Chia nhỏ lần gửi, hoặc dùng application/x-ndjson.",
  },
  "body-too-slow": {
    status: 408,
    title: "Nội dung đến quá chậm",
    titleEn: "The body came too slowly.",
    advice: "Kiểm tra đường truyền rồi gửi lại, hoặc chia nhỏ lần gửi.",
  },
  "too-many-rejected": {
    status: 422,
    title: "Quá nhiều dòng trong lần gửi này",
    titleEn: "Too many lines, or too many refused ones, in this push; what follows was not read.",
    advice: "Các dòng sau chưa được đọc; sửa lỗi đã nêu rồi gửi tiếp từ dòng này trong lần gửi mới.",
  },
  "batch-too-large": {
    status: 413,
    title: "Quá nhiều hồ sơ trong một lần gửi",
    titleEn: "Too many dossiers in one batch.",
    advice: "Chia nhỏ lần gửi, hoặc dùng application/x-ndjson.",
  },
  "evidence-too-large": {
    status: 413,
    title: "Bằng chứng quá lớn",
    titleEn: "The evidence is larger than limits.maxEvidenceBytes.",
    advice: "Nâng limits.maxEvidenceBytes trong CONFIG_FILE của gateway.",
  },
  unauthenticated: {
    status: 401,
    title: "Chưa xác thực",
    titleEn: "No valid key.",
    advice: "Gửi kèm Authorization: Bearer và khóa API được cấp.",
  },
  forbidden: {
    status: 403,
    title: "Không có quyền",
    titleEn: "Not allowed: the right is missing, or it lies outside the agencies of the key.",
    advice: "Liên hệ quản trị gateway để được cấp quyền.",
  },
  "not-found": {
    status: 404,
    title: "Không tìm thấy",
    titleEn: "Not found.",
    advice: "Kiểm tra lại mã hoặc đường dẫn.",
  },
  "cursor-expired": {
    status: 410,
    title: "Con trỏ quá cũ",
    titleEn: "The cursor is too old.",
    advice:
      "Các thay đổi sau con trỏ này đã hết thời hạn lưu. Lấy con trỏ mới bằng after=latest, đọc lại các hồ sơ bằng GET /v1/dossiers, rồi theo dõi tiếp từ con trỏ mới. (Changes after this cursor are no longer kept: take a new one with after=latest, read GET /v1/dossiers again, go on from the new one.)",
  },
  "cursor-unknown": {
    status: 410,
    title: "Con trỏ không thuộc cơ sở dữ liệu này",
    titleEn: "The cursor does not belong to this database.",
    advice:
      "Cơ sở dữ liệu đã được khôi phục hoặc thay thế sau khi cấp con trỏ. Lấy con trỏ mới bằng after=latest, đọc lại các hồ sơ bằng GET /v1/dossiers, gửi lại hồ sơ còn thiếu, rồi theo dõi tiếp từ con trỏ mới. (The database was restored or replaced since: take a new cursor with after=latest, read GET /v1/dossiers again, push what is missing, go on from the new one.)",
  },
  "key-conflict": {
    status: 409,
    title: "Idempotency-Key đã dùng cho nội dung khác",
    titleEn: "The Idempotency-Key was used for other content.",
    advice: "Dùng khóa mới cho nội dung mới.",
  },
  "too-busy": {
    status: 429,
    title: "Đang xử lý quá nhiều lần gửi cùng lúc",
    titleEn: "Too many pushes at once.",
    advice: "Gửi lại sau thời gian Retry-After; chưa có gì được lưu.",
  },
  "too-many-wrong-keys": {
    status: 429,
    title: "Quá nhiều khóa sai từ địa chỉ này",
    titleEn: "Too many wrong keys came from this address.",
    advice: "Kiểm tra khóa API đã cấp; thử lại sau thời gian Retry-After.",
  },
  "queue-full": {
    status: 429,
    title: "Hàng đợi gửi lên Cổng đã đầy",
    titleEn: "The queue to the portal is full.",
    advice: "Hồ sơ chưa được nhận; gửi lại sau thời gian Retry-After, tính theo tốc độ gửi hiện tại.",
  },
  "disk-full": {
    status: 503,
    title: "Ổ đĩa của gateway đầy hoặc sắp đầy",
    titleEn: "The disk of the gateway is full or nearly so.",
    advice: "Hồ sơ chưa được nhận. Báo quản trị giải phóng ổ đĩa (DATA_DIR hoặc máy chủ PostgreSQL), rồi gửi lại.",
  },
  "finding-settled": {
    status: 409,
    title: "Sai lệch đã được xử lý",
    titleEn: "The finding is settled already.",
    advice: "Tải lại danh sách; không cần làm gì thêm.",
  },
  "dossier-busy": {
    status: 409,
    title: "Hồ sơ đang có thông điệp trên đường",
    titleEn: "Messages of the dossier are under way.",
    advice: "Chờ hồ sơ gửi xong rồi đối soát lại (npm run reconcile -- --dossier MÃ).",
  },
  "dossier-stopped": {
    status: 409,
    title: "Hồ sơ có thông điệp đang dừng",
    titleEn: "The dossier has a message that stopped.",
    advice: "Xử lý thông điệp đang dừng trước (gửi lại, hoặc sửa hồ sơ rồi gửi), sau đó mới gửi lại hồ sơ.",
  },
  "client-configured": {
    status: 409,
    title: "Phần mềm khai báo trong cấu hình",
    titleEn: "The client stands in the configuration.",
    advice:
      "Phần mềm này nằm trong CONFIG_FILE (hoặc BOOTSTRAP_API_KEY): sửa ở đó rồi gửi SIGHUP cho gateway. (It is in CONFIG_FILE, or is BOOTSTRAP_API_KEY: change it there, then send the gateway a SIGHUP.)",
  },
  "client-exists": {
    status: 409,
    title: "Mã phần mềm đã được dùng",
    titleEn: "There is, or was, a client of this id.",
    advice:
      "Chọn mã khác; mã của phần mềm đã thu hồi cũng không dùng lại. Để cấp khóa mới cho phần mềm đang có, dùng rotate. (Choose another id; that of a revoked client is not given again. A client that is there gets another key by rotate.)",
  },
  "client-revoked": {
    status: 409,
    title: "Phần mềm đã bị thu hồi",
    titleEn: "The client was revoked.",
    advice: "Thu hồi là vĩnh viễn: thêm phần mềm mới với mã khác. (Revoking is for good: add a client of another id.)",
  },
  "database-unavailable": {
    status: 503,
    title: "Cơ sở dữ liệu tạm thời không sẵn sàng",
    titleEn: "The database is away.",
    advice: "Hồ sơ chưa được nhận; gửi lại sau thời gian Retry-After.",
  },
  "signing-key-away": {
    status: 503,
    title: "Không liên lạc được với thiết bị giữ khóa ký",
    titleEn: "The token with the signing key is away.",
    advice: "Kiểm tra USB token hoặc HSM; thử lại sau thời gian Retry-After.",
  },
  internal: {
    status: 500,
    title: "Lỗi bên trong gateway",
    titleEn: "A fault inside the gateway.",
    advice: "Báo quản trị kèm mã yêu cầu X-Request-Id; hồ sơ chưa được nhận, có thể gửi lại.",
  },
} as const satisfies Record<string, { status: number; title: string; titleEn: string; advice: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Status of a problem, with its title in both languages. */
export function describeProblem(code: ProblemCode): {
  readonly status: number;
  readonly vi: string;
  readonly en: string;
} {
  const { status, title, titleEn } = PROBLEMS[code];
  return { status, vi: title, en: titleEn };
}

/** Builds a problem document; `detail` replaces the usual advice where the case needs its own. */
export function problem(code: ProblemCode, options: { errors?: Problem["errors"]; detail?: string } = {}): Problem {
  const { status, title, advice } = PROBLEMS[code];
  return {
    type: `urn:lienthong:problem:${code}`,
    title,
    status,
    code,
    detail: options.detail ?? advice,
    errors: told(options.errors ?? []),
  };
}

/** The errors that are told one by one, and how many more there are. */
function told(errors: Problem["errors"]): Problem["errors"] {
  if (errors.length <= MOST_ERRORS) return errors;
  return [...errors.slice(0, MOST_ERRORS), { ...moreErrors(errors.length - MOST_ERRORS) }];
}

/** Answers a request with a problem document. */
export function sendProblem(c: Context, body: Problem, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    "Content-Type": "application/problem+json; charset=utf-8",
    ...headers,
  });
}
