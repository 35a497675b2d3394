import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { EnvelopeDetail } from "#core/ports/status-reads.ts";
import { binary, json, text } from "../answers.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { destination, dossierCode, idParam, instant, service, signatureDocument } from "../fields.ts";
import type { HttpEnv } from "../http-env.ts";
import { problem, sendProblem } from "../problem.ts";

const envelopeDocument = z
  .strictObject({
    id: z.uuid().describe("Mã phong bì. Id of the envelope."),
    destination,
    service,
    isUpdating: z
      .boolean()
      .nullable()
      .describe("Cập nhật hay tạo mới; null: không phân biệt. Update or creation; null where there is no difference."),
    createdAt: instant,
    bodySha256: z.string().describe("SHA-256 (hex) của các byte đã gửi. Of the bytes that were sent."),
    bytes: z.int().describe("Số byte đã gửi. Bytes that were sent."),
    signature: signatureDocument,
    dossierCodes: z.array(dossierCode).describe("Các hồ sơ trong phong bì. Dossiers with something in it."),
  })
  .openapi("Envelope");

/** What was sent, byte for byte, for whoever wants to verify it with tools of their own. */
export function envelopeEndpoints({ reads }: Pick<HttpDependencies, "reads">): readonly Endpoint[] {
  const common = {
    method: "get",
    area: "evidence",
    access: { right: "operate", agencies: "within" },
    params: idParam,
    refusals: ["not-found"],
  } as const;
  const answer = (draw: (c: Context<HttpEnv>, envelope: EnvelopeDetail) => Response) =>
    async function answerEnvelope(c: Context<HttpEnv>): Promise<Response> {
      const id = z.uuid().safeParse(c.req.param("id"));
      const envelope = id.success ? await reads.envelope(id.data, c.get("client").agencies) : null;
      if (envelope !== null) return draw(c, envelope);
      const detail =
        "Không có phong bì mang mã này trong phạm vi của khóa API; mã có trong diễn biến của hồ sơ (envelopeId).";
      return sendProblem(c, problem("not-found", { detail }));
    };

  return [
    endpoint({
      ...common,
      path: "/v1/envelopes/{id}",
      operationId: "getEnvelope",
      summary: "Một phong bì đã ký và gửi. One envelope that was signed and sent.",
      answers: { 200: json(envelopeDocument, "Phong bì, không kèm nội dung. The envelope without its bytes.") },
      handle: answer((c, { body, ...envelope }) => c.json({ ...envelope, bytes: body.byteLength })),
    }),
    endpoint({
      ...common,
      path: "/v1/envelopes/{id}/body",
      operationId: "getEnvelopeBody",
      summary: "Đúng các byte đã ký và gửi. The exact bytes that were signed and sent.",
      answers: { 200: binary("application/octet-stream", "Các byte. The bytes.") },
      handle: answer((c, envelope) =>
        c.body(Uint8Array.from(envelope.body), 200, {
          "Content-Type": "application/octet-stream",
          "Content-Disposition": `attachment; filename="${envelope.id}.body"`,
        }),
      ),
    }),
    endpoint({
      ...common,
      path: "/v1/envelopes/{id}/signature",
      operationId: "getEnvelopeSignature",
      summary: "Chữ ký của phong bì, như trong tiêu đề HTTP. The signature as it travelled.",
      answers: { 200: text("text/plain", "Giá trị của tiêu đề. Value of the header.") },
      handle: answer((c, envelope) => c.text(envelope.signature.value)),
    }),
  ];
}
