import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Clock } from "#core/ports/ports.ts";
import type { AnswerSeal } from "./answer-seal.ts";
import { addControlRoutes } from "./control-routes.ts";
import type { PortalAccount } from "./demo-account.ts";
import { isObject } from "./envelope-items.ts";
import type { Faults } from "./faults/faults.ts";
import type { Ledger } from "./ledger.ts";
import type { SimulatedStatuses } from "./desks/simulated-statuses.ts";
import type { OutgoingFetch } from "./outgoing.ts";
import { refusedWith } from "./portal-answer.ts";
import type { PortalDoor, IncomingRequest } from "./portal-door.ts";
import type { PortalRecords } from "./portal-records.ts";
import type { PortalProfile } from "./profile.ts";
import { readJson } from "./read-json.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { addRestRoutes } from "./rest-routes.ts";
import type { SessionDesk } from "./desks/session-desk.ts";
import { addVariantRoutes } from "./variant-routes.ts";
import type { VariantInForce } from "./variants/variant-in-force.ts";
import { putOnWire } from "./wire.ts";

interface AppParts {
  readonly door: PortalDoor;
  readonly sessions: SessionDesk;
  readonly records: PortalRecords;
  readonly statuses: SimulatedStatuses;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly variant: VariantInForce;
  readonly clock: Clock;
  readonly accounts: readonly PortalAccount[];
  readonly profile: PortalProfile;
  readonly seal: AnswerSeal;
  /** For calls of the portal at a province. */
  readonly fetch: OutgoingFetch;
}

/** Context paths of the REST adapter before the portal: the older and the newer name. */
const FORWARD = "/:adapter{VXPAdapter|XrdAdapter}/RestService/forward";

/** The routes: the portal's two calls under both adapters' paths, a province's wrapper, and the controls beside them. */
export function createApp(parts: AppParts): Hono {
  const { door, profile } = parts;
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: profile.maxBodyBytes,
      onError: (c) => tell(c, said(profile, 413, "Gói tin vượt quá dung lượng cho phép"), parts),
    }),
  );
  app.post(`${FORWARD}/mapi/login`, (c) => answer(c, parts, (received) => door.login(received)));
  app.post(`${FORWARD}/mapi/g`, (c) => answer(c, parts, (received) => door.serve(received)));
  app.post("/api/SynsTTHCC/:service", (c) => answerWrapped(c, parts));
  addRestRoutes(app, parts);
  addControlRoutes(app, parts);
  addVariantRoutes(app, parts);
  // A dropped connection, and anything unforeseen, goes on to whoever serves the app; Hono would make it a 500.
  app.onError((error) => {
    throw error;
  });
  return app;
}

async function answer(
  c: Context,
  parts: AppParts,
  serve: (received: IncomingRequest) => Promise<Reply>,
): Promise<Response> {
  const { profile } = parts;
  if (!isRightDestination(c, parts)) return tell(c, said(profile, 404, "Không tìm thấy nơi nhận (dstcode)"), parts);
  const read = await readJson(c.req.raw);
  if ("refused" in read) return tell(c, said(profile, read.status, read.refused), parts);
  if (!isObject(read.json)) return tell(c, said(profile, 400, "Dữ liệu gửi lên không phải đối tượng JSON"), parts);
  const { headers, signal } = c.req.raw;
  const reply = await serve({ body: read.json, bytes: read.bytes, headers, signal });
  return tell(c, reply, parts);
}

/** One URL per service, as one province's wrapper was seen to have it. */
async function answerWrapped(c: Context, parts: AppParts): Promise<Response> {
  const { door, profile } = parts;
  const read = await readJson(c.req.raw);
  if ("refused" in read) return tell(c, said(profile, read.status, read.refused), parts);
  const { headers, signal } = c.req.raw;
  const reply = await door.wrapped({
    service: c.req.param("service") ?? "",
    unitCode: c.req.query("MaDinhDanhDV") ?? "",
    isUpdating: c.req.query("isUpdating"),
    data: read.json,
    bytes: read.bytes,
    headers,
    signal,
  });
  return tell(c, reply, parts);
}

/** `dstcode` was seen in the query by some clients and in a header by others; a wrong one leads nowhere. */
function isRightDestination(c: Context, { accounts, profile }: AppParts): boolean {
  const named = [c.req.query("dstcode"), c.req.header("dstcode")].filter((code) => code !== undefined);
  if (named.length === 0) return !profile.requireDestination;
  return named.every((code) => accounts.some(({ dstcode }) => dstcode === code));
}

function said(profile: PortalProfile, status: 400 | 404 | 413 | 415, message: string): Reply {
  return jsonReply(refusedWith(profile.failureCode, message), profile.errorCodesAs, status);
}

async function tell(c: Context, reply: Reply, { seal }: AppParts): Promise<Response> {
  return putOnWire(c, await seal(reply));
}
