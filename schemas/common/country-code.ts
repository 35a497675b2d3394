import { z } from "zod";
import { refused } from "./refused.ts";

const upper = z.string().overwrite((value) => value.trim().toUpperCase());

/** ISO 3166-1 alpha-2 country code in capitals. Only the shape is checked: the list of names is not complete. */
export const countryCode = upper
  .refine(
    (value) => /^[A-Z]{2}$/.test(value),
    refused({
      code: "country-code",
      vi: "Mã quốc gia gồm 2 chữ cái theo ISO 3166, ví dụ VN.",
      en: "A country code has 2 letters as in ISO 3166, e.g. VN.",
    }),
  )
  .meta({ description: "Mã quốc gia. Country, ISO 3166-1 alpha-2.", pattern: "^[A-Z]{2}$" });

/** Nationality: a country code, or `XXA` (ICAO 9303) for a stateless person. */
export const nationality = upper
  .refine(
    (value) => /^(?:[A-Z]{2}|XXA)$/.test(value),
    refused({
      code: "nationality-code",
      vi: "Mã quốc tịch gồm 2 chữ cái theo ISO 3166 (ví dụ VN), hoặc XXA nếu không quốc tịch.",
      en: "A nationality has 2 letters as in ISO 3166 (e.g. VN), or is XXA for stateless persons.",
    }),
  )
  .meta({
    description: "Mã quốc tịch. Nationality, ISO 3166-1 alpha-2, or XXA for stateless.",
    pattern: "^([A-Z]{2}|XXA)$",
  });
