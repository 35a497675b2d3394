import type { Context } from "hono";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

const CONTAINER = "application/vnd.etsi.asic-e+zip";

/** `GET /v1/dossiers/{dossierCode}/evidence`: everything kept about a dossier, sealed, for whoever verifies it offline. */
export function evidenceRoute({ evidence }: Pick<HttpDependencies, "evidence">) {
  return async function answerEvidence(c: Context<HttpEnv>): Promise<Response> {
    const code = c.req.param("dossierCode") ?? "";
    const { id, agencies } = c.get("client");
    const taken = await evidence.take(code, { actor: `operator:${id}`, scope: agencies });
    switch (taken.kind) {
      case "absent":
        return sendProblem(
          c,
          problem("not-found", { detail: "Không có hồ sơ mang mã này trong phạm vi của khóa API." }),
        );
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
  };
}

function outside(envelopes: number): string {
  return (
    `${envelopes} phong bì gửi theo lô chứa cả hồ sơ ngoài phạm vi của khóa API, và chữ ký chỉ kiểm tra được trên toàn bộ ` +
    "phong bì. Hãy dùng khóa có phạm vi bao trùm mọi hồ sơ trong đó, ví dụ khóa của tỉnh. / A batch envelope holds dossiers " +
    "outside the scope of this key, and cannot be given in part."
  );
}

function tooLarge(bytes: number): string {
  return `Các phong bì của hồ sơ dài ${bytes} byte, quá giới hạn limits.maxEvidenceBytes trong CONFIG_FILE của gateway.`;
}
