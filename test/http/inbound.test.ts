import { describe, expect, it } from "vitest";
import { readSample } from "../adapters/adapter-folders.ts";
import { AMENDMENT_BODY, NOTICE_BODY } from "../adapters/promotions/native/bodies.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const NOTICE = "/VXPAdapter/RestService/forward/addtthcKhuyenMai";

const hand = async (
  api: Api,
  body: unknown,
  { path = NOTICE, ...how }: { path?: string; key?: string | null; from?: string } = {},
) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await api.call(path, { method: "POST", body: text, key: KEYS.portal, ...how });
  return [response.status, await response.json()] as const;
};
const listed = async (api: Api, query = "") =>
  (await (await api.call(`/v1/applications${query}`)).json()) as {
    readonly applications: readonly { readonly dossierCode: string; readonly takenOver: boolean }[];
    readonly nextCursor: string | null;
  };

describe("a notice of a promotion from the portal", () => {
  it("is kept once, read into the sector's record, and found by one-stop software", async () => {
    const api = openApi(place().store);
    const success = [200, { error_code: "0", message: "H36.03-261116-0001| create dossier success" }];
    expect(await hand(api, NOTICE_BODY)).toEqual(success);
    expect(await hand(api, NOTICE_BODY, { path: NOTICE.replace("VXP", "Xrd") })).toEqual(success);
    expect(await listed(api)).toMatchObject({
      applications: [
        {
          dossierCode: "H36.03-261116-0001",
          sector: "promotions",
          revision: 1,
          takenOver: false,
          submittedOn: "2026-11-16",
        },
      ],
      nextCursor: null,
    });
    const one = (await (await api.call("/v1/applications/H36.03-261116-0001")).json()) as Record<string, unknown>;
    expect(one).toMatchObject({
      call: "addtthcKhuyenMai",
      procedureCode: "2.000033",
      record: { notice: { program: { from: "2026-11-23", to: "2027-01-31", totalPrizeValue: 155_000_000 } } },
      files: [{ name: "mau-01.pdf" }, { name: "the-le.pdf" }],
    });
  });

  it("is handed over by the simulator as the portal would do it", async () => {
    const api = openApi(place().store);
    const simulator = createSimulator({
      clock: api.clock,
      random: seededRandom(),
      fetch: async (url, init) => api.app.request(url, init),
    });
    const outgoing = async (call: object) => {
      const response = await simulator.app.request("/outgoing", { method: "POST", body: JSON.stringify(call) });
      return [response.status, await response.json()];
    };
    const call = { to: "http://127.0.0.1:8080", call: "addtthcKhuyenMai", key: KEYS.portal, body: NOTICE_BODY };
    const answer = JSON.stringify({ error_code: "0", message: "H36.03-261116-0001| create dossier success" });
    expect(await outgoing(call)).toEqual([200, { status: 200, answer }]);
    expect(await outgoing({ ...call, to: "http://10.0.0.1" })).toMatchObject([422, { code: "outgoing-invalid" }]);
  });

  it("becomes a dossier when it is pushed with its own code", async () => {
    const api = openApi(place().store);
    const sample = readSample("promotions", "loyalty-notice-from-portal") as Record<string, unknown>;
    await hand(api, { ...NOTICE_BODY, MaHoSo: sample["dossierCode"] });
    expect((await api.push(sample)).status).toBe(202);
    expect((await listed(api)).applications).toEqual([]);
    expect((await listed(api, "?takenOver=true")).applications).toMatchObject([{ takenOver: true }]);
  });

  it("with other content is refused, unless a supplement was asked for", async () => {
    const api = openApi(place().store);
    const sample = readSample("promotions", "loyalty-notice-from-portal") as Record<string, unknown>;
    const mine = { ...NOTICE_BODY, MaHoSo: sample["dossierCode"] };
    const corrected = { ...mine, TongGiaTriHangHoa: "160000000" };
    await hand(api, mine);
    expect(await hand(api, corrected)).toMatchObject([200, { error_code: "1" }]);
    expect((await api.push({ ...sample, status: 5 })).status).toBe(202);
    expect(await hand(api, corrected)).toMatchObject([200, { error_code: "0" }]);
    expect((await listed(api, "?takenOver=true")).applications).toMatchObject([{ revision: 2 }]);
  });

  it("that cannot be read is refused with its places, and nothing is kept", async () => {
    const api = openApi(place().store);
    const { MaSoThue: _missing, ...rest } = NOTICE_BODY;
    const [status, answer] = await hand(api, rest);
    expect([status, answer]).toEqual([
      200,
      { error_code: "-1", message: expect.stringContaining("/MaSoThue") as string },
    ]);
    expect(await hand(api, "{")).toMatchObject([400, { error_code: "-1" }]);
    expect((await listed(api)).applications).toEqual([]);
  });

  it("is taken from trusted addresses without a key, and from nobody else", async () => {
    const api = openApi(place().store);
    const refused = [403, { error_code: "-1", message: "Không có quyền gọi dịch vụ này" }];
    expect(await hand(api, NOTICE_BODY, { key: null })).toEqual(refused);
    expect(await hand(api, NOTICE_BODY, { key: null, from: "10.2.0.1" })).toEqual(refused);
    expect(await hand(api, NOTICE_BODY, { key: "khoa-khong-ai-co", from: "10.1.0.1" })).toEqual(refused);
    expect(await hand(api, NOTICE_BODY, { key: KEYS.push })).toEqual(refused);
    expect((await listed(api)).applications).toEqual([]);
    expect(await hand(api, NOTICE_BODY, { key: null, from: "::ffff:10.1.255.1" })).toMatchObject([
      200,
      { error_code: "0" },
    ]);
  });
});

describe("other inbound calls", () => {
  it("take amendments, which replace what they say they replace", async () => {
    const api = openApi(place().store);
    const path = NOTICE.replace("addtthcKhuyenMai", "nhanhsdvcqg");
    expect(await hand(api, AMENDMENT_BODY, { path })).toMatchObject([200, { error_code: "0" }]);
    const changed = { ...AMENDMENT_BODY, data: { ...AMENDMENT_BODY.data, LyDoDieuChinh: "Lý do khác" } };
    expect(await hand(api, changed, { path })).toMatchObject([200, { error_code: "1" }]);
    expect(await hand(api, { ...changed, isUpdating: "True" }, { path })).toMatchObject([200, { error_code: "0" }]);
    const voucher = { ...AMENDMENT_BODY, service: "NhanChungTuThueDat" };
    expect(await hand(api, voucher, { path })).toMatchObject([200, { error_code: "-1" }]);
  });

  it("answer each caller in its own form", async () => {
    const api = openApi(place().store);
    const path = NOTICE.replace("addtthcKhuyenMai", "nhanHoSoLLTP");
    expect(await hand(api, {}, { path })).toMatchObject([200, { statusCode: "01", data: null }]);
  });

  it("that nobody serves are not found", async () => {
    const api = openApi(place().store);
    const path = NOTICE.replace("addtthcKhuyenMai", "nhantbthuedvcqg");
    expect(await refusalOf(await api.call(path, { method: "POST", body: "{}" }))).toBe("404 not-found");
  });
});

describe("applications", () => {
  it("are for readers of the whole province only, page by page", async () => {
    const api = openApi(place().store);
    expect(await refusalOf(await api.call("/v1/applications", { key: KEYS.ward }))).toBe("403 forbidden");
    expect(await refusalOf(await api.call("/v1/applications/X", { key: KEYS.push }))).toBe("403 forbidden");
    expect(await refusalOf(await api.call("/v1/applications/H36.03-261116-0001"))).toBe("404 not-found");
    for (const code of ["H36.03-261116-0001", "H36.03-261116-0002"]) await hand(api, { ...NOTICE_BODY, MaHoSo: code });
    const first = await listed(api, "?limit=1");
    expect(first.applications.map(({ dossierCode }) => dossierCode)).toEqual(["H36.03-261116-0001"]);
    const second = await listed(api, `?limit=1&after=${first.nextCursor ?? ""}`);
    expect(second).toMatchObject({ applications: [{ dossierCode: "H36.03-261116-0002" }], nextCursor: null });
  });
});
