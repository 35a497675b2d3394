import type { JsonObject } from "#core/message/message.ts";
import { granted, refusedWith, type ReadDesk } from "../portal-answer.ts";
import type { PortalProfile } from "../profile.ts";
import type { SimulatedSector } from "./sector-desks.ts";

/** A procedure as the simulator's own small table knows it. */
export interface KnownProcedure {
  /** National code, e.g. `1.001193`. */
  readonly code: string;
  readonly name: string;
  readonly fieldCode: string;
  readonly fieldName: string;
}

/** The procedures of the sectors, each once, under the name it has last. */
export function proceduresOf(sectors: readonly SimulatedSector[]): readonly KnownProcedure[] {
  const all = sectors.flatMap(({ procedures }) =>
    procedures.map(({ code, name, field }) => ({ code, name, fieldCode: field.code, fieldName: field.name })),
  );
  return [...new Map(all.map((procedure) => [procedure.code, procedure])).values()];
}

/** A code may carry the publishing unit behind the national part: `1.001193.000.00.00.H26` is `1.001193`. */
export function findProcedure(table: readonly KnownProcedure[], code: string): KnownProcedure | undefined {
  return table.find((known) => code === known.code || code.startsWith(`${known.code}.`));
}

/** `LayThuTuc`: one procedure by `maTTHC`. Keys of this family are written in capitals without separators. */
export function procedureDesk(parts: { procedures: readonly KnownProcedure[]; profile: PortalProfile }): ReadDesk {
  return ({ body }) => {
    const code = body["maTTHC"];
    if (typeof code !== "string" || code === "") {
      return refusedWith(parts.profile.failureCode, "Thiếu mã thủ tục (maTTHC)");
    }
    const known = findProcedure(parts.procedures, code);
    return granted("Tra cứu thành công", known === undefined ? [] : [toPortalKeys(known)]);
  };
}

/** `LayDanhSachTTHC`: codes and names of all procedures in the table. */
export function procedureListDesk(parts: { procedures: readonly KnownProcedure[] }): ReadDesk {
  return () => {
    const rows = parts.procedures.map(({ code, name }) => ({ MATTHC: code, TENTTHC: name }));
    return granted("Tra cứu thành công", rows);
  };
}

function toPortalKeys({ code, name, fieldCode, fieldName }: KnownProcedure): JsonObject {
  return { MATTHC: code, TENTTHC: name, LINHVUCTHUCHIEN: [{ MALINHVUC: fieldCode, TENLINHVUC: fieldName }] };
}
