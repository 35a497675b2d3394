import { z } from "zod";
import { refused } from "./refused.ts";

const SHAPE = /^[1-9]\.\d{6}(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2})?$/;

/** Procedure code (mã thủ tục): `1.001193`, or with the province's suffix `1.001193.000.00.00.H26`, `1.001193.H26`. */
export const procedureCode = z
  .string()
  .overwrite((value) => value.trim())
  .refine(
    (value) => SHAPE.test(value),
    refused({
      code: "procedure-code-format",
      vi: "Mã thủ tục phải có dạng 1.001193, 1.001193.H26 hoặc 1.001193.000.00.00.H26.",
      en: "A procedure code is 1.001193, 1.001193.H26 or 1.001193.000.00.00.H26.",
    }),
  )
  .meta({
    description: "Mã thủ tục hành chính. Procedure code, national or with local suffix (MaTTHC).",
    pattern: SHAPE.source,
  });

/** The code without local suffix: `1.001193.000.00.00.H26` gives `1.001193`. */
export function nationalProcedureCode(code: string): string {
  return code.split(".", 2).join(".");
}
