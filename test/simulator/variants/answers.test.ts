import { describe, expect, it } from "vitest";
import { DEMO_PORTAL } from "../../../src/simulator/demo-account.ts";
import { FORWARD, read } from "../open-portal.ts";
import { CODE, dossier2022 } from "../portal-samples.ts";
import { codes, openVariant } from "./open-variant.ts";

const { username, password } = DEMO_PORTAL;
const dossier = (MaHoSo: string, more: object = {}) => ({ ...dossier2022, MaHoSo, ...more });
const creating = { isUpdating: "False", data: [dossier2022] };

describe("data-words", () => {
  it("refuses the whole call for one dossier's content, in words about something else", async () => {
    const portal = await openVariant("data-words", { every: 2 });
    const [A = "", B = ""] = codes(2);
    expect(await portal.create(dossier(A), dossier(B))).toMatchObject({ error_code: "-1" });
    expect(await portal.ledger()).toEqual([]);
    expect(await portal.create(dossier(A))).toMatchObject({ error_code: "0" });
    expect(await portal.create(dossier(B))).toMatchObject({ error_code: "-1" });
    expect(await portal.create(dossier(B, { GhiChu: "đã sửa" }))).toMatchObject({ error_code: "0" });
  });

  it("has sentences about sessions, interpreters, receipts and pauses", async () => {
    const portal = await openVariant("data-words", { probability: 1 });
    const answers = await Promise.all(codes(60).map((code) => portal.create(dossier(code))));
    const said = new Set(answers.map(({ message }) => message));
    expect(said.size).toBe(6);
    expect([...said]).toEqual(
      expect.arrayContaining([
        "Ngày phiên tòa không hợp lệ",
        "Thiếu tên người phiên dịch",
        "Số biên nhận đã tồn tại",
        expect.stringContaining("tạm ngừng"),
      ]),
    );
  });
});

describe("the form of a yes", () => {
  it.each([
    ["code-double-zero", { error_code: "00", message: "Đồng bộ hồ sơ thành công", result: [] }],
    ["code-number", { error_code: 0, message: "Đồng bộ hồ sơ thành công", result: [] }],
    ["message-only", { message: "Đồng bộ hồ sơ thành công", result: [] }],
    ["success-other-words", { error_code: "0", message: "OK", result: [] }],
    ["result-null", { error_code: "0", message: "Đồng bộ hồ sơ thành công", result: null }],
  ])("%s", async (name, expected) => {
    const portal = await openVariant(name);
    expect(await portal.create(dossier2022)).toEqual(expected);
    const login = await read(await portal.post(`${FORWARD}/mapi/login`, { username, password }));
    expect(login.session).toEqual(expect.any(String));
    const { result } = await portal.ask("TraCuuHoSo", { mahoso: CODE });
    expect(result).toEqual([dossier2022]);
  });

  it("result-null tells it of unknown dossiers", async () => {
    const portal = await openVariant("result-null");
    expect(await portal.ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ error_code: "0", result: null });
  });

  it("code-number writes refusals so, too", async () => {
    const portal = await openVariant("code-number");
    await portal.create(dossier2022);
    expect(await portal.create(dossier2022)).toEqual({ error_code: -3, message: `Hồ sơ ${CODE} đã tồn tại` });
  });

  it("success-201 is for writes alone", async () => {
    const portal = await openVariant("success-201");
    expect((await portal.call("DongBoHoSoMC", creating)).status).toBe(201);
    expect((await portal.call("TraCuuHoSo", { mahoso: CODE })).status).toBe(200);
  });
});

describe("the form of the bytes", () => {
  it("byte-order-mark", async () => {
    const portal = await openVariant("byte-order-mark");
    const bytes = new Uint8Array(await (await portal.call("DongBoHoSoMC", creating)).arrayBuffer());
    expect([...bytes.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
  });

  it("json-as-html", async () => {
    const response = await (await openVariant("json-as-html")).call("DongBoHoSoMC", creating);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await read(response)).toMatchObject({ error_code: "0" });
  });
});

describe("words of a dossier that exists", () => {
  it.each([
    ["exists-other-words", { error_code: "-1", message: "Mã hồ sơ đã được sử dụng" }],
    ["exists-code-zero", { error_code: "0", message: `Hồ sơ ${CODE} đã tồn tại` }],
  ])("%s", async (name, expected) => {
    const portal = await openVariant(name);
    await portal.create(dossier2022);
    expect(await portal.create(dossier2022)).toEqual(expected);
    expect(await portal.ledger()).toHaveLength(1);
  });
});

describe("slow-answers", () => {
  it("applies at once and answers late", async () => {
    const portal = await openVariant("slow-answers", { delayMs: 1234 });
    await portal.create(dossier2022);
    expect(portal.waits).toEqual([1234]);
  });
});

describe("adapter-fault", () => {
  it.each([
    ["json", "application/json", '{"type":"Server.ServerProxy.ServiceFailed.NetworkError"'],
    ["xml", "text/xml", "<SOAP-ENV:Fault><faultcode>Server.ServerProxy"],
  ])("answers 200 with a fault in %s, and the portal heard nothing", async (form, type, text) => {
    const portal = await openVariant("adapter-fault", { form, every: 1 });
    const response = await portal.call("DongBoHoSoMC", creating);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, expect.stringContaining(type)]);
    expect(await response.text()).toContain(text);
    expect(await portal.ledger()).toEqual([]);
  });
});

describe("quota-in-words", () => {
  it("says no with HTTP 200 until the next minute", async () => {
    const portal = await openVariant("quota-in-words", { maxCalls: 2 });
    const ask = () => portal.ask("TraCuuHoSo", { mahoso: CODE });
    await ask();
    expect(await ask()).toMatchObject({ error_code: "0" });
    expect(await ask()).toEqual({ error_code: "-1", message: expect.stringContaining("lượt gọi") });
    portal.clock.advance(60_000);
    expect(await ask()).toMatchObject({ error_code: "0" });
  });
});
