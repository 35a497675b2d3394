import type { Context } from "hono";
import { z } from "zod";
import type { EnvelopeDetail } from "#core/ports/reads.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

/** What was sent, byte for byte, for whoever wants to verify it with tools of their own. */
export function envelopeRoutes(deps: Pick<HttpDependencies, "reads">) {
  const answer = (draw: (c: Context<HttpEnv>, envelope: EnvelopeDetail) => Response) =>
    async function answerEnvelope(c: Context<HttpEnv>): Promise<Response> {
      const id = z.uuid().safeParse(c.req.param("id"));
      const envelope = id.success ? await deps.reads.envelope(id.data, c.get("client").agencies) : null;
      if (envelope !== null) return draw(c, envelope);
      const detail =
        "Không có phong bì mang mã này trong phạm vi của khóa API; mã có trong diễn biến của hồ sơ (envelopeId).";
      return sendProblem(c, problem("not-found", { detail }));
    };
  return {
    /** `GET /v1/envelopes/{id}`: what it is, without its bytes. */
    one: answer((c, { body, ...envelope }) => c.json({ ...envelope, bytes: body.byteLength })),

    /** `GET /v1/envelopes/{id}/body`: the exact bytes that were signed and sent. */
    body: answer((c, envelope) =>
      c.body(Uint8Array.from(envelope.body), 200, {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": `attachment; filename="${envelope.id}.body"`,
      }),
    ),

    /** `GET /v1/envelopes/{id}/signature`: the value of the signature header. */
    signature: answer((c, envelope) => c.text(envelope.signature.value)),
  };
}
