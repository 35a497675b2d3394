import { describe, expect, it } from "vitest";
import type { Procedure } from "#core/sector/procedure.ts";
import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { dossier } from "../push.ts";

const procedure = (code: string, more: Partial<Procedure>): Procedure => ({
  code,
  name: `Thủ tục ${code}`,
  nameEn: `Procedure ${code}`,
  field: { code: "X", name: "Mẫu" },
  from: null,
  to: null,
  source: "x",
  ...more,
});
const rule = recordOfProcedure<string>({
  id: "MAU-R01",
  from: "2020-01-01",
  source: "x",
  procedures: [
    procedure("1.000001", { records: ["birth", "death"] }),
    procedure("1.000002", { records: ["plot"] }),
    procedure("1.000003", { records: ["plot"], to: "2026-05-17" }),
    procedure("1.000004", { records: [] }),
    procedure("1.000005", {}),
  ],
  names: { birth: { vi: "khai sinh", en: "birth" }, plot: { vi: "thửa đất", en: "plot" } },
  kindOf: (kind) => ({ kind, pointer: "/record/kind" }),
});
const found = (procedureCode: string, record: string) => rule.check({ dossier: dossier({ procedureCode }), record });

describe("a record of another procedure", () => {
  it("is none where the procedure takes its kind, says nothing of kinds, or is not listed", () => {
    for (const [code, kind] of [
      ["1.000001", "birth"],
      ["1.000001", "death"],
      ["1.000005", "plot"],
      ["1.999999", "plot"],
    ] as const)
      expect(found(code, kind)).toEqual([]);
  });

  it("is pointed at, with what the procedure takes and which ones of that day take it", () => {
    expect(found("1.000001", "plot")).toEqual([
      {
        pointer: "/record/kind",
        message:
          "Thủ tục 1.000001 (Thủ tục 1.000001) nhận tờ khai birth (khai sinh) hoặc death, không nhận plot (thửa đất)." +
          " Tờ khai plot (thửa đất) thuộc thủ tục 1.000002.",
        messageEn:
          "Procedure 1.000001 (Procedure 1.000001) takes a record of kind birth (birth) or death, not plot (plot)." +
          " A record of kind plot (plot) belongs to 1.000002.",
      },
    ]);
  });

  it("is pointed at where the procedure has no kind yet, or no procedure takes this one", () => {
    expect(found("1.000004", "will")).toEqual([
      {
        pointer: "/record/kind",
        message: "Thủ tục 1.000004 (Thủ tục 1.000004) chưa có loại tờ khai nào, nên không nhận will.",
        messageEn: "Procedure 1.000004 (Procedure 1.000004) has no kind of record yet, so it does not take will.",
      },
    ]);
  });

  it("stops the dossier from the sector's day on", () => {
    expect(rule).toMatchObject({ id: "MAU-R01", severity: "error", from: "2020-01-01", to: null });
  });
});
