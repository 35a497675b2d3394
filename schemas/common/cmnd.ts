import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

/** Old identity card (chứng minh nhân dân): 9 digits. Not valid after 2024-12-31 but found in older records. */
export const cmnd = z
  .string()
  .overwrite(nfc)
  .refine(
    (value) => /^\d{9}$/.test(value),
    refused({
      code: "cmnd-format",
      vi: "Số chứng minh nhân dân phải có đúng 9 chữ số; số 12 chữ số gửi với loại «cccd».",
      en: "An old identity card number has exactly 9 digits; send a 12-digit number with type “cccd”.",
    }),
  )
  .meta({ description: "Số chứng minh nhân dân. Old identity card number, exactly 9 digits.", pattern: "^\\d{9}$" });
