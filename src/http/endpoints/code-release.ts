import { z } from "@hono/zod-openapi";
import { operatorOf } from "../access/operator.ts";
import { json } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { dossierCode, dossierCodeParam } from "../fields.ts";
import { reason } from "../input/reason.ts";
import { problem, sendProblem } from "../problem.ts";

const releaseBody = z.strictObject({ reason });

const releasedCode = z
  .strictObject({
    dossierCode,
    released: z
      .boolean()
      .describe("false: mã đã được giải phóng từ trước. Whether this call did it; false: it was released before."),
    withdrawn: z
      .int()
      .describe("Số thông điệp chưa gửi nay không gửi nữa. Messages not delivered yet that are sent no more."),
  })
  .openapi("ReleasedCode");

/** Giving back a dossier code that somebody took who should not have. */
export function codeReleaseEndpoints({
  intake,
  clock,
}: Pick<HttpDependencies, "intake" | "clock">): readonly Endpoint[] {
  return [
    endpoint({
      method: "post",
      path: "/v1/dossiers/{dossierCode}/release",
      operationId: "releaseDossierCode",
      area: "dossiers",
      summary: "Giải phóng mã hồ sơ bị chiếm hoặc gửi nhầm, kèm lý do. Give a taken dossier code back, with a reason.",
      description: [
        "Thông điệp chưa gửi của hồ sơ không gửi nữa; lần gửi hồ sơ tiếp theo của phần mềm được dùng mã này nhận lấy hồ sơ. Những gì đã gửi chỉ cơ quan cũ xem được. What was not delivered is sent no more; the next push by a client that may name the code takes the dossier. What was sent stays readable to the agency it was sent under.",
        "Khóa giới hạn theo cơ quan chỉ giải phóng được mã của hồ sơ đang thuộc các cơ quan đó. A key bound to agencies can release only what is at them.",
      ].join("\n\n"),
      access: { right: "operate", agencies: "within" },
      params: dossierCodeParam,
      action: releaseBody,
      answers: { 200: json(releasedCode, "Mã đã được giải phóng. The code is free.") },
      refusals: ["not-found", "dossier-busy"],
      handle: async (c, { body }) => {
        const code = c.req.param("dossierCode") ?? "";
        const by = { actor: operatorOf(c), reason: body.reason, at: new Date(clock.now()) };
        const result = await intake.releaseCode(code, c.get("client").agencies, by);
        switch (result.kind) {
          case "absent": {
            const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API.";
            return sendProblem(c, problem("not-found", { detail }));
          }
          case "busy":
            return sendProblem(c, problem("dossier-busy", { detail: "Chờ thông điệp đang gửi xong rồi thử lại." }));
          case "released": {
            const { withdrawn } = result;
            return c.json({ dossierCode: code, released: withdrawn !== null, withdrawn: withdrawn ?? 0 });
          }
        }
      },
    }),
  ];
}
