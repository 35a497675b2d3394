import { describe, expect, it } from "vitest";
import { openConsole, postForm } from "./open-console.ts";

describe("logging in", () => {
  it("is asked of everybody, page by page", async () => {
    const { app } = openConsole();
    const home = await app.request("/console");
    expect([home.status, home.headers.get("Location")]).toEqual([303, "/console/login"]);
    const dossier = await app.request("/console/dossiers/H26.107-260518-0123");
    expect(dossier.headers.get("Location")).toBe("/console/login?next=%2Fconsole%2Fdossiers%2FH26.107-260518-0123");
    expect((await app.request("/console/nowhere")).status).toBe(303);
    const fragment = await app.request("/console/figures.html");
    expect([fragment.status, await fragment.text()]).toEqual([401, ""]);
  });

  it("sets a cookie that scripts and other sites cannot use", async () => {
    const { app } = openConsole();
    const answer = await app.request("/console/login", postForm({ key: " ops-key " }));
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/console"]);
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/^lt_console=[\w.-]+; Max-Age=28800; Path=\/console; HttpOnly; SameSite=Strict$/);
  });

  it.each([
    ["https://gateway.example/console/login", {}],
    ["http://localhost/console/login", { "X-Forwarded-Proto": "https" }],
  ])("keeps the cookie to https at %s %j", async (url, headers) => {
    const { app } = openConsole();
    const answer = await app.request(url, postForm({ key: "ops-key" }, { Origin: new URL(url).origin, ...headers }));
    expect(answer.headers.get("Set-Cookie")).toMatch(/; Secure/);
  });

  it("takes a body that is no form for a login without a key", async () => {
    const { app } = openConsole();
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain"]) {
      const answer = await app.request("http://localhost/console/login", {
        method: "POST",
        body: "{}",
        headers: { "Content-Type": type, Origin: "http://localhost" },
      });
      expect([type, answer.status]).toEqual([type, 401]);
    }
  });

  it("says the same for every key that does not do", async () => {
    const { app } = openConsole();
    const texts = new Set<string>();
    for (const key of ["wrong", "vendor-key", ""]) {
      const answer = await app.request("/console/login", postForm({ key }));
      expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([401, null]);
      texts.add(await answer.text());
    }
    expect([...texts]).toEqual([expect.stringContaining("Không đăng nhập được. Hãy kiểm tra khóa API")]);
    expect([...texts][0]).not.toContain("vendor-key");
  });

  it("goes on to the dossier that was asked for, and nowhere else", async () => {
    const { app } = openConsole();
    const goTo = async (next: string) =>
      (await app.request("/console/login", postForm({ key: "ops-key", next }))).headers.get("Location");
    expect(await goTo("/console/dossiers/H26.107-260518-0123")).toBe("/console/dossiers/H26.107-260518-0123");
    for (const next of [
      "//evil.example",
      "https://evil.example",
      "/console/dossiers/../../x",
      "/console/dossiers/a\r\nb",
    ]) {
      expect(await goTo(next)).toBe("/console");
    }
    const form = await app.request(`/console/login?next=${encodeURIComponent('"><script>x</script>')}`);
    expect(await form.text()).toContain('name="next" value="/console"');
  });

  it("is limited after failures, whatever key comes next", async () => {
    const { app, clock } = openConsole({ limits: { loginFailures: 3, loginWindowMs: 120_000 } });
    for (let i = 0; i < 3; i += 1) await app.request("/console/login", postForm({ key: "wrong" }));
    const shut = await app.request("/console/login", postForm({ key: "ops-key" }));
    expect([shut.status, shut.headers.get("Retry-After"), shut.headers.get("Set-Cookie")]).toEqual([429, "120", null]);
    expect(await shut.text()).toContain("Hãy thử lại sau 2 phút.");
    clock.advance(120_000);
    expect((await app.request("/console/login", postForm({ key: "ops-key" }))).status).toBe(303);
  });

  it("is limited at one address only: the owner logs in from another meanwhile", async () => {
    const { app, refusals, audit } = openConsole({ limits: { loginFailures: 3 } });
    const from = (address: string, key: string) =>
      app.request("/console/login", postForm({ key }, { "X-Test-Address": address }));
    const guesses = [];
    for (let i = 0; i < 4; i += 1) guesses.push((await from("203.0.113.9", "wrong")).status);
    expect(guesses).toEqual([401, 401, 401, 429]);
    expect((await from("10.0.0.5", "ops-key")).status).toBe(303);
    const refused = { door: "console", address: "203.0.113.9", account: null };
    expect(refusals).toEqual(["first", "more", "last", "limited"].map((count) => ({ ...refused, count })));
    expect(audit).toEqual(["address:203.0.113.9 keys.guessed console"]);
  });

  it("is limited for the account that a key names", async () => {
    const { app } = openConsole({ limits: { loginFailures: 2 } });
    const guess = async (client: string) =>
      (await app.request("/console/login", postForm({ key: `lt_${client}_${"x".repeat(43)}` }))).status;
    expect([await guess("one"), await guess("one"), await guess("one"), await guess("two")]).toEqual([
      401, 401, 429, 401,
    ]);
    expect((await app.request("/console/login", postForm({ key: "ops-key" }))).status).toBe(303);
  });

  it.each([
    ["another site", { Origin: "https://evil.example" }, 403],
    ["another site, says the browser", { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }, 403],
    ["a page without origin", { Origin: "null" }, 403],
    [
      "the page itself behind a proxy that renames the host",
      { Origin: "https://x.vn", "Sec-Fetch-Site": "same-origin" },
      303,
    ],
  ])("answers a form from %s", async (_from, headers, status) => {
    const { app } = openConsole();
    expect((await app.request("/console/login", postForm({ key: "ops-key" }, headers))).status).toBe(status);
  });

  it("takes no large form", async () => {
    const { app } = openConsole();
    const answer = await app.request("/console/login", postForm({ key: "x".repeat(5_000) }));
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("Nội dung quá lớn");
  });
});

describe("a login", () => {
  it("ends after eight hours, and after half an hour without a page being opened", async () => {
    const { app, clock, logIn } = openConsole();
    const headers = { Cookie: await logIn() };
    const open = async (path = "/console") => (await app.request(path, { headers })).status;
    for (let i = 1; i < 24; i += 1) {
      clock.advance(20 * 60_000);
      expect(await open()).toBe(200);
    }
    clock.advance(20 * 60_000 - 1);
    expect(await open()).toBe(200);
    clock.advance(1);
    expect(await open()).toBe(303);

    headers.Cookie = await logIn();
    clock.advance(15 * 60_000);
    expect(await open("/console/figures.html")).toBe(200);
    clock.advance(15 * 60_000);
    expect(await open("/console/figures.html")).toBe(401);
  });

  it("ends with the key it was made with", async () => {
    const { app, keys, logIn } = openConsole();
    const headers = { Cookie: await logIn() };
    const [operator] = [...keys.keys()];
    keys.set(operator!, "another-key");
    expect((await app.request("/console", { headers })).status).toBe(303);
  });

  it("ends by logging out, which another site cannot do", async () => {
    const { app, logIn } = openConsole();
    const cookie = await logIn();
    const away = await app.request("/console/logout", postForm({}, { Cookie: cookie, Origin: "https://evil.example" }));
    expect([away.status, away.headers.get("Set-Cookie")]).toEqual([403, null]);
    const out = await app.request("/console/logout", postForm({}, { Cookie: cookie }));
    expect([out.status, out.headers.get("Location")]).toEqual([303, "/console/login"]);
    expect(out.headers.get("Set-Cookie")).toMatch(/^lt_console=; Max-Age=0; Path=\/console/);
    // For whoever has a copy of the cookie, too.
    expect((await app.request("/console", { headers: { Cookie: cookie } })).status).toBe(303);
  });
});
