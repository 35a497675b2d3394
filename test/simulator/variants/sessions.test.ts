import { describe, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../../src/simulator/demo-account.ts";
import { FORWARD, read } from "../open-portal.ts";
import { CODE } from "../portal-samples.ts";
import { openVariant } from "./open-variant.ts";

const { username, password } = DEMO_PORTAL;
const lookup = { mahoso: CODE };

/** How each variant says that a session is over: status, where to, and the text. */
const ENDINGS = [
  ["session-words", 200, null, '{"error_code":"-1","message":"Không có quyền truy cập"}'],
  ["session-redirect", 302, "/dang-nhap", ""],
  ["session-403", 403, null, "403 Forbidden"],
  ["session-login-page", 200, null, '<input name="password"'],
] as const;

describe.each(ENDINGS)("%s", (name, status, location, text) => {
  const isOver = async (response: Response) => {
    expect([response.status, response.headers.get("location")]).toEqual([status, location]);
    expect(await response.text()).toContain(text);
  };

  it("ends a session after so many calls, look-ups and writes alike, and a new login helps", async () => {
    const portal = await openVariant(name, { afterCalls: 2 });
    await portal.ask("TraCuuHoSo", lookup);
    await portal.ask("TraCuuHoSo", lookup);
    await isOver(await portal.call("TraCuuHoSo", lookup));
    await isOver(await portal.call("DongBoHoSoMC", { isUpdating: "False", data: [] }));
    const { session } = await read(await portal.post(`${FORWARD}/mapi/login`, { username, password }));
    expect(await portal.ask("TraCuuHoSo", { ...lookup, session })).toMatchObject({ error_code: "0" });
  });

  it("ends it after a while, and when a fault ends it", async () => {
    const portal = await openVariant(name, { afterCalls: 100, afterMs: 50 });
    portal.clock.advance(49);
    expect(await portal.ask("TraCuuHoSo", lookup)).toMatchObject({ error_code: "0" });
    portal.clock.advance(1);
    await isOver(await portal.call("TraCuuHoSo", lookup));
    await portal.faults({ kind: "session-expired" });
    await isOver(await portal.call("TraCuuHoSo", lookup));
  });
});

describe("session-redirect", () => {
  it("leads to a page that is there", async () => {
    const { simulator } = await openVariant("session-redirect");
    const page = await simulator.app.request("/dang-nhap");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/html/)]);
  });
});

describe("session-single", () => {
  it("ends the older session of the account by a new login", async () => {
    const portal = await openVariant("session-single");
    expect(await portal.ask("TraCuuHoSo", lookup)).toMatchObject({ error_code: "0" });
    const { session } = await read(await portal.post(`${FORWARD}/mapi/login`, { username, password }));
    expect(await portal.ask("TraCuuHoSo", lookup)).toMatchObject({ error_code: "-2" });
    expect(await portal.ask("TraCuuHoSo", { ...lookup, session })).toMatchObject({ error_code: "0" });
  });
});
