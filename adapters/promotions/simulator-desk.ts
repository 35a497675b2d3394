import type { SimulatorDesk } from "#core/sector/simulator-desk.ts";
import { STATUS_SERVICE } from "./sector-messages.ts";

/** The portal's own service for the status of notices; of both codes in it the province's is the dossier's. */
export const simulatorDesk: SimulatorDesk = {
  messages: { [STATUS_SERVICE]: { dossierKeys: ["MaHoSoDonVi", "MaHoSo", "MaHoSoQG"] } },
};
