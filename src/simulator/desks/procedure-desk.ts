import type { JsonObject } from "#core/message/message.ts";
import { granted, refusedWith, type Desk } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";

/** A procedure as the simulator's own small table knows it. */
export interface KnownProcedure {
  /** National code, e.g. `1.001193`. */
  readonly code: string;
  readonly name: string;
  readonly fieldCode: string;
  readonly fieldName: string;
}

/** Enough for a first look by hand; the table is an option of the simulator. */
export const DEMO_PROCEDURES: readonly KnownProcedure[] = [
  { code: "1.001193", name: "Thủ tục đăng ký khai sinh", fieldCode: "G15-HT06", fieldName: "Hộ tịch" },
];

/** A code may carry the publishing unit behind the national part: `1.001193.000.00.00.H26` is `1.001193`. */
export function findProcedure(table: readonly KnownProcedure[], code: string): KnownProcedure | undefined {
  return table.find((known) => code === known.code || code.startsWith(`${known.code}.`));
}

/** `LayThuTuc`: one procedure by `maTTHC`. Keys of this family are written in capitals without separators. */
export function procedureDesk(parts: { procedures: readonly KnownProcedure[]; profile: PortalProfile }): Desk {
  return ({ body }) => {
    const code = body["maTTHC"];
    if (typeof code !== "string" || code === "") {
      return { answer: refusedWith(parts.profile.failureCode, "Thiếu mã thủ tục (maTTHC)"), applied: [] };
    }
    const known = findProcedure(parts.procedures, code);
    return { answer: granted("Tra cứu thành công", known === undefined ? [] : [toPortalKeys(known)]), applied: [] };
  };
}

/** `LayDanhSachTTHC`: codes and names of all procedures in the table. */
export function procedureListDesk(parts: { procedures: readonly KnownProcedure[] }): Desk {
  return () => {
    const rows = parts.procedures.map(({ code, name }) => ({ MATTHC: code, TENTTHC: name }));
    return { answer: granted("Tra cứu thành công", rows), applied: [] };
  };
}

function toPortalKeys({ code, name, fieldCode, fieldName }: KnownProcedure): JsonObject {
  return { MATTHC: code, TENTTHC: name, LINHVUCTHUCHIEN: [{ MALINHVUC: fieldCode, TENLINHVUC: fieldName }] };
}
