import { z } from "zod";
import { refused } from "./refused.ts";

/**
 * Written as the URL Standard (WHATWG) writes it, once: blanks and letters outside ASCII percent-encoded, the host in small
 * letters. A «+» and what is encoded already stay as they are. Idempotent; what is no address of the web stays as sent.
 */
function normaliseAddress(value: string): string {
  const address = value.normalize("NFC").trim();
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? new URL(address).href : address;
}

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === "" && password === "";
}

/**
 * Where a file can be fetched: `http` or `https`, at most 2000 characters. No other scheme, which whoever opens the link
 * could be led astray by, and no name and password of an account, which would travel on to the portal.
 */
export const webAddress = z
  .string()
  .overwrite(normaliseAddress)
  .max(2000, { abort: true })
  .refine(
    isWebAddress,
    refused({
      code: "web-address",
      vi: "Cần địa chỉ web đầy đủ, bắt đầu bằng http:// hoặc https://, không kèm tên đăng nhập và mật khẩu.",
      en: "A full web address is needed, beginning with http:// or https://, without a user name and password.",
    }),
  )
  .meta({ format: "uri" });
