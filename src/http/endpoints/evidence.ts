import { binary } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { dossierCodeParam } from "../fields.ts";
import { operatorOf } from "../access/operator.ts";
import { problem, sendProblem } from "../problem.ts";

const CONTAINER = "application/vnd.etsi.asic-e+zip";

/** Everything kept about a dossier, sealed, for whoever verifies it offline. */
export function evidenceEndpoints({ evidence }: Pick<HttpDependencies, "evidence">): readonly Endpoint[] {
  return [
    endpoint({
      method: "get",
      path: "/v1/dossiers/{dossierCode}/evidence",
      operationId: "getEvidence",
      area: "evidence",
      summary:
        "Gói bằng chứng ASiC-E của hồ sơ, kiểm tra được khi không có mạng. Evidence of a dossier, sealed, verifiable offline.",
      description:
        "Phong bì theo lô có thể chứa hồ sơ ngoài phạm vi của khóa, hồ sơ đã chuyển có phong bì gửi dưới tên cơ quan khác; khi đó trả lời 403. A batch envelope may hold dossiers outside the scope of the key, one of a dossier that moved was sent under another agency; then the answer is 403.",
      access: { right: "operate", agencies: "within" },
      params: dossierCodeParam,
      answers: { 200: binary(CONTAINER, "Gói ASiC-E. The container.") },
      refusals: ["not-found", "evidence-too-large", "signing-key-away"],
      handle: async (c) => {
        const code = c.req.param("dossierCode") ?? "";
        const taken = await evidence.exportContainer(code, { actor: operatorOf(c), scope: c.get("client").agencies });
        switch (taken.kind) {
          case "absent": {
            const detail = "Không có hồ sơ mang mã này trong phạm vi của khóa API.";
            return sendProblem(c, problem("not-found", { detail }));
          }
          case "outside-scope":
            return sendProblem(c, problem("forbidden", { detail: outside(taken.envelopes) }));
          case "too-large":
            return sendProblem(c, problem("evidence-too-large", { detail: tooLarge(taken.bytes) }));
          case "sealed":
            return c.body(Uint8Array.from(taken.bytes), 200, {
              "Content-Type": CONTAINER,
              "Content-Disposition": `attachment; filename="${code.replaceAll(/[^\w.-]/g, "_")}.asice"`,
              "Cache-Control": "no-store",
            });
        }
      },
    }),
  ];
}

function outside(envelopes: number): string {
  return (
    `${envelopes} phong bì gửi theo lô chứa cả hồ sơ ngoài phạm vi của khóa API, hoặc được gửi khi hồ sơ ở cơ quan khác, và chữ ký chỉ kiểm tra được trên toàn bộ ` +
    "phong bì. Hãy dùng khóa có phạm vi bao trùm mọi hồ sơ trong đó, ví dụ khóa của tỉnh. / A batch envelope holds dossiers " +
    "outside the scope of this key, or was sent under another agency, and cannot be given in part."
  );
}

function tooLarge(bytes: number): string {
  return `Các phong bì của hồ sơ dài ${bytes} byte, quá giới hạn limits.maxEvidenceBytes trong CONFIG_FILE của gateway.`;
}
