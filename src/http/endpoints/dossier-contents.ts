import { z } from "@hono/zod-openapi";
import { contentMissing, RESTORE_CONTENTS } from "#core/delivery/content-missing.ts";
import { Fault } from "#core/fault.ts";
import { readContent } from "../../flow/kept-contents.ts";
import { text } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { dossierCode } from "../fields.ts";
import { problem, sendProblem } from "../problem.ts";

const params = z.object({
  dossierCode,
  sha256: z
    .string()
    .describe("SHA-256 (hex) trong hồ sơ, ở chỗ của giá trị. As it stands in the dossier, in the value's place."),
});

/** The large values of a dossier, which the dossier itself only refers to. */
export function dossierContentEndpoints({
  reads,
  attachments,
}: Pick<HttpDependencies, "reads" | "attachments">): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/dossiers/{dossierCode}/contents/{sha256}",
      operationId: "getDossierContent",
      area: "dossiers",
      summary:
        "Một giá trị lớn của hồ sơ, thường là nội dung tệp. A large value of a dossier, mostly a file's content.",
      description:
        "Đúng văn bản đã gửi trong hồ sơ hiện tại, ví dụ chuỗi base64. The exact text that was pushed and that the dossier holds now, for example the base64.",
      access: { right: "read", agencies: "within" },
      params,
      answers: { 200: text("text/plain", "Giá trị. The value.") },
      refusals: ["not-found"],
      handle: async (c) => {
        const { dossierCode: code = "", sha256 = "" } = c.req.param();
        const reference = await reads.largeValue(code, sha256, c.get("client").agencies);
        if (reference === null) {
          const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API, hoặc hồ sơ không có giá trị này.";
          return sendProblem(c, problem("not-found", { detail }));
        }
        const content = await readContent(attachments, sha256);
        if (content === null) throw goneOrDamaged(sha256);
        return c.text(content, 200, { "Cache-Control": "no-store" });
      },
    }),
  ];
}

function goneOrDamaged(sha256: string): Fault {
  const { vi, en } = contentMissing(sha256);
  return new Fault("content-missing", { vi: `${vi} ${RESTORE_CONTENTS.vi}`, en: `${en} ${RESTORE_CONTENTS.en}` });
}
