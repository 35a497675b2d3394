import { z } from "zod";
import { countryMeant, findCountry } from "../codes/countries.ts";
import { refused, refusedWith } from "./refused.ts";

const upper = z.string().overwrite((value) => value.trim().toUpperCase());

const suggestion = (value: unknown, words: readonly [before: string, after: string]): string => {
  const meant = typeof value === "string" ? countryMeant(value) : undefined;
  return meant === undefined ? "." : `${words[0]}${meant.code} (${meant.name})${words[1]}`;
};

/** Refuses a code of the right shape that the list does not have. */
const unknownCountry = (code: string) =>
  refusedWith({
    code,
    vi: (value) => `Không có quốc gia mang mã «${String(value)}»${suggestion(value, ["; có phải là ", "?"])}`,
    en: (value) => `There is no country with the code “${String(value)}”${suggestion(value, ["; did you mean ", "?"])}`,
  });

/** ISO 3166-1 alpha-2 country code in capitals. */
export const countryCode = upper
  .refine((value) => /^[A-Z]{2}$/.test(value), {
    ...refused({
      code: "country-code",
      vi: "Mã quốc gia gồm 2 chữ cái theo ISO 3166, ví dụ VN.",
      en: "A country code has 2 letters as in ISO 3166, e.g. VN.",
    }),
    abort: true,
  })
  .refine((value) => findCountry(value) !== undefined, unknownCountry("country-unknown"))
  .meta({ description: "Mã quốc gia. Country, ISO 3166-1 alpha-2.", pattern: "^[A-Z]{2}$" });

/** Nationality: a country code, or `XXA` (ICAO 9303) for a stateless person. */
export const nationality = upper
  .refine((value) => /^(?:[A-Z]{2}|XXA)$/.test(value), {
    ...refusedWith({
      code: "nationality-code",
      vi: (value) =>
        `Mã quốc tịch gồm 2 chữ cái theo ISO 3166 (ví dụ VN), hoặc XXA nếu không quốc tịch${suggestion(value, ["; có phải là ", "?"])}`,
      en: (value) =>
        `A nationality has 2 letters as in ISO 3166 (e.g. VN), or is XXA for stateless persons${suggestion(value, ["; did you mean ", "?"])}`,
    }),
    abort: true,
  })
  .refine((value) => value !== "ZZ" && findCountry(value) !== undefined, unknownCountry("nationality-unknown"))
  .meta({
    description: "Mã quốc tịch. Nationality, ISO 3166-1 alpha-2, or XXA for stateless.",
    pattern: "^([A-Z]{2}|XXA)$",
  });
