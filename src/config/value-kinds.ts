import { z } from "zod";

/** What a value must be: the schema that reads it from text, and the same in words, as error and page say it. */
export interface ValueKind<T> {
  readonly schema: z.ZodType<T, string>;
  readonly expected: { readonly vi: string; readonly en: string };
}

/** Any text but blanks; blanks around it are taken away. */
export const text: ValueKind<string> = {
  schema: z.string().trim().min(1),
  expected: { vi: "một chuỗi ký tự", en: "a text" },
};

/** A password or PIN, taken as it stands, blanks included. */
export const password: ValueKind<string> = {
  schema: z.string().min(1),
  expected: { vi: "một chuỗi ký tự", en: "a text" },
};

/** A whole number, both bounds included. */
export function whole(min: number, max: number): ValueKind<number> {
  return {
    schema: z
      .string()
      .trim()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .refine((value) => value >= min && value <= max),
    expected: { vi: `một số nguyên từ ${min} đến ${max}`, en: `a whole number from ${min} to ${max}` },
  };
}

/** One of these words, in this spelling. */
export function oneOf<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  const list = words.join(", ");
  return { schema: z.enum(words), expected: { vi: `một trong ${list}`, en: `one of ${list}` } };
}

/** An address with one of these schemes, given without `://`; with none given, any. */
export function url(...schemes: readonly string[]): ValueKind<string> {
  if (schemes.length === 0)
    return { schema: z.url(), expected: { vi: "một địa chỉ có giao thức", en: "an address with its scheme" } };
  const starts = schemes.map((scheme) => `${scheme}://`);
  return {
    schema: z.url({ protocol: new RegExp(`^(?:${schemes.join("|")})$`) }),
    expected: {
      vi: `địa chỉ bắt đầu bằng ${starts.join(" hoặc ")}`,
      en: `an address that begins with ${starts.join(" or ")}`,
    },
  };
}
