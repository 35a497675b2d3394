import { describe, expect, it } from "vitest";
import { MINISTRY_ERRORS } from "#schemas/portal/ministry-errors.ts";
import { answerRules } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import type { RequestPurpose } from "../../../src/destinations/answers/compose-outcome.ts";
import { adapters } from "../../adapters/adapter-folders.ts";

const patterns = [...adapters.values()].flatMap(({ answerPatterns }) => answerPatterns ?? []);

/** What an answer of the Ministry of Justice means. */
function said(body: unknown, asked: { service?: string; purpose?: RequestPurpose; status?: number } = {}) {
  const { service = "dangKyHoTich", purpose = "delivery", status = 200 } = asked;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return answerToOutcome(
    {
      status,
      contentType: "application/json",
      retryAfter: null,
      body: new TextEncoder().encode(text),
      complete: true,
    },
    { purpose, service, now: 0, secrets: [], rules: answerRules({}, patterns) },
  );
}

const refusal = (errorCode: unknown, errorDescription: string) => ({ status: 0, errorCode, errorDescription });

describe("a vendor whose dossier met a fault of the connection", () => {
  it.each([
    [100, "AUTHEN_ERROR - Thông tin xác thực không hợp lệ", "session-refused", "gateway", /passwordEnv/],
    [101, "IP_DISALLOWED - Địa chỉ IP không được phép", "unavailable", "network", /địa chỉ IP đầu ra/],
    [106, "AGENCY_ID_INCORRECT - Mã đơn vị không đúng", "unavailable", "gateway", /unitCode/],
    [108, "PROVINCE_ID_INCORRECT - Mã tỉnh không đúng", "unavailable", "gateway", /unitCode/],
  ])("is not told to correct the data: %i %s", (code, description, kind, party, advice) => {
    const name = description.split(" - ")[0] ?? "";
    const number = said(refusal(code, "Lỗi"));
    expect(said(refusal(code, description))).toMatchObject({ kind, party, cause: number.cause });
    expect(said(refusal(String(code), ""))).toMatchObject({ kind, party, cause: number.cause });
    // The name alone says it too, beside a number of another system.
    expect(said(refusal(-1, `${name} - Lỗi`))).toMatchObject({ kind, party, cause: number.cause });
    expect(number.message).toMatch(advice);
    expect(number.message).not.toMatch(/sửa dữ liệu/i);
    expect(number.messageEn).not.toMatch(/correct the data/i);
  });

  it.each([
    [302, "DATA_TYPE_INVALID - Loại danh mục không hợp lệ"],
    [500, "DATA_INCORRECT - Dữ liệu không đúng"],
  ])("is told so where the data really are at fault: %i %s", (code, description) => {
    expect(said(refusal(code, description))).toMatchObject({
      kind: "refused",
      party: "vendor-data",
      cause: "error-code",
      message: expect.stringContaining(description) as string,
    });
  });

  it("is not blamed for a word about the session in a description with a name", () => {
    expect(said(refusal(100, "AUTHEN_ERROR - Token đã hết hạn")).cause).toBe("ministry-account-refused");
    expect(said(refusal(106, "Vui lòng đăng nhập bằng mã đơn vị khác")).cause).toBe("ministry-unit-unknown");
  });

  it("finds the account at fault at the login, whatever the number", () => {
    for (const { code, fault } of MINISTRY_ERRORS.filter((one) => one.fault === "ministry-account-refused"))
      expect([fault, said(refusal(code, ""), { purpose: "login" }).cause]).toEqual([fault, "login-refused"]);
  });
});

describe("whoever asks after a dossier too early", () => {
  it("learns that it is not there, or not finished, and not that the data are wrong", () => {
    const asked = { purpose: "lookup", service: "traTrangThaiHoSo" } as const;
    expect(said(refusal(201, "RECORD_NOT_FOUND - Không tìm thấy hồ sơ"), asked)).toMatchObject({
      cause: "ministry-record-unknown",
      party: "portal",
    });
    expect(said(refusal(200, "RECORD_UNCOMPLETE - Hồ sơ chưa hoàn thành"), asked)).toMatchObject({
      cause: "ministry-record-unfinished",
      party: "portal",
    });
  });
});

describe("a dossier the ministry has already", () => {
  it.each([
    "Trùng mã hồ sơ, hồ sơ đã có trong hệ thống",
    "Hồ sơ đã tồn tại trong hệ thống",
    "Hồ sơ H26.107-260518-0123 đã tồn tại trong hệ thống".normalize("NFD"),
    "HỒ SƠ NÀY ĐÃ CÓ TRÊN HỆ THỐNG",
    "Mã hồ sơ đã tồn tại",
    "Hồ sơ đã được tiếp nhận",
  ])("is not refused for good when it is sent twice: %s", (description) => {
    expect(said(refusal(-1, description))).toMatchObject({ kind: "delivered", cause: "already-received" });
    expect(said({ STATUS: 0, DESCRIPTION: description }, { service: "nhanHoSoDangKy" })).toMatchObject({
      kind: "delivered",
      cause: "already-received",
    });
    expect(said({ title: "Có lỗi xảy ra.", status: 500, errors: description })).toMatchObject({
      kind: "delivered",
      cause: "already-received",
    });
  });

  it.each([
    "Số biên nhận đã tồn tại",
    "Số biên nhận của hồ sơ đã tồn tại",
    "Mã số này không trùng mã hồ sơ đã đăng ký",
    "Số định danh đã có trong hệ thống",
    "Hồ sơ đã có kết quả",
    "Trùng mã giấy chứng sinh",
  ])("is not believed to be there for a word about something else: %s", (description) => {
    expect(said(refusal(-1, description))).toMatchObject({ kind: "refused", cause: "error-code" });
  });
});

it("a no without a number, or with the number 0, is a no: nothing is taken for delivered that was not", () => {
  for (const code of ["", 0, "0", "00"]) {
    expect(said(refusal(code, "Sai dữ liệu"))).toMatchObject({ kind: "refused", errorCode: "-1" });
    expect(said({ STATUS: code, DESCRIPTION: "Sai" }, { service: "nhanHoSoDangKy" })).toMatchObject({
      kind: "refused",
      errorCode: "-1",
    });
  }
});

describe("an officer whom the ministry answers in one run-together line", () => {
  const errors =
    "cbsSoDDCN có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.ncbsLoaiGiayToTuyThan không tồn tại. Vui lòng kiểm tra lại theo tài liệu kỹ thuật đã cung cấp.nmeSoDDCN 0010990123456 có định dạng không đúng.";
  const inputSend = {
    maHoSoMCDT: "H26.107-260518-0123",
    data: JSON.stringify({ meHoTen: "Trần Thị Mẫu", meSoDDCN: "001099012345" }),
  };

  it("reads the sentences apart, masked, as a refusal of the data and not as a failure of the server", () => {
    const outcome = said({ title: "Có lỗi xảy ra.", errors, status: 500, inputSend });
    expect(outcome).toMatchObject({ kind: "refused", party: "vendor-data", cause: "error-code", errorCode: "500" });
    expect(outcome.message).toContain("kiểm tra lại thông tin. cbsLoaiGiayToTuyThan không tồn tại.");
    expect(outcome.complaints?.map(({ fields }) => fields)).toEqual([
      ["cbsSoDDCN"],
      ["cbsLoaiGiayToTuyThan"],
      ["meSoDDCN"],
    ]);
    expect(JSON.stringify(outcome)).not.toMatch(/\d{9}/);
  });

  it.each(["inputSend", "InputSend"])("does not read in an excerpt what citizens declared: %s", (name) => {
    const whole = { [name]: inputSend, title: "Có lỗi xảy ra.", errors, status: 500 };
    const cut = JSON.stringify({ title: "Có lỗi xảy ra.", [name]: inputSend, status: 500 }).slice(0, -20);
    for (const body of [whole, { result: whole }, { result: JSON.stringify(whole) }, cut]) {
      const text = JSON.stringify(said(body));
      expect(text).not.toContain("Trần Thị Mẫu");
      expect(text).not.toContain("345");
    }
    expect(said(whole).excerpt).toContain("cbsSoDDCN");
  });

  it("reads lists by field, with HTTP 200 or the status that they belong to", () => {
    const body = {
      title: "One or more validation errors occurred.",
      status: 400,
      errors: { soHoSoLT: ["Sai mã hồ sơ."] },
    };
    for (const status of [200, 400]) {
      expect(said(body, { service: "capNhatTrangThaiHoSo", status })).toMatchObject({
        kind: "refused",
        cause: "error-code",
        message: expect.stringContaining("Sai mã hồ sơ.") as string,
        complaints: [{ fields: ["soHoSoLT"], said: "Sai mã hồ sơ." }],
      });
    }
    expect(said({ title: "Cập nhật thành công", status: 200 }, { service: "capNhatTrangThaiHoSo" })).toMatchObject({
      kind: "delivered",
    });
  });

  it("is not told to correct data that nobody found fault with", () => {
    expect(said({ title: "", errors: null, status: 500, inputSend })).toMatchObject({
      kind: "unknown",
      party: "portal",
      cause: "ministry-failed",
    });
    expect(said({ title: "Có lỗi xảy ra.", errors: "", status: 500 }).cause).toBe("ministry-failed");
  });
});
