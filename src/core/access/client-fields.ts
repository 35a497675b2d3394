import { z } from "zod";
import { refused } from "#schemas/common/refused.ts";
import { RIGHTS } from "../client.ts";

const CLIENT_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** How a client is named, in the configuration file and over HTTP alike. */
export const clientId = z
  .string()
  .refine(
    (value) => CLIENT_ID.test(value),
    refused({
      code: "client-id-format",
      vi: "Mã phần mềm gồm 1 đến 63 ký tự: chữ thường không dấu, số và dấu gạch ngang, bắt đầu bằng chữ hoặc số; ví dụ mot-cua-ba-dinh.",
      en: "An id is 1 to 63 letters: lower case without diacritics, digits and hyphens, beginning with a letter or digit, such as mot-cua-ba-dinh.",
    }),
  )
  .meta({
    description: "Mã ngắn của phần mềm, chữ thường. Short id of the client, lower case.",
    pattern: CLIENT_ID.source,
  });

/** Longest that a key which was rotated may be taken as well, in hours. */
export const LONGEST_KEY_OVERLAP_HOURS = 720;

/** What a client may do. */
export const clientRights = z
  .array(z.enum(RIGHTS))
  .min(1)
  .describe(
    "Quyền: gửi hồ sơ, xem, vận hành (gửi lại thông điệp đang dừng), quản lý phần mềm và khóa, chuyển hồ sơ vào. Rights: push dossiers, read, operate (retry stopped messages), administer (clients and their keys), hand applications over.",
  );
