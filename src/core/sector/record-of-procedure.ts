import type { Bilingual } from "#schemas/common/bilingual.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { judgedBy } from "../dossier/judged-by.ts";
import type { Rule, RuleViolation } from "../dossier/rule.ts";
import { listedProcedure, type Procedure } from "./procedure.ts";

/** What a sector says of its kinds of record. */
export interface RecordKinds<R> {
  /** Id of the rule, never reused. */
  readonly id: string;
  /** First day in force, `YYYY-MM-DD`. */
  readonly from: string;
  readonly source: string;
  readonly procedures: readonly Procedure[];
  /** What the forms are called, by kind. */
  readonly names: Readonly<Record<string, Bilingual>>;
  /** The kind of a record, and where the push says it. */
  kindOf(record: R): { readonly kind: string; readonly pointer: string };
}

/**
 * The rule that a record is of a kind its procedure takes, by `records` of the sector's procedures: a birth pushed as a
 * certificate of marital status would be told to a ministry under one name and to the portal under another. Procedures
 * that are not listed are not judged.
 */
export function recordOfProcedure<R>({ id, from, source, procedures, names, kindOf }: RecordKinds<R>): Rule<R> {
  const named = (kind: string): Bilingual => {
    const name = names[kind];
    return name === undefined ? { vi: kind, en: kind } : { vi: `${kind} (${name.vi})`, en: `${kind} (${name.en})` };
  };
  return {
    id,
    severity: "error",
    from,
    to: null,
    source,
    message: "Phần tờ khai (record) không phải của thủ tục này.",
    messageEn: "The record is not of this procedure.",
    check: ({ dossier, record }): readonly RuleViolation[] => {
      const listed = listedProcedure(procedures, dossier.procedureCode);
      const { kind, pointer } = kindOf(record);
      if (listed?.records === undefined || listed.records.includes(kind)) return [];
      const fitting = listed.records.map(named);
      const own = named(kind);
      const day = judgedBy(dossier);
      const others = procedures
        .filter((procedure) => procedure.records?.includes(kind) === true && inForce(procedure, day))
        .map(({ code }) => code);
      const takes =
        fitting.length === 0
          ? { vi: "chưa có loại tờ khai nào, nên không nhận", en: "has no kind of record yet, so it does not take" }
          : {
              vi: `nhận tờ khai ${fitting.map(({ vi }) => vi).join(" hoặc ")}, không nhận`,
              en: `takes a record of kind ${fitting.map(({ en }) => en).join(" or ")}, not`,
            };
      const elsewhere =
        others.length === 0
          ? { vi: "", en: "" }
          : {
              vi: ` Tờ khai ${own.vi} thuộc thủ tục ${others.join(", ")}.`,
              en: ` A record of kind ${own.en} belongs to ${others.join(", ")}.`,
            };
      return [
        {
          pointer,
          message: `Thủ tục ${listed.code} (${listed.name}) ${takes.vi} ${own.vi}.${elsewhere.vi}`,
          messageEn: `Procedure ${listed.code} (${listed.nameEn}) ${takes.en} ${own.en}.${elsewhere.en}`,
        },
      ];
    },
  };
}
