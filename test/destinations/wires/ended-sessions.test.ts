import { describe, expect, it } from "vitest";
import { createPortalClient } from "../../../src/destinations/wires/envelope/envelope-client.ts";
import type { WireFetch } from "../../../src/destinations/wires/exchange.ts";
import { createRestClient } from "../../../src/destinations/wires/rest/rest-client.ts";
import { fakeClock } from "../../kit/fake-clock.ts";

const CODE = "H26.107-260518-0123";
const json = (body: object, init?: ResponseInit) => Response.json(body, init);
const html = (text: string, init?: ResponseInit) =>
  new Response(text, { headers: { "content-type": "text/html" }, ...init });

/** What a portal shows whose session ended, in words and forms that nobody published. */
const ENDED: readonly (readonly [string, () => Response])[] = [
  ["a redirect to the login", () => new Response(null, { status: 302, headers: { location: "/login" } })],
  ["403", () => html("<html>Forbidden</html>", { status: 403 })],
  ["a login page", () => html("<html><title>Đăng nhập</title><input type=password></html>")],
  ["«Không có quyền truy cập»", () => json({ error_code: -1, message: "Không có quyền truy cập" })],
  ["a refusal without a sentence", () => json({ error_code: -1 })],
];

/** A portal of which `answer` says what a call under a session gets. */
function setUp(answer: (session: string, count: number) => Response) {
  const clock = fakeClock();
  const seen = { logins: 0, sessions: [] as string[] };
  const fetch: WireFetch = async (url, { headers, body }) => {
    const text = new TextDecoder().decode(body);
    if (url.includes("/mapi/login") || url.endsWith("/token")) {
      seen.logins += 1;
      const session = `session-${seen.logins}`;
      return json({ error_code: 0, session, access_token: session });
    }
    const session = /session-\d+/.exec(headers["Authorization"] ?? text)?.[0] ?? "";
    seen.sessions.push(session);
    return answer(session, seen.sessions.length);
  };
  const common = { username: "u", password: "p", timeoutMs: 5000, fetch, clock };
  const portal = createPortalClient({
    ...common,
    url: "http://portal.test",
    context: "VXPAdapter",
    dstcode: "VN:GOV:x",
    unitCode: "000.00.00.H26",
  });
  const ministry = createRestClient({ ...common, url: "http://ministry.test", tokenUrl: "http://ministry.test/token" });
  const send = (token: string) =>
    portal.send({
      id: "e",
      service: "CapNhatTienDoHoSoMC",
      dossierCodes: [CODE],
      body: portal.encode({ service: "CapNhatTienDoHoSoMC", data: "[]" }, token),
      signature: null,
      token,
    });
  return { clock, portal, ministry, seen, send };
}
const record = { error_code: 0, result: [{ MaHoSo: CODE }] };
/** The first call of a session works; later ones on the first session get this. */
const endsWith = (ended: () => Response) => (session: string, count: number) =>
  session === "session-1" && count > 1 ? ended() : json(record);

describe("a session that ended in other words", () => {
  it.each(ENDED)("(%s) is renewed once, and the question answered", async (_name, ended) => {
    const { portal, seen } = setUp(endsWith(ended));
    await portal.lookup(CODE);
    expect(await portal.lookup(CODE)).toMatchObject({ kind: "found" });
    expect(seen).toEqual({ logins: 2, sessions: ["session-1", "session-1", "session-2"] });

    const other = setUp(endsWith(ended));
    await other.ministry.ask("traTrangThaiHoSo", {});
    expect(await other.ministry.ask("traTrangThaiHoSo", {})).toMatchObject({ kind: "answer" });
    expect(other.seen).toEqual({ logins: 2, sessions: ["session-1", "session-1", "session-2"] });
  });

  it.each(ENDED)("(%s) is said of a write, so that it is sent again before anybody is blamed", async (_name, ended) => {
    const { send } = setUp(endsWith(ended));
    await send("session-1");
    const outcome = await send("session-1");
    expect(outcome.kind === "session-refused" || outcome.doubtsSession === true).toBe(true);
    expect(["session-refused", "unavailable", "refused"]).toContain(outcome.kind);
  });

  it("is asked with at most once more, whatever comes", async () => {
    for (const [, ended] of ENDED) {
      const { portal, seen } = setUp((_session, count) => (count === 1 ? json(record) : ended()));
      await portal.lookup(CODE);
      expect(await portal.lookup(CODE)).toMatchObject({ kind: "no-answer" });
      expect(seen.sessions).toHaveLength(3);
    }
  });

  it("is not doubted at once again: an account without the right costs one login, not one a call", async () => {
    const { send } = setUp((_session, count) => (count === 1 ? json(record) : html("", { status: 403 })));
    await send("session-1");
    expect(await send("session-1")).toMatchObject({ cause: "http-403", doubtsSession: true });
    expect(await send("session-2")).not.toHaveProperty("doubtsSession");
    expect(await send("session-1")).not.toHaveProperty("doubtsSession");
  });

  it("is doubted once more after ten seconds: a session may have ended that was not to blame before", async () => {
    const { send, clock } = setUp((_session, count) => (count === 1 ? json(record) : html("", { status: 403 })));
    await send("session-1");
    await send("session-1");
    await send("session-2");
    clock.advance(9000);
    expect(await send("session-1")).not.toHaveProperty("doubtsSession");
    clock.advance(1000);
    expect(await send("session-1")).toMatchObject({ doubtsSession: true });
    expect(await send("session-3")).not.toHaveProperty("doubtsSession");
  });

  it("is not doubted on its first call: a first 403 is the account's, a first redirect the address's", async () => {
    const { send } = setUp(() => html("", { status: 403 }));
    expect(await send("session-1")).not.toHaveProperty("doubtsSession");
  });

  it("need not have been seen to work: a later call may find it used up by calls whose answers were lost", async () => {
    const { send } = setUp((_session, count) => html("", { status: count % 2 === 1 ? 500 : 403 }));
    await send("session-1");
    expect(await send("session-1")).toMatchObject({ cause: "http-403", doubtsSession: true });
    await send("session-2");
    expect(await send("session-2")).toMatchObject({ cause: "http-403", doubtsSession: true });
  });

  it("a page that nobody knows leaves a write open, and is asked about again only of a question", async () => {
    const page = () => html("<html><p>Đang xử lý</p></html>");
    const { send } = setUp(endsWith(page));
    await send("session-1");
    expect(await send("session-1")).toMatchObject({ kind: "unknown", cause: "html-instead-of-json" });
    expect(await send("session-1")).not.toHaveProperty("doubtsSession");
    const { portal } = setUp(endsWith(page));
    await portal.lookup(CODE);
    expect(await portal.lookup(CODE)).toMatchObject({ kind: "found" });
  });

  it("is doubted for any refusal of a question once it is a minute old", async () => {
    const refused = () => json({ error_code: -1, message: "Mã hồ sơ không hợp lệ" });
    const { portal, clock, seen } = setUp(endsWith(refused));
    await portal.lookup(CODE);
    expect(await portal.lookup(CODE)).toMatchObject({ kind: "no-answer" });
    clock.advance(61_000);
    expect(await portal.lookup(CODE)).toMatchObject({ kind: "found" });
    expect(seen.logins).toBe(2);
  });
});
