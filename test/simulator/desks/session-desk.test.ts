import { describe, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../../src/simulator/demo-account.ts";
import { FORWARD, openPortal, read } from "../open-portal.ts";

const { username, password, unitCode: madonvi, dstcode } = DEMO_PORTAL;
const lookup = { service: "TraCuuHoSo", madonvi, mahoso: "H26.107-260518-0123" };
const destination = `dstcode=${encodeURIComponent(dstcode)}`;

describe("login", () => {
  it.each(["VXPAdapter", "XrdAdapter"])("works under %s, dstcode in the query or in a header", async (adapter) => {
    const { post } = await openPortal();
    const path = `/${adapter}/RestService/forward/mapi/login`;
    const inQuery = await read(await post(`${path}?${destination}`, { username, password }));
    const inHeader = await read(await post(path, { username, password }, { dstcode }));
    expect(inQuery).toEqual({
      error_code: "0",
      message: expect.stringContaining("thành công"),
      session: expect.any(String),
    });
    expect(inHeader.session).not.toBe(inQuery.session);
    const asked = await post(`/${adapter}/RestService/forward/mapi/g`, { ...lookup, session: inHeader.session });
    expect(await read(asked)).toMatchObject({ error_code: "0", result: [] });
  });

  it("refuses a wrong password without a session", async () => {
    const { post } = await openPortal();
    const answer = await read(await post(`${FORWARD}/mapi/login`, { username, password: "sai" }));
    expect(answer.error_code).toBe("-1");
    expect(answer).not.toHaveProperty("session");
  });

  it("knows no other adapter and no other destination", async () => {
    const { post } = await openPortal();
    const elsewhere = await post("/OtherAdapter/RestService/forward/mapi/login", { username, password });
    const wrong = await post(`${FORWARD}/mapi/login?dstcode=VN:GOV:000:x`, { username, password });
    expect([elsewhere.status, wrong.status]).toEqual([404, 404]);
  });

  it("insists on dstcode when told to", async () => {
    const { post } = await openPortal({ profile: { requireDestination: true } });
    const without = await post(`${FORWARD}/mapi/login`, { username, password });
    const withIt = await post(`${FORWARD}/mapi/login?${destination}`, { username, password });
    expect([without.status, withIt.status]).toEqual([404, 200]);
  });
});

describe("a session", () => {
  it("is needed: without one, or with one that is over, the call is refused", async () => {
    const { ask, clock } = await openPortal({ profile: { sessionRefusedCode: "-77" } });
    const refused = { error_code: "-77", message: "Phiên làm việc không hợp lệ hoặc đã hết hạn" };
    expect(await ask("TraCuuHoSo", { ...lookup, session: undefined })).toEqual(refused);
    expect(await ask("TraCuuHoSo", { ...lookup, session: "made-up" })).toEqual(refused);
    clock.advance(10 * 60_000 - 1);
    expect(await ask("TraCuuHoSo", lookup)).toMatchObject({ error_code: "0" });
    clock.advance(1);
    expect(await ask("TraCuuHoSo", lookup)).toEqual(refused);
  });

  it("speaks for its own unit only", async () => {
    const { ask } = await openPortal();
    expect(await ask("TraCuuHoSo", { ...lookup, madonvi: "000.00.00.H01" })).toMatchObject({
      error_code: "-1",
      message: expect.stringContaining("madonvi"),
    });
  });
});

describe("a body", () => {
  it("must be a JSON object in UTF-8, said to be JSON, and of bounded length", async () => {
    const { post, simulator } = await openPortal({ profile: { maxBodyBytes: 200 } });
    const path = `${FORWARD}/mapi/g`;
    const notUtf8 = simulator.app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    const statuses = await Promise.all([
      post(path, "{", {}),
      post(path, "[]", {}),
      notUtf8,
      post(path, "{}", { "content-type": "text/plain" }),
      post(path, { filler: "x".repeat(200) }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 415, 413]);
  });
});
