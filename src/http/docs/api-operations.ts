import { z } from "zod";
import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { applicationQuery } from "../endpoints/applications.ts";
import { changeQuery, changesAnswer } from "../endpoints/changes.ts";
import { inputSchemaOf } from "../input/dossier-input.ts";
import { operatorOperations } from "./operator-operations.ts";
import { lookupRefusals, refusals, type Operation } from "./operation.ts";
import { problemDocument, issueDocument } from "../problem.ts";
import { reconciliationOperations } from "./reconciliation-operations.ts";
import { webhooksAnswer } from "../endpoints/webhooks.ts";
import { dossierQuery } from "../endpoints/status.ts";

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
        stoppedServices: z
          .array(z.strictObject({ service: z.string(), since: z.string() }))
          .describe("Dịch vụ ngừng trong khi nơi nhận vẫn trả lời. Services that fail while others answer."),
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
  nearDue: z
    .strictObject({ withinHours: z.int(), dossiers: z.int() })
    .describe("Hồ sơ sắp đến hạn trả mà chưa đồng bộ. Dossiers with a near due date that are not in sync."),
  throughputPerMinute: z.int(),
});

const batch = z.strictObject({ dossiers: z.array(pushedDossier) });

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
    path: "/v1/changes",
    summary: "Những gì đã thay đổi, đủ và đúng thứ tự. What changed since, gap-free, in order.",
    query: changeQuery,
    answers: {
      "200": { description: "Các thay đổi và con trỏ tiếp theo. Changes and the next cursor.", schema: changesAnswer },
      "410": { description: "Con trỏ quá cũ hoặc không còn. The cursor is too old or lost.", schema: problemDocument },
      ...refusals,
    },
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
  ...operatorOperations,
  ...reconciliationOperations,
  {
    method: "get",
    path: "/v1/webhooks",
    summary: "Các webhook đang ra sao. How webhooks stand.",
    answers: { "200": { description: "Danh sách. The list.", schema: webhooksAnswer }, ...refusals },
  },
  {
    method: "post",
    path: "/v1/webhooks/{name}/resume",
    summary: "Cho webhook đã ngừng chạy lại. Put a webhook that stopped back to work.",
    answers: { "202": { description: "Đã cho chạy lại. Back to work." }, ...lookupRefusals },
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
