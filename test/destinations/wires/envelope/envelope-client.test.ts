import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createPortalClient,
  type PortalClientOptions,
} from "../../../../src/destinations/wires/envelope/envelope-client.ts";
import { fakeClock, type FakeClock } from "../../../kit/fake-clock.ts";

const LOGIN = "http://portal.test/VXPAdapter/RestService/forward/mapi/login";
const SERVICE = "http://portal.test/VXPAdapter/RestService/forward/mapi/g";
const PASSWORD = "throwaway-password";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

interface Seen {
  readonly url: URL;
  readonly body: Record<string, unknown>;
}
let logins: Seen[] = [];
let calls: Seen[] = [];
let clock: FakeClock = fakeClock();
beforeEach(() => {
  logins = [];
  calls = [];
  clock = fakeClock();
});

async function note(list: Seen[], request: Request): Promise<Seen> {
  const seen = { url: new URL(request.url), body: (await request.json()) as Record<string, unknown> };
  list.push(seen);
  return seen;
}
type Answerer = (seen: Seen, count: number) => Response | Promise<Response>;

/** The portal answers logins and calls like this. */
function portal(
  onCall: Answerer,
  onLogin: Answerer = (_, count) => json({ error_code: 0, session: `session-${count}` }),
) {
  server.use(
    http.post(LOGIN, async ({ request }) => onLogin(await note(logins, request), logins.length)),
    http.post(SERVICE, async ({ request }) => onCall(await note(calls, request), calls.length)),
  );
}
function json(body: object, init?: ResponseInit): Response {
  return HttpResponse.json(body, init) as Response;
}
const yes = () => json({ error_code: "0", message: "Đồng bộ hồ sơ thành công" });

function client(more: Partial<PortalClientOptions> = {}) {
  return createPortalClient({
    url: "http://portal.test",
    context: "VXPAdapter",
    dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
    username: "000.00.00.H26",
    password: PASSWORD,
    unitCode: "000.00.00.H26",
    timeoutMs: 5000,
    shortRetries: { retries: 2, delayMs: 0 },
    fetch: globalThis.fetch,
    clock,
    ...more,
  });
}
async function deliver(portalClient = client(), token = "session-1") {
  const body = portalClient.encode(
    { service: "DongBoHoSoMC", isUpdating: false, data: '[{"MaHoSo":"H26.107-260518-0123"}]' },
    token,
  );
  return portalClient.send({ id: "e-1", service: "DongBoHoSoMC", dossierCodes: [], body, signature: null, token });
}

describe("session", () => {
  it("logs in with the account, once for everybody", async () => {
    portal(yes);
    const one = client();
    const sessions = await Promise.all([one.session(), one.session(), one.session()]);
    expect(sessions).toEqual([{ token: "session-1" }, { token: "session-1" }, { token: "session-1" }]);
    expect(logins.map(({ body }) => body)).toEqual([{ username: "000.00.00.H26", password: PASSWORD }]);
    expect(logins[0]?.url.searchParams.get("dstcode")).toBe("VN:GOV:000.00.00.G22:vpcpdvcprovider");
  });

  it("logs in again once renounced, and after ten minutes", async () => {
    portal(yes);
    const one = client();
    await one.session();
    one.renounce("session-1");
    expect(await one.session()).toEqual({ token: "session-2" });
    clock.advance(10 * 60_000);
    expect(await one.session()).toEqual({ token: "session-3" });
  });

  it.each([
    ["an error code", () => json({ error_code: "-1", message: "Sai mật khẩu" })],
    ["a message about logging in", () => json({ error_code: 5, message: "Đăng nhập không thành công" })],
    ["401", () => json({ error_code: -1, message: "Unauthorized" }, { status: 401 })],
    ["401 without JSON", () => new HttpResponse("no", { status: 401 })],
  ])("wrong credentials (%s) name the settings to check", async (_, answer) => {
    portal(yes, answer);
    const one = client();
    const session = await one.session();
    expect(session).toMatchObject({ failed: { kind: "unavailable", party: "gateway", cause: "login-refused" } });
    expect(JSON.stringify(session)).toMatch(/PORTAL_USERNAME.*PORTAL_PASSWORD/);
    await one.session();
    expect(logins).toHaveLength(1);
  });

  it.each<[string, string, Answerer]>([
    ["maintenance", "portal", () => json({ error_code: -1, message: "Hệ thống đang bảo trì" })],
    ["login-without-session", "portal", () => json({ error_code: 0, message: "Thành công" })],
    ["login-without-session", "portal", () => json({ error_code: 0, session: "" })],
    ["http-500", "portal", () => new HttpResponse("oops", { status: 500 })],
    ["html-instead-of-json", "portal", () => HttpResponse.html("<html></html>") as Response],
    ["http-404", "gateway", () => new HttpResponse(null, { status: 404 })],
    ["network-failure", "network", () => HttpResponse.error()],
  ])("without a session nothing was sent: %s is unavailable (%s)", async (cause, party, answer) => {
    portal(yes, answer);
    expect(await client().session()).toMatchObject({ failed: { kind: "unavailable", party, cause } });
  });

  it("whoever stops waiting does not stop the login for the others", async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    portal(yes, async () => {
      begun.resolve();
      await release.promise;
      return json({ error_code: 0, session: "session-1" });
    });
    const one = client();
    const stop = new AbortController();
    const impatient = one.session(stop.signal);
    const patient = one.session();
    await begun.promise;
    stop.abort();
    expect(await impatient).toMatchObject({ failed: { kind: "unavailable", cause: "not-sent" } });
    release.resolve();
    expect(await patient).toEqual({ token: "session-1" });
  });
});

it("does not log in for a caller who stopped before", async () => {
  portal(yes);
  expect(await client().session(AbortSignal.abort())).toMatchObject({ failed: { cause: "not-sent" } });
  expect(logins).toHaveLength(0);
});

describe("send", () => {
  it("delivers, and never logs in by itself", async () => {
    portal(yes);
    expect(await deliver()).toMatchObject({ kind: "delivered", httpStatus: 200, errorCode: "0" });
    expect(calls[0]?.body).toEqual({
      session: "session-1",
      madonvi: "000.00.00.H26",
      service: "DongBoHoSoMC",
      isUpdating: "False",
      data: [{ MaHoSo: "H26.107-260518-0123" }],
    });
    expect(logins).toHaveLength(0);
  });

  it.each<[string, string, () => Response]>([
    ["already-exists", "already-exists", () => json({ error_code: "-3", message: "Hồ sơ đã tồn tại" })],
    ["refused", "error-code", () => json({ error_code: -1, message: "Mã thủ tục không hợp lệ" })],
    ["session-refused", "session-refused", () => json({ error_code: "-1", message: "Phiên đã hết hạn" })],
    [
      "unavailable",
      "rate-limited",
      () => new HttpResponse("slow down", { status: 429, headers: { "Retry-After": "7" } }),
    ],
    ["unavailable", "http-503", () => new HttpResponse(null, { status: 503 })],
    ["unknown", "http-500", () => new HttpResponse("NullPointerException", { status: 500 })],
    ["unknown", "html-instead-of-json", () => HttpResponse.html("<html>Đăng nhập</html>") as Response],
    ["unknown", "bad-json", () => new HttpResponse('{"error_code":"0",')],
    ["unknown", "empty-answer", () => new HttpResponse(null)],
    ["unknown", "network-failure", () => HttpResponse.error()],
  ])("%s: %s", async (kind, cause, answer) => {
    portal(answer);
    expect(await deliver()).toMatchObject({ kind, cause });
    expect(calls).toHaveLength(1);
  });

  it("passes on how long to wait", async () => {
    portal(() => new HttpResponse(null, { status: 429, headers: { "Retry-After": "7" } }));
    expect(await deliver()).toMatchObject({ retryAfterMs: 7000 });
  });

  it("keeps an answer bounded", async () => {
    portal(() => json({ error_code: "0", message: "x".repeat(2000) }));
    expect(await deliver(client({ maxAnswerBytes: 1000 }))).toMatchObject({
      kind: "unknown",
      cause: "answer-too-large",
    });
  });

  it("keeps the session out of the evidence when the portal echoes the request", async () => {
    portal(({ body }) => json({ error_code: "-1", message: `Không hợp lệ: ${JSON.stringify(body)}` }));
    const outcome = await deliver(client(), "secret-token-1");
    expect(outcome.excerpt).toContain("Không hợp lệ");
    expect(JSON.stringify(outcome)).not.toContain("secret-token-1");
  });
});

describe("lookup", () => {
  const record = { MaHoSo: "H26.107-260518-0123", TrangThaiHoSo: "2" };

  it("finds what the portal holds", async () => {
    portal(() => json({ error_code: 0, result: [record] }));
    expect(await client().lookup("H26.107-260518-0123")).toEqual({ kind: "found", record });
    expect(calls[0]?.body).toEqual({
      session: "session-1",
      madonvi: "000.00.00.H26",
      service: "TraCuuHoSo",
      mahoso: "H26.107-260518-0123",
    });
  });

  it("tells that the portal does not know it", async () => {
    portal(() => json({ error_code: "0", message: "", result: [] }));
    expect(await client().lookup("H26.107-260518-0999")).toEqual({ kind: "absent" });
  });

  it("renews a refused session once", async () => {
    portal(({ body }) =>
      body["session"] === "session-2"
        ? json({ error_code: 0, result: [record] })
        : json({ error_code: "-1", message: "Phiên đã hết hạn" }),
    );
    expect(await client().lookup("H26.107-260518-0123")).toEqual({ kind: "found", record });
    expect(logins).toHaveLength(2);
  });

  it("does not renew for ever", async () => {
    portal(() => json({ error_code: "-1", message: "Phiên đã hết hạn" }));
    expect(await client().lookup("H26.107-260518-0123")).toMatchObject({
      kind: "no-answer",
      outcome: { kind: "session-refused" },
    });
    expect(calls).toHaveLength(2);
  });

  it.each<[string, () => Response]>([
    ["lookup-unreadable", () => json({ error_code: 0, result: "none" })],
    ["http-500", () => new HttpResponse("oops", { status: 500 })],
    ["bad-json", () => new HttpResponse("{")],
    ["rate-limited", () => new HttpResponse(null, { status: 429 })],
  ])("no answer is not absence: %s", async (cause, answer) => {
    portal(answer);
    const lookup = await client().lookup("H26.107-260518-0123");
    expect(lookup).toMatchObject({ kind: "no-answer", outcome: { kind: "unavailable", party: "portal", cause } });
  });

  it("a lost answer to a question leaves nothing unknown", async () => {
    portal(() => HttpResponse.error());
    expect(await client().lookup("H26.107-260518-0123")).toMatchObject({
      kind: "no-answer",
      outcome: { kind: "unavailable", party: "network" },
    });
  });

  it("says why there is no session", async () => {
    portal(yes, () => json({ error_code: "-1", message: "Sai mật khẩu" }));
    expect(await client().lookup("H26.107-260518-0123")).toMatchObject({
      kind: "no-answer",
      outcome: { cause: "login-refused" },
    });
    expect(calls).toHaveLength(0);
  });
});
