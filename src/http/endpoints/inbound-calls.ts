import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isDatabaseUnavailable } from "#core/fault.ts";
import type { Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { Client } from "#core/client.ts";
import type { JsonValue } from "#core/message/message.ts";
import { receiveApplication } from "../../flow/receive-application.ts";
import { json } from "../answers.ts";
import type { Authenticate } from "../access/authenticate.ts";
import { judgeCall } from "../access/call-signatures.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { anyObject } from "../fields.ts";
import { bodyIssue, type BodyRefusal } from "../input/body-problem.ts";
import { parseJsonInput } from "../input/parse-json.ts";
import { problem, sendProblem } from "../problem.ts";
import { readBody } from "../input/read-body.ts";

const handover = anyObject
  .openapi({ description: "Theo dạng của nơi gọi. In the form of whoever calls." })
  .openapi("InboundAnswer");

/** Calls that other systems make at the province, each answered in its own words. */
export function inboundEndpoints(deps: HttpDependencies, authenticate: Authenticate): readonly Endpoint[] {
  const calls = new Map(
    deps.sectors.all.flatMap(({ sector, inbound = [] }) =>
      inbound.map((call) => [call.name, { sector, call }] as const),
    ),
  );

  const names = [...calls.keys()].join(", ");
  const inItsWords = (vi: string, en: string) => json(handover, `${vi} ${en}`);
  return [
    endpoint({
      method: "post",
      path: "/{adapter}/RestService/forward/{call}",
      operationId: "receiveApplication",
      area: "applications",
      summary:
        "Cổng hoặc hệ thống khác chuyển hồ sơ tới tỉnh, bằng lời của họ. The portal or another system hands an application over, in its own words.",
      description:
        "Không cần khóa nếu gọi từ địa chỉ được tin (inbound.addresses); khóa có quyền inbound thì gọi từ đâu cũng được. No key is needed from trusted addresses; a key with the right inbound may call from anywhere.",
      access: { open: "caller" },
      params: z.object({
        adapter: z.enum(["VXPAdapter", "XrdAdapter"]).describe("Trục kết nối. The exchange."),
        call: z.string().describe(`Tên lời gọi: ${names}. Name of the call.`),
      }),
      bodies: { "application/json": anyObject },
      answers: {
        200: inItsWords("Đã nhận, hoặc vì sao chưa.", "Taken, or why not."),
        400: inItsWords("Không đọc được.", "Unreadable."),
        401: inItsWords("Chữ ký thiếu hoặc không đúng.", "The signature is missing or does not hold."),
        403: inItsWords("Không có quyền.", "Not allowed."),
        503: inItsWords("Tạm thời không nhận được.", "Not now."),
      },
      refusals: ["not-found"],
      handle: receive,
    }),
  ];

  async function receive(c: Context<HttpEnv>): Promise<Response> {
    const found = calls.get(c.req.param("call") ?? "");
    if (found === undefined) return sendProblem(c, problem("not-found"));
    const { sector, call } = found;
    const caller = await callerOf(c);
    if (caller === null) return say(c, call, { kind: "forbidden" }, 403);
    const body = await read(c);
    if (!body.ok) return say(c, call, invalid(body), 400);
    try {
      const now = deps.clock.now();
      const { headers } = c.req.raw;
      const judged = await judgeCall(deps.callSignatures, { call: call.name, headers, body: body.bytes, now });
      if (!judged.ok) {
        const { kind: outcome, code } = judged.handover;
        deps.events.applicationReceived({ sector, call: call.name, outcome, cause: code });
        return say(c, call, judged.handover, judged.status);
      }
      const parsed = parseJsonInput(body.text, { maxDepth: deps.limits.maxDepth, keepFractions: false });
      if (!parsed.ok) return say(c, call, { kind: "invalid", issues: parsed.issues }, 400);
      const { signed } = judged;
      const given = { sector, call, body: parsed.value as JsonValue, ...caller, signed };
      const received = await receiveApplication(deps, given);
      if (received.kind === "forbidden") return say(c, call, received, 403);
      deps.events.applicationReceived({ sector, call: call.name, outcome: received.kind });
      return say(c, call, received, 200);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      return say(c, call, { kind: "unavailable" }, 503);
    }
  }

  /** Who calls: a client with the right, or an address the configuration trusts. The systems seen present no credential. */
  async function callerOf(
    c: Context<HttpEnv>,
  ): Promise<{ readonly actor: string; readonly client: Client | null } | null> {
    const caller = await authenticate(c, "inbound");
    if (caller.kind === "client") {
      const { client } = caller;
      return client.rights.has("inbound") ? { actor: `client:${client.id}`, client } : null;
    }
    const address = deps.addressOf(c);
    return caller.kind === "nobody" && address !== null && deps.trusted.has(address)
      ? { actor: `address:${address}`, client: null }
      : null;
  }

  async function read(c: Context<HttpEnv>) {
    const body = await readBody(c.req.raw, deps.limits.maxBodyBytes);
    return body.ok ? body : ({ ok: false, code: body.reason, ...unreadable(body.reason) } as const);
  }
}

function say(c: Context<HttpEnv>, call: InboundCall, outcome: Handover, status: ContentfulStatusCode): Response {
  return c.json(call.answer(outcome), status);
}

function unreadable(reason: BodyRefusal): { readonly message: string; readonly messageEn: string } {
  if (reason !== "too-large") return bodyIssue(reason);
  return {
    message: "Nội dung quá lớn; chia nhỏ hoặc gửi tệp bằng đường dẫn.",
    messageEn: "The content is too large; divide it, or send files by their address.",
  };
}

function invalid({ code, message, messageEn }: { code: string; message: string; messageEn: string }): Handover {
  return { kind: "invalid", issues: [{ pointer: "", code, message, messageEn, severity: "error" }] };
}
