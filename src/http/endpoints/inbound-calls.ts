import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isDatabaseAway } from "#core/fault.ts";
import type { Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { JsonValue } from "#core/message/message.ts";
import { receiveApplication } from "../../flow/receive.ts";
import { bearerKey } from "../access/authenticate.ts";
import { judgeCall } from "../access/call-signatures.ts";
import type { HttpEnv } from "../http-env.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { parseJsonInput } from "../input/parse-json.ts";
import { problem, sendProblem } from "../problem.ts";
import { readBody } from "../input/read-body.ts";
import { remoteAddress } from "../access/remote-address.ts";

/** Calls that other systems make at the province, each answered in its own words. */
export function inboundRoutes(deps: HttpDependencies) {
  const calls = new Map(
    deps.sectors.all.flatMap(({ sector, inbound = [] }) =>
      inbound.map((call) => [call.name, { sector, call }] as const),
    ),
  );

  /** `POST …/RestService/forward/{call}`, as the portal and other systems reach the province through the exchange. */
  return async function receive(c: Context<HttpEnv>): Promise<Response> {
    const found = calls.get(c.req.param("call") ?? "");
    if (found === undefined) return sendProblem(c, problem("not-found"));
    const { sector, call } = found;
    const actor = callerOf(c);
    if (actor === null) return say(c, call, { kind: "forbidden" }, 403);
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
      const parsed = parseJsonInput(body.text, deps.limits.maxDepth);
      if (!parsed.ok) return say(c, call, invalid(parsed), 400);
      const { signed } = judged;
      const given = { sector, call, body: parsed.value as JsonValue, actor, signed };
      const handover = await receiveApplication(deps, given);
      deps.events.applicationReceived({ sector, call: call.name, outcome: handover.kind });
      return say(c, call, handover, 200);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return say(c, call, { kind: "unavailable" }, 503);
    }
  };

  /** Who calls: a client with the right, or an address the configuration trusts. The systems seen present no credential. */
  function callerOf(c: Context<HttpEnv>): string | null {
    const key = bearerKey(c);
    const client = key === null ? null : deps.clients.byKey(key);
    if (client !== null) return client.rights.has("inbound") ? `client:${client.id}` : null;
    const address = remoteAddress(c);
    return key === null && address !== null && deps.trusted.has(address) ? `address:${address}` : null;
  }

  async function read(c: Context<HttpEnv>) {
    const body = await readBody(c.req.raw, deps.limits.maxBodyBytes);
    return body.ok ? body : ({ ok: false, code: body.reason, ...UNREADABLE } as const);
  }
}

function say(c: Context<HttpEnv>, call: InboundCall, handover: Handover, status: ContentfulStatusCode): Response {
  return c.json(call.answer(handover), status);
}

const UNREADABLE = {
  message: "Nội dung quá lớn hoặc không phải UTF-8.",
  messageEn: "The content is too large or not UTF-8.",
};

function invalid({ code, message, messageEn }: { code: string; message: string; messageEn: string }): Handover {
  return { kind: "invalid", issues: [{ pointer: "", code, message, messageEn, severity: "error" }] };
}
