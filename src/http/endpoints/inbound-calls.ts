import type { Context } from "hono";
import { z } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isDatabaseUnavailable } from "#core/fault.ts";
import type { Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { Client } from "#core/client.ts";
import type { JsonValue } from "#core/message/message.ts";
import { receiveApplication } from "../../flow/receive-application.ts";
import { json } from "../answers.ts";
import { holdBytes, shareOf, type HeldBytes } from "../access/client-shares.ts";
import type { Authenticate } from "../access/authenticate.ts";
import { judgeCall } from "../access/call-signatures.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { endpoint, type Endpoint } from "../endpoint.ts";
import { anyObject } from "../fields.ts";
import { bodyIssue, type BodyRefusal } from "../input/body-issue.ts";
import { createDossierReader } from "../input/dossier-reader.ts";
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

  const readCall = createDossierReader(deps.sectors, deps.limits, deps.readingPool);

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
    // Behind the gate as a push is, and answered in the caller's own words.
    const { pushes, bytes } = deps.shares;
    const share = caller.client === null ? caller.actor : shareOf(caller.client);
    if (!pushes.take(share, 1)) return busy(c, call);
    const held = holdBytes(bytes, share);
    try {
      return await hear(c, { sector, call, caller, held });
    } finally {
      held.release();
      pushes.give(share, 1);
    }
  }

  async function hear(c: Context<HttpEnv>, { sector, call, caller, held }: HeardCall): Promise<Response> {
    const { maxBodyBytes: limit, maxBodySeconds: seconds } = deps.limits;
    const body = await readBody(c.req.raw, { limit, seconds, held });
    if (!body.ok) {
      const { reason: code } = body;
      return code === "busy" ? busy(c, call) : say(c, call, invalid({ code, ...unreadable(code) }), 400);
    }
    try {
      const now = deps.clock.now();
      const { headers } = c.req.raw;
      const judged = await judgeCall(deps.callSignatures, { call: call.name, headers, body: body.bytes, now });
      if (!judged.ok) {
        const { kind: outcome, code } = judged.handover;
        deps.events.applicationReceived({ sector, call: call.name, outcome, cause: code });
        return say(c, call, judged.handover, judged.status);
      }
      const reading = await readCall(body.bytes, "call");
      if (reading.kind === "busy") return busy(c, call);
      if (reading.kind === "given-up") return say(c, call, invalid({ code: "too-large", ...TOO_LARGE }), 400);
      const read = reading.kind === "one" ? reading.read : reading;
      if (!("ok" in read) || !read.ok)
        return say(c, call, { kind: "invalid", issues: "issues" in read ? read.issues : [] }, 400);
      const { signed } = judged;
      const given = { sector, call, body: read.value as JsonValue, ...caller, signed };
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
  async function callerOf(c: Context<HttpEnv>): Promise<InboundCaller | null> {
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
}

interface InboundCaller {
  readonly actor: string;
  /** Null for a trusted address. */
  readonly client: Client | null;
}

interface HeardCall {
  readonly sector: string;
  readonly call: InboundCall;
  readonly caller: InboundCaller;
  readonly held: HeldBytes;
}

/** Too much at once, of this caller or of all. */
function busy(c: Context<HttpEnv>, call: InboundCall): Response {
  c.header("Retry-After", "1");
  return say(c, call, { kind: "unavailable" }, 503);
}

function say(c: Context<HttpEnv>, call: InboundCall, outcome: Handover, status: ContentfulStatusCode): Response {
  return c.json(call.answer(outcome), status);
}

function unreadable(reason: Exclude<BodyRefusal, "busy">): { readonly message: string; readonly messageEn: string } {
  return reason === "too-large" ? TOO_LARGE : bodyIssue(reason);
}

const TOO_LARGE = {
  message: "Nội dung quá lớn; chia nhỏ hoặc gửi tệp bằng đường dẫn.",
  messageEn: "The content is too large; divide it, or send files by their address.",
};

function invalid({ code, message, messageEn }: { code: string; message: string; messageEn: string }): Handover {
  return { kind: "invalid", issues: [{ pointer: "", code, message, messageEn, severity: "error" }] };
}
