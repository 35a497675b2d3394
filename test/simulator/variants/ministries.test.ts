import { describe, expect, it } from "vitest";
import { civilStatusItem } from "../portal-samples.ts";
import { codes, openVariant } from "./open-variant.ts";

const form = (maHoSoMCDT: string, more: object = {}) => ({ ...civilStatusItem, maHoSoMCDT, ...more });
const [A = "", B = ""] = codes(2);

describe("ministry-auth-fault", () => {
  it("answers for ministries alone, for a while, on both doors", async () => {
    const portal = await openVariant("ministry-auth-fault", { forMs: 1000 });
    const fault = {
      status: 0,
      statusDescription: "",
      errorCode: 100,
      errorDescription: expect.stringContaining("AUTHEN_ERROR") as string,
    };
    expect(await portal.ask("dangKyHoTich", { data: [form(A)] })).toEqual(fault);
    expect(await portal.ask("LayDanhSachTTHC")).toMatchObject({ error_code: "0" });
    const authorization = `Basic ${btoa("lienthong-demo:lienthong-demo")}`;
    const token = await portal.post("/rest/token", {}, { authorization });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const rest = await portal.post("/rest/dangKyHoTich", form(A), { authorization: `Bearer ${bearer}` });
    expect(await rest.json()).toEqual(fault);
    expect(await portal.ledger()).toEqual([]);
    portal.clock.advance(1000);
    expect(await portal.ask("dangKyHoTich", { data: [form(A)] })).toMatchObject({ error_code: "0" });
  });
});

describe("ministry-duplicate", () => {
  it("says of what it has in other words that it has it", async () => {
    const portal = await openVariant("ministry-duplicate");
    await portal.ask("dangKyHoTich", { data: [form(A)] });
    expect(await portal.ask("dangKyHoTich", { data: [form(A)] })).toMatchObject({
      status: 0,
      errorDescription: "Trùng mã hồ sơ, hồ sơ đã có trong hệ thống",
    });
  });
});

describe("ministry-run-together", () => {
  it("refuses content in sentences run together, and takes another content", async () => {
    const portal = await openVariant("ministry-run-together", { every: 2 });
    const send = (item: object) => portal.ask("dangKyHoTich", { data: [item] });
    const wrong = form(B, { data: JSON.stringify({ nksSoDDCN: "1", nksLoaiGiayToTuyThan: "9" }) });
    expect(await send(form(A))).toMatchObject({ error_code: "0" });
    expect(await send(wrong)).toEqual({
      title: "Có lỗi xảy ra.",
      errors: expect.stringMatching(/thông tin\.n.*LoaiGiayToTuyThan không tồn tại/) as string,
      status: 500,
      inputSend: wrong,
    });
    expect(await send(wrong)).toMatchObject({ status: 500 });
    expect(await send(form(B, { data: "{}" }))).toMatchObject({ error_code: "0" });
    expect(await portal.ledger()).toHaveLength(2);
  });
});
