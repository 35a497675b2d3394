import { z } from "@hono/zod-openapi";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Access, type Endpoint } from "../endpoint.ts";
import { anyObject, day, dossierCode, dossierCodeParam, instant, revision, sector } from "../fields.ts";
import { cursor, limit, nextCursor, pageSize } from "../input/page-query.ts";
import { problem, sendProblem } from "../problem.ts";

const applicationQuery = z.strictObject({
  sector: z.string().max(60).optional().describe("Lĩnh vực. Sector."),
  takenOver: z
    .enum(["true", "false"])
    .default("false")
    .describe("Kể cả hồ sơ đã được phần mềm một cửa nhận. Also what was taken over already."),
  after: cursor.optional().describe("Trang sau: giá trị nextCursor. Next page: nextCursor of the last."),
  limit,
});

const summaryShape = {
  dossierCode,
  sector,
  call: z.string().describe("Lời gọi đã chuyển hồ sơ tới. The call it came by."),
  procedureCode: z.string().nullable().describe("Mã thủ tục, nếu lời gọi có nêu. Procedure code, where named."),
  submittedOn: day.nullable().describe("Ngày nộp. Day of filing."),
  revision: revision.describe("Lần sửa đổi. Rises with each correction."),
  receivedAt: instant,
  changedAt: instant,
  takenOver: z.boolean().describe("Phần mềm một cửa đã gửi hồ sơ mang mã này. One-stop software has pushed it."),
};

const applicationPage = z
  .strictObject({
    applications: z.array(z.strictObject(summaryShape).openapi("ApplicationSummary")),
    nextCursor,
  })
  .openapi("ApplicationPage");

const file = z
  .strictObject({
    name: z.string().describe("Tên tệp. File name."),
    content: z.string().nullable().describe("Nội dung base64. Content, base64."),
    url: z.string().nullable().describe("Nơi tải tệp. Where to fetch it."),
  })
  .openapi("ApplicationFile");

const nullableText = z.string().nullable();

const callSignature = z
  .strictObject({
    verdict: z.enum(["verified", "refused"]).describe("Kết luận. Verdict."),
    header: z.string().describe("Tiêu đề HTTP mang chữ ký. HTTP header it came in."),
    value: z.string().describe("Giá trị của tiêu đề. Value of that header."),
    body: z.string().describe("Đúng các byte đã ký, base64. The signed bytes, base64."),
    profile: nullableText.describe("Dạng chữ ký. Signing profile."),
    signer: nullableText.describe("Bên ký. Subject of the certificate."),
    thumbprint: nullableText.describe("SHA-256 của chứng thư, base64url. Of the certificate."),
    signedAt: instant.nullable(),
    warnings: z.array(z.string()).describe("Mã của những điều chưa rõ. Codes of what was left open."),
    code: nullableText.describe("Mã lý do từ chối. Why it was refused."),
    message: nullableText.describe("Câu tiếng Việt. Vietnamese sentence."),
    messageEn: nullableText.describe("English sentence."),
  })
  .openapi("CallSignature");

const application = z
  .strictObject({
    ...summaryShape,
    record: anyObject.describe("Phần record, gửi được như trong hồ sơ. The record, as it can be pushed."),
    files: z.array(file),
    signature: callSignature.nullable(),
  })
  .openapi("Application");

/** They are addressed to the province, not to an office; who only may see some offices sees none. */
const access: Access = {
  right: "read",
  agencies: { refused: "Hồ sơ nộp từ nơi khác gửi tới cả tỉnh; khóa giới hạn theo cơ quan không xem được." },
};

/** Applications made elsewhere, for the one-stop software that takes them over. */
export function applicationEndpoints({
  applications,
  limits,
}: Pick<HttpDependencies, "applications" | "limits">): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/applications",
      operationId: "listApplications",
      area: "applications",
      summary: "Hồ sơ nộp từ nơi khác, chờ phần mềm một cửa nhận. Applications made elsewhere, to be taken over.",
      access,
      query: applicationQuery,
      answers: { 200: json(applicationPage, "Một trang, thay đổi cũ trước. A page, oldest change first.") },
      handle: async (c, { query }) => {
        const { sector: name, takenOver, after = null, limit: wanted } = query;
        const page = await applications.list({
          ...(name === undefined ? {} : { sector: name }),
          takenOver: takenOver === "true",
          after,
          limit: pageSize(wanted, limits),
        });
        return c.json({ applications: page.items, nextCursor: page.nextCursor });
      },
    }),
    endpoint({
      method: "get",
      path: "/v1/applications/{dossierCode}",
      operationId: "getApplication",
      area: "applications",
      summary: "Một hồ sơ nộp từ nơi khác, kèm record và tệp. One application with its record and files.",
      access,
      params: dossierCodeParam,
      answers: { 200: json(application, "Hồ sơ. The application.") },
      refusals: ["not-found"],
      handle: async (c) => {
        const found = await applications.one(c.req.param("dossierCode") ?? "");
        return found === null ? sendProblem(c, problem("not-found")) : c.json(found);
      },
    }),
  ];
}
