import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";

const issue = z.strictObject({
  pointer: z.string().describe("JSON pointer (RFC 6901) vào nội dung đã gửi. Into what the client sent."),
  code: z.string().describe("Mã lỗi ổn định. Stable code."),
  message: z.string().describe("Câu tiếng Việt cho người xử lý. Vietnamese sentence."),
  messageEn: z.string().describe("English sentence."),
  rule: z.string().optional().describe("Mã quy tắc nghiệp vụ. Business rule id."),
  severity: z.enum(["error", "warning"]).describe("error chặn hồ sơ; warning không chặn."),
});

/** RFC 9457 problem document, with all errors of the request. */
export const problemDocument = z.strictObject({
  type: z.string().describe("urn:lienthong:problem:CODE"),
  title: z.string().describe("Tóm tắt. Summary."),
  status: z.int(),
  code: z.string().describe("Mã ổn định để phần mềm xử lý. Stable code for software."),
  detail: z.string().describe("Cần làm gì tiếp. What to do next."),
  errors: z.array(issue),
});

export const issueDocument = issue;
export type Problem = z.infer<typeof problemDocument>;

/** Texts of every problem the API answers with: what happened, and what to do next. */
const PROBLEMS = {
  "invalid-dossier": [422, "Hồ sơ không hợp lệ", "Sửa các lỗi trong «errors» rồi gửi lại; chưa có gì được lưu."],
  "invalid-request": [400, "Yêu cầu không hợp lệ", "Sửa yêu cầu theo «errors» rồi gửi lại."],
  "unreadable-body": [400, "Không đọc được nội dung", "Kiểm tra JSON, NDJSON hoặc XML và mã hóa UTF-8 rồi gửi lại."],
  "unsupported-media-type": [
    415,
    "Kiểu nội dung không hỗ trợ",
    "Dùng application/json, application/x-ndjson hoặc application/xml.",
  ],
  "body-too-large": [413, "Nội dung quá lớn", "Chia nhỏ lần gửi, hoặc dùng application/x-ndjson."],
  "batch-too-large": [413, "Quá nhiều hồ sơ trong một lần gửi", "Chia nhỏ lần gửi, hoặc dùng application/x-ndjson."],
  "evidence-too-large": [413, "Bằng chứng quá lớn", "Nâng limits.maxEvidenceBytes trong CONFIG_FILE của gateway."],
  unauthenticated: [401, "Chưa xác thực", "Gửi kèm Authorization: Bearer và khóa API được cấp."],
  forbidden: [403, "Không có quyền", "Liên hệ quản trị gateway để được cấp quyền."],
  "not-found": [404, "Không tìm thấy", "Kiểm tra lại mã hoặc đường dẫn."],
  "cursor-expired": [
    410,
    "Con trỏ quá cũ",
    "Các thay đổi sau con trỏ này đã hết thời hạn lưu. Lấy con trỏ mới bằng after=latest, đọc lại các hồ sơ bằng GET /v1/dossiers, rồi theo dõi tiếp từ con trỏ mới. (Changes after this cursor are no longer kept: take a new one with after=latest, read GET /v1/dossiers again, go on from the new one.)",
  ],
  "cursor-unknown": [
    410,
    "Con trỏ không thuộc cơ sở dữ liệu này",
    "Cơ sở dữ liệu đã được khôi phục hoặc thay thế sau khi cấp con trỏ. Lấy con trỏ mới bằng after=latest, đọc lại các hồ sơ bằng GET /v1/dossiers, gửi lại hồ sơ còn thiếu, rồi theo dõi tiếp từ con trỏ mới. (The database was restored or replaced since: take a new cursor with after=latest, read GET /v1/dossiers again, push what is missing, go on from the new one.)",
  ],
  "key-conflict": [409, "Idempotency-Key đã dùng cho nội dung khác", "Dùng khóa mới cho nội dung mới."],
  "too-busy": [429, "Đang xử lý quá nhiều lần gửi cùng lúc", "Gửi lại sau thời gian Retry-After; chưa có gì được lưu."],
  "queue-full": [
    429,
    "Hàng đợi gửi lên Cổng đã đầy",
    "Hồ sơ chưa được nhận; gửi lại sau thời gian Retry-After, tính theo tốc độ gửi hiện tại.",
  ],
  "disk-full": [
    503,
    "Ổ đĩa của gateway sắp đầy",
    "Hồ sơ chưa được nhận. Báo quản trị giải phóng ổ đĩa (DATA_DIR), rồi gửi lại.",
  ],
  "finding-settled": [409, "Sai lệch đã được xử lý", "Tải lại danh sách; không cần làm gì thêm."],
  "dossier-busy": [
    409,
    "Hồ sơ đang có thông điệp trên đường",
    "Chờ hồ sơ gửi xong rồi đối soát lại (npm run reconcile -- --dossier MÃ).",
  ],
  "dossier-stopped": [
    409,
    "Hồ sơ có thông điệp đang dừng",
    "Xử lý thông điệp đang dừng trước (gửi lại, hoặc sửa hồ sơ rồi gửi), sau đó mới gửi lại hồ sơ.",
  ],
  "database-unavailable": [
    503,
    "Cơ sở dữ liệu tạm thời không sẵn sàng",
    "Hồ sơ chưa được nhận; gửi lại sau thời gian Retry-After.",
  ],
  "signing-key-away": [
    503,
    "Không liên lạc được với thiết bị giữ khóa ký",
    "Kiểm tra USB token hoặc HSM; thử lại sau thời gian Retry-After.",
  ],
  internal: [
    500,
    "Lỗi bên trong gateway",
    "Báo quản trị kèm mã yêu cầu X-Request-Id; hồ sơ chưa được nhận, có thể gửi lại.",
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Builds a problem document; `detail` replaces the usual advice where the case needs its own. */
export function problem(code: ProblemCode, options: { errors?: Problem["errors"]; detail?: string } = {}): Problem {
  const [status, title, advice] = PROBLEMS[code];
  return {
    type: `urn:lienthong:problem:${code}`,
    title,
    status,
    code,
    detail: options.detail ?? advice,
    errors: options.errors ?? [],
  };
}

/** Answers a request with a problem document. */
export function sendProblem(c: Context, body: Problem, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    "Content-Type": "application/problem+json; charset=utf-8",
    ...headers,
  });
}
