import type { Rule } from "#core/dossier/rule.ts";
import type { CivilStatusRecord, Module, RecordOf } from "../record.ts";

/** Rules written for one module's record, as rules of the sector that have nothing to say of other records. */
export function forModule<M extends Module>(
  module: M,
  rules: readonly Rule<RecordOf<M>>[],
): readonly Rule<CivilStatusRecord>[] {
  return rules.map((rule) => ({
    ...rule,
    check: ({ dossier, record }) => (isOf(module, record) ? rule.check({ dossier, record }) : []),
  }));
}

function isOf<M extends Module>(module: M, record: CivilStatusRecord): record is RecordOf<M> {
  return record.module === module;
}
