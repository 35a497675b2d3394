import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

const FOREIGN = /^[A-Z0-9]{5,15}$/;

/**
 * Passport number, spaces removed and in capitals: one letter and 7 digits when Vietnamese, 5 to 15 letters and digits
 * otherwise (ICAO 9303 has 9, some states print more). The number alone does not tell the two apart.
 */
export const passport = z
  .string()
  .overwrite((value) => nfc(value).replaceAll(" ", "").toUpperCase())
  .refine(
    (value) => FOREIGN.test(value),
    refused({
      code: "passport-format",
      vi: "Số hộ chiếu gồm 5 đến 15 chữ cái và chữ số viết liền (hộ chiếu Việt Nam: 1 chữ cái và 7 chữ số).",
      en: "A passport number has 5 to 15 letters and digits without spaces (Vietnamese: 1 letter and 7 digits).",
    }),
  )
  .meta({ description: "Số hộ chiếu. Passport number, 5-15 capitals and digits.", pattern: FOREIGN.source });
