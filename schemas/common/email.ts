import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+\p{L}{2,63}$/u;

/** E-mail address, at most 100 characters, the domain in small letters. */
export const email = z
  .string()
  .overwrite((value) => {
    const address = nfc(value);
    const at = address.lastIndexOf("@");
    return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
  })
  .max(100, { abort: true })
  .refine(
    (value) => EMAIL.test(value) && !/^\.|\.\.|\.@/.test(value),
    refused({
      code: "email-format",
      vi: "Địa chỉ thư điện tử không đúng, ví dụ ten@tinh.gov.vn.",
      en: "Not an e-mail address, e.g. name@province.gov.vn.",
    }),
  )
  .meta({ description: "Thư điện tử. E-mail address, at most 100 characters.", format: "email" });
