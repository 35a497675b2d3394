import { z } from "zod";
import { cccd } from "./cccd.ts";
import { cmnd } from "./cmnd.ts";
import { passport } from "./passport.ts";
import { taxCode } from "./tax-code.ts";
import { text } from "./text.ts";

/** An identity paper: its type decides what its number has to look like. */
export const identifier = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("cccd"), number: cccd }),
    z.strictObject({ type: z.literal("cmnd"), number: cmnd }),
    z.strictObject({ type: z.literal("passport"), number: passport }),
    z.strictObject({ type: z.literal("tax-code"), number: taxCode }),
    z.strictObject({
      type: z.literal("other"),
      number: text(40).describe("Số giấy tờ khác. Number of another paper, at most 40 characters (SoDinhDanh)."),
    }),
  ])
  .describe("Giấy tờ định danh. Identity paper: cccd, cmnd, passport, tax-code or other.");

export type Identifier = z.infer<typeof identifier>;
