import type { JsonObject } from "#core/message/message.ts";
import type { DeskMemory, QuestionAnswer, SimulatorDesk, Stations } from "#core/sector/simulator-desk.ts";
import { ministryRefusal } from "#schemas/portal/ministry-errors.ts";
import { STATUS_SERVICE } from "./ngsp/inquiry.ts";
import { HAND_OVER_SERVICE } from "./ngsp/application-message.ts";

const STATIONS: Stations = [{ status: "3" }, { status: "4" }, { status: "5" }];

/** The shared criminal-records software, and the VNeID channel to which results are given back. */
export const simulatorDesk: SimulatorDesk = {
  questions: { [STATUS_SERVICE]: whereDeclarationStands },
  troubles: {
    "ministry-auth-fault": () => ministryRefusal("AUTHEN_ERROR", "Thông tin xác thực không hợp lệ"),
    "ministry-duplicate": () => ({ STATUS: 0, DESCRIPTION: "Trùng mã hồ sơ, hồ sơ đã có trong hệ thống" }),
    "ministry-run-together": (item) => ({
      title: "Có lỗi xảy ra.",
      errors:
        "identifyNo có độ dài vượt quá số lượng cho phép. Vui lòng kiểm tra lại thông tin.nbirthDateStr có định dạng không đúng. Vui lòng kiểm tra lại thông tin.",
      status: 500,
      inputSend: item,
    }),
  },
};

/** One declaration, by the number of its receipt. */
function whereDeclarationStands(body: JsonObject, memory: DeskMemory): QuestionAnswer {
  const { idReceivedDec: code } = body;
  if (typeof code !== "string" || memory.message(code, HAND_OVER_SERVICE) === undefined) {
    return { refused: "Không tìm thấy hồ sơ" };
  }
  const { status, note, result } = memory.standing(code, STATIONS);
  if (result === undefined) return { members: { DEC_STATUS_ID: Number(status), DESCRIPTION: note ?? "" } };
  // With a result the answer has the form in which the other channel gives certificates.
  const value = [{ maHoSoMCDT: code, trangThaiXuLy: status, ketQuaXuLy: result }];
  return { members: { status: 1, statusDescription: "Thành công", value } };
}
