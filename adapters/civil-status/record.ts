import { z } from "zod";
import { birthRecord } from "./birth/record.ts";
import { changeRecord } from "./change/record.ts";
import { deathRecord } from "./death/record.ts";
import { extractRecord } from "./extract/record.ts";
import { maritalStatusRecord } from "./marital-status/record.ts";
import { marriageRecord } from "./marriage/record.ts";
import { recognitionRecord } from "./recognition/record.ts";

/**
 * What a civil-status form says, by module: `KS` birth, `KT` death, `KH` marriage, `CMC` recognition, `XNTTHN`
 * certificate of marital status, `TDCC` change, `TL` copies of an extract.
 */
export const civilStatusRecord = z.discriminatedUnion("module", [
  birthRecord,
  deathRecord,
  marriageRecord,
  recognitionRecord,
  maritalStatusRecord,
  changeRecord,
  extractRecord,
]);
export type CivilStatusRecord = z.infer<typeof civilStatusRecord>;

export type Module = CivilStatusRecord["module"];
export type RecordOf<M extends Module> = Extract<CivilStatusRecord, { readonly module: M }>;
