import type { JsonObject } from "#core/message/message.ts";
import type { DeskMemory, QuestionAnswer, SimulatorDesk, Stations } from "#core/sector/simulator-desk.ts";
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
};

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
