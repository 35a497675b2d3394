import type { JsonObject } from "#core/message/message.ts";
import type { DeskMemory, QuestionAnswer, SimulatorDesk, Stations } from "#core/sector/simulator-desk.ts";
import { ministryRefusal } from "#schemas/portal/ministry-errors.ts";
import { POLL_LIMIT, STATUS_SERVICE } from "./ministry/inquiry.ts";
import { REGISTER_SERVICE } from "./ministry/envelope.ts";

/** A register entry as the ministry gives it, shortened. */
const REGISTER_ENTRY: JsonObject = {
  soDangKy: "15",
  quyenSo: "01/2026",
  trangSo: "15",
  ngayDangKy: "20/11/2026",
  giayKhaiSinh: "JVBERi0xLjQKJU1hdQo=",
};

const STATIONS: Stations = [{ status: "1" }, { status: "3" }, { status: "4", result: REGISTER_ENTRY }];

/** The Ministry of Justice's registration service, one message for each module, and the interlinking software beside it. */
export const simulatorDesk: SimulatorDesk = {
  messages: {
    [REGISTER_SERVICE]: { partKey: "module" },
  },
  questions: { [STATUS_SERVICE]: whereRegistrationsStand },
  troubles: {
    "ministry-auth-fault": () => ministryRefusal("AUTHEN_ERROR", "Thông tin xác thực không hợp lệ"),
    "ministry-duplicate": () => ({
      status: 0,
      statusDescription: "",
      errorCode: -1,
      errorDescription: "Trùng mã hồ sơ, hồ sơ đã có trong hệ thống",
    }),
    "ministry-run-together": runTogether,
  },
};

/**
 * A form with something wrong in each personal number and kind of paper, told as the ministry does: sentences run together
 * by the n that is left of a line end, and the whole message repeated beside them.
 */
function runTogether(item: JsonObject): JsonObject {
  const numbers = fieldsEndingWith(item, "SoDDCN").flatMap((field) => [
    `${field} có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.`,
    `${field} có định dạng không đúng. Vui lòng kiểm tra lại thông tin.`,
  ]);
  const papers = fieldsEndingWith(item, "LoaiGiayToTuyThan").map(
    (field) => `${field} không tồn tại. Vui lòng kiểm tra lại theo tài liệu kỹ thuật đã cung cấp.`,
  );
  return { title: "Có lỗi xảy ra.", errors: [...numbers, ...papers].join("n"), status: 500, inputSend: item };
}

/** Names of the declaration's fields with such an end. */
function fieldsEndingWith({ data }: JsonObject, end: string): string[] {
  const declaration: unknown = typeof data === "string" && data.startsWith("{") ? JSON.parse(data) : {};
  return Object.keys(declaration as JsonObject).filter((field) => field.endsWith(end));
}

/** Where registrations of one module stand; of dossiers nobody sent it the ministry says nothing. */
function whereRegistrationsStand(body: JsonObject, memory: DeskMemory): QuestionAnswer {
  const asked = Array.isArray(body["maDinhDanhHoSo"]) ? body["maDinhDanhHoSo"] : [];
  if (asked.length === 0 || asked.length > POLL_LIMIT) {
    return { refused: `maDinhDanhHoSo cần từ 1 đến ${POLL_LIMIT} hồ sơ` };
  }
  const { maTinh = "" } = body;
  const module = typeof body["module"] === "string" ? body["module"] : "";
  const known = asked.filter(
    (code): code is string => typeof code === "string" && memory.message(code, REGISTER_SERVICE, module) !== undefined,
  );
  const value = known.map((maHoSoMCDT): JsonObject => {
    const { status, note, supplementDue, result } = memory.standing(maHoSoMCDT, STATIONS);
    return {
      maTinh,
      module,
      maHoSoMCDT,
      trangThai: status,
      ghiChu: "",
      noiDungXuLy: note ?? "",
      hanBoSungHoSo: supplementDue ?? "",
      ketQuaXuLy: result ?? null,
      errors: null,
    };
  });
  return { members: { status: 1, value } };
}
