import { z } from "zod";
import { pushedDossier } from "#core/dossier.ts";
import { applicationQuery } from "./application-routes.ts";
import { inputSchemaOf } from "./dossier-input.ts";
import { messageQuery, retryMany, retryOne } from "./message-routes.ts";
import { pauseBody, resumeBody } from "./pause-routes.ts";
import { problemDocument, issueDocument } from "./problem.ts";
import { dossierQuery } from "./status-routes.ts";
import { replaceBody, skipBody } from "./stopped-message-routes.ts";

/** One call of the API, as the document describes it. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: Readonly<Record<string, object>>;
  readonly answers: Readonly<
    Record<string, { readonly description: string; readonly schema?: z.ZodType; readonly type?: string }>
  >;
  /** Without a key. */
  readonly open?: boolean;
}

const taken = z.strictObject({
  outcome: z.enum(["accepted", "unchanged"]),
  dossierCode: z.string(),
  revision: z.int().describe("Lần sửa đổi. Rises with each changed push."),
  messages: z.int().describe("Số thông điệp sẽ gửi lên Cổng. Messages made for the portal."),
  warnings: z.array(issueDocument),
});

const batchAnswer = z.strictObject({
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  results: z.array(
    z.strictObject({
      index: z.int(),
      dossierCode: z.string().nullable(),
      outcome: z.enum(["accepted", "unchanged", "rejected"]),
      problem: problemDocument.optional(),
    }),
  ),
});

const syncAnswer = z.strictObject({
  portal: z.strictObject({
    reachable: z.boolean(),
    breaker: z.enum(["closed", "open", "half-open"]),
    since: z.string(),
  }),
  destinations: z
    .array(
      z.strictObject({
        name: z.string().describe("portal hoặc tên lĩnh vực. The portal, or the sector that reports there."),
        reachable: z.boolean(),
        breaker: z.enum(["closed", "open", "half-open"]),
        since: z.string(),
        pausedUntil: z.string().nullable(),
        waitingMessages: z.int().describe("Số thông điệp đang chờ. Messages not confirmed yet."),
      }),
    )
    .describe("Các nơi nhận, Cổng trước. Every destination, the portal first."),
  queue: z.strictObject({
    depth: z.int(),
    oldestAgeSeconds: z.int().nullable(),
    etaSeconds: z.int().nullable().describe("Dự kiến gửi hết (giây); null khi chưa có căn cứ. Null when unknowable."),
  }),
  states: z.strictObject({ pending: z.int(), inSync: z.int(), unknown: z.int(), parked: z.int(), refused: z.int() }),
  throughputPerMinute: z.int(),
});

const batch = z.strictObject({ dossiers: z.array(pushedDossier) });
const refusals = {
  "401": { description: "Chưa xác thực. No valid key.", schema: problemDocument },
  "403": { description: "Không có quyền. Right is missing.", schema: problemDocument },
};
const lookupRefusals = { ...refusals, "404": { description: "Không tìm thấy. Not found.", schema: problemDocument } };

/** Every call of the API. A test holds this list against the routes. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/v1/dossiers",
    summary: "Gửi hồ sơ: một hồ sơ, một lô, hoặc NDJSON. Push one dossier, a batch, or NDJSON.",
    query: z.strictObject({
      dryRun: z.enum(["true", "false"]).optional().describe("Chỉ xem trước. Show what would be sent."),
    }),
    body: {
      "application/json": { anyOf: [inputSchemaOf(pushedDossier), inputSchemaOf(batch)] },
      "application/xml": inputSchemaOf(pushedDossier),
      "application/x-ndjson": inputSchemaOf(pushedDossier),
    },
    answers: {
      "202": { description: "Đã nhận, đã lưu bền vững. Accepted and durable.", schema: taken },
      "200": {
        description: "Không thay đổi, hoặc kết quả của lô. Unchanged, or the batch's results.",
        schema: z.union([taken, batchAnswer]),
      },
      "409": {
        description: "Idempotency-Key đã dùng cho nội dung khác. Key used for other content.",
        schema: problemDocument,
      },
      "413": { description: "Quá lớn. Too large.", schema: problemDocument },
      "415": { description: "Kiểu nội dung không hỗ trợ. Unsupported media type.", schema: problemDocument },
      "422": { description: "Hồ sơ không hợp lệ, kèm mọi lỗi. Invalid, with every error.", schema: problemDocument },
      "503": {
        description: "Tạm thời không nhận được; gửi lại sau Retry-After. Try again later.",
        schema: problemDocument,
      },
      ...refusals,
    },
  },
  {
    method: "get",
    path: "/v1/dossiers",
    summary: "Danh sách hồ sơ, mới thay đổi trước. Dossiers, newest change first.",
    query: dossierQuery,
    answers: { "200": { description: "Một trang. A page." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/dossiers/{dossierCode}",
    summary: "Một hồ sơ với toàn bộ diễn biến. One dossier with its timeline.",
    answers: { "200": { description: "Hồ sơ. The dossier." }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/applications",
    summary: "Hồ sơ nộp từ nơi khác, chờ phần mềm một cửa nhận. Applications made elsewhere, to be taken over.",
    query: applicationQuery,
    answers: { "200": { description: "Một trang. A page." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/applications/{dossierCode}",
    summary: "Một hồ sơ nộp từ nơi khác, kèm record và tệp. One application with its record and files.",
    answers: { "200": { description: "Hồ sơ. The application." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/{adapter}/RestService/forward/{call}",
    summary:
      "Cổng hoặc hệ thống khác chuyển hồ sơ tới tỉnh, bằng lời của họ. The portal or another system hands an application over, in its own words.",
    body: { "application/json": { type: "object" } },
    answers: {
      "200": { description: "Câu trả lời theo dạng của nơi gọi. An answer in the caller's form." },
      "403": { description: "Không có quyền, theo dạng của nơi gọi. Not allowed, in the caller's form." },
    },
    open: true,
  },
  {
    method: "get",
    path: "/v1/sync",
    summary: "Tình trạng đồng bộ với Cổng. How the sync stands.",
    answers: { "200": { description: "Các con số. Figures.", schema: syncAnswer }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/messages",
    summary: "Thông điệp theo trạng thái, ví dụ parked. Messages by state.",
    query: messageQuery,
    answers: { "200": { description: "Một trang. A page." }, ...refusals },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/retry",
    summary: "Gửi lại một thông điệp đang dừng. Retry one stopped message.",
    body: { "application/json": inputSchemaOf(retryOne) },
    answers: { "202": { description: "Đã xếp hàng lại. Queued again." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/messages/retry",
    summary: "Gửi lại hàng loạt theo bộ lọc. Retry many by filter.",
    body: { "application/json": inputSchemaOf(retryMany) },
    answers: {
      "200": { description: "Số lượng (preview). Count." },
      "202": { description: "Đã xếp hàng lại. Queued again." },
      ...refusals,
    },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/skip",
    summary: "Bỏ qua một thông điệp đang dừng để các thông điệp sau đi tiếp. Let a stopped message go undelivered.",
    body: { "application/json": inputSchemaOf(skipBody) },
    answers: { "200": { description: "Đã bỏ qua. Skipped." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/messages/{id}/replace",
    summary: "Thay nội dung một thông điệp đang dừng rồi gửi. Put other content into a stopped message and send it.",
    body: { "application/json": inputSchemaOf(replaceBody) },
    answers: { "202": { description: "Đã xếp hàng lại. Queued again." }, ...lookupRefusals },
  },
  {
    method: "post",
    path: "/v1/portal/pause",
    summary: "Tạm ngừng gửi tới một nơi nhận đến thời điểm đã báo. Send nothing to a destination until a time.",
    body: { "application/json": inputSchemaOf(pauseBody) },
    answers: { "200": { description: "Đã tạm ngừng. Paused." }, ...refusals },
  },
  {
    method: "post",
    path: "/v1/portal/resume",
    summary: "Gửi trở lại trước thời điểm đã báo. End a pause before its time.",
    body: { "application/json": inputSchemaOf(resumeBody) },
    answers: { "200": { description: "Đã gửi trở lại. Resumed." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}",
    summary: "Một phong bì đã ký và gửi. One envelope that was signed and sent.",
    answers: {
      "200": { description: "Phong bì, không kèm nội dung. The envelope without its bytes." },
      ...lookupRefusals,
    },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}/body",
    summary: "Đúng các byte đã ký và gửi. The exact bytes that were signed and sent.",
    answers: {
      "200": { description: "application/octet-stream", type: "application/octet-stream" },
      ...lookupRefusals,
    },
  },
  {
    method: "get",
    path: "/v1/envelopes/{id}/signature",
    summary: "Chữ ký của phong bì, như trong tiêu đề HTTP. The signature as it travelled.",
    answers: { "200": { description: "text/plain", type: "text/plain" }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/sectors",
    summary: "Các lĩnh vực và thủ tục. Sectors and procedures.",
    answers: { "200": { description: "Danh sách. The list." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/sectors/{sector}/schema",
    summary: "JSON Schema của phần record. JSON Schema of the record.",
    answers: { "200": { description: "JSON Schema." }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/sectors/{sector}/dossier.xsd",
    summary: "XSD của hồ sơ dạng XML. XSD of the XML form of a dossier.",
    answers: { "200": { description: "XSD 1.0", type: "application/xml" }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/sectors/{sector}/samples",
    summary: "Hồ sơ mẫu và thông điệp tương ứng. Samples with their messages.",
    answers: { "200": { description: "Mẫu. Samples." }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/sectors/{sector}/rules",
    summary: "Quy tắc nghiệp vụ có hiệu lực trong ngày. Rules in force on a day.",
    query: z.strictObject({ at: z.iso.date().optional().describe("Ngày (YYYY-MM-DD), mặc định hôm nay. The day.") }),
    answers: { "200": { description: "Quy tắc. Rules." }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/v1/codes",
    summary: "Tên các danh mục mã. Names of the code lists.",
    answers: { "200": { description: "Tên. Names." }, ...refusals },
  },
  {
    method: "get",
    path: "/v1/codes/{list}",
    summary: "Một danh mục mã có hiệu lực trong ngày. A code list in force on a day.",
    query: z.strictObject({ at: z.iso.date().optional().describe("Ngày (YYYY-MM-DD), mặc định hôm nay. The day.") }),
    answers: { "200": { description: "Danh mục kèm nguồn. The list with its source." }, ...lookupRefusals },
  },
  {
    method: "get",
    path: "/healthz",
    summary: "Tiến trình còn sống. The process lives.",
    answers: { "200": { description: "ok" } },
    open: true,
  },
  {
    method: "get",
    path: "/readyz",
    summary: "Sẵn sàng nhận hồ sơ (cơ sở dữ liệu trả lời). Ready to accept.",
    answers: {
      "200": { description: "ready" },
      "503": { description: "Chưa sẵn sàng. Not ready.", schema: problemDocument },
    },
    open: true,
  },
  {
    method: "get",
    path: "/metrics",
    summary: "Số liệu Prometheus. Prometheus metrics.",
    answers: { "200": { description: "text/plain", type: "text/plain" } },
    open: true,
  },
];
