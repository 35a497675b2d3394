import type { Context, Hono } from "hono";
import { z } from "zod";
import type { JsonObject } from "#core/message/message.ts";
import type { AnswerSeal } from "./answer-seal.ts";
import type { PortalAccount } from "./demo-account.ts";
import { isObject } from "./envelope-items.ts";
import type { PortalDoor } from "./portal-door.ts";
import { readJson } from "./read-json.ts";
import type { Reply } from "./reply.ts";
import type { SessionDesk } from "./desks/session-desk.ts";
import { putOnWire } from "./wire.ts";

interface RestParts {
  readonly door: PortalDoor;
  readonly sessions: SessionDesk;
  readonly accounts: readonly PortalAccount[];
  readonly seal: AnswerSeal;
}

const BASIC = /^Basic ([A-Za-z0-9+/=]+)$/;
const BEARER = /^Bearer ([\x21-\x7e]+)$/;

/**
 * The ministries' services as they are reached without the portal's envelope: `POST /rest/token` (OAuth 2.0 client
 * credentials), then `POST /rest/{service}` with the bearer token. Behind it are the same desks, faults and ledger.
 */
export function addRestRoutes(app: Hono, { door, sessions, accounts, seal }: RestParts): void {
  app.post("/rest/token", (c) => {
    const account = accountOf(c.req.header("Authorization") ?? "", accounts);
    if (account === undefined) return c.json({ error: "invalid_client" }, 401);
    return c.json({ access_token: sessions.open(account), token_type: "Bearer", expires_in: 600 });
  });

  app.post("/rest/:service", async (c) => {
    const token = BEARER.exec(c.req.header("Authorization") ?? "")?.[1] ?? "";
    const account = sessions.accountOf(token);
    if (account === null) return c.json({ status: "0", errorCode: "100", errorDescription: "AUTHEN_ERROR" }, 401);
    return answer(c, account, token);
  });

  async function answer(c: Context, account: PortalAccount, token: string): Promise<Response> {
    const read = await readJson(c.req.raw);
    if ("refused" in read)
      return c.json({ status: "0", errorCode: "500", errorDescription: read.refused }, read.status);
    if (!isObject(read.json)) return c.json({ status: "0", errorCode: "500", errorDescription: "DATA_INCORRECT" }, 400);
    const { headers, signal } = c.req.raw;
    const service = c.req.param("service") ?? "";
    const body = { ...read.json, session: token, madonvi: account.unitCode, service };
    return putOnWire(c, await seal(inMinistryWords(await door.serve({ body, bytes: read.bytes, headers, signal }))));
  }
}

function accountOf(header: string, accounts: readonly PortalAccount[]): PortalAccount | undefined {
  const text = Buffer.from(BASIC.exec(header)?.[1] ?? "", "base64").toString();
  const [username = "", password = ""] = text.split(":").map(decodeURIComponent);
  return accounts.find((account) => account.username === username && account.password === password);
}

const portalWords = z.looseObject({ error_code: z.union([z.string(), z.number()]), message: z.string() });

/** What the desk said, with `status` 1 for yes instead of `error_code` 0. What is no JSON of ours goes out as it is. */
function inMinistryWords(reply: Reply): Reply {
  if (reply.kind === "drop" || reply.status >= 300) return reply;
  const [mark = ""] = /^\uFEFF?/.exec(reply.body) ?? [];
  const said = portalWords.safeParse(parsed(reply.body.slice(mark.length)));
  if (!said.success) return reply;
  const { error_code: code, message, result: _result, session: _session, ...more } = said.data;
  const yes = Number(code) === 0;
  const words: JsonObject = yes
    ? { status: "1", statusDescription: message, errorCode: "", errorDescription: "" }
    : { status: "0", statusDescription: "", errorCode: String(code), errorDescription: message };
  return { ...reply, body: mark + JSON.stringify({ ...words, ...more }) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A fault of the wire: it goes out as it is.
    return undefined;
  }
}
