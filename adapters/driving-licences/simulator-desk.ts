import type { SimulatorDesk, Stations } from "#core/sector/simulator-desk.ts";
import { LICENCE_SERVICE } from "./sector-messages.ts";

const STATIONS: Stations = [
  { status: "1", note: "Đã tiếp nhận" },
  { status: "2", note: "Đang xử lý" },
  { status: "3", note: "Đã có kết quả" },
];

/** The police's licence system. It is asked by a look-up, to which it adds `data` beside the portal's own `result`. */
export const simulatorDesk: SimulatorDesk = {
  lookup(dossierCode, memory) {
    if (memory.message(dossierCode, LICENCE_SERVICE) === undefined) return {};
    const { status, note } = memory.standing(dossierCode, STATIONS);
    return { data: [{ MaHoSo: dossierCode, MaTrangThai: status, TrangThaiHoSo: note ?? "" }] };
  },
};
