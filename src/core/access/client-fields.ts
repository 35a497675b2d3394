import { z } from "zod";
import { RIGHTS } from "../client.ts";

/** How a client is named, in the configuration file and over HTTP alike. */
export const clientId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .describe("Mã ngắn của phần mềm, chữ thường. Short id of the client, lower case.");

/** Longest that a key which was rotated may be taken as well, in hours. */
export const LONGEST_KEY_OVERLAP_HOURS = 720;

/** What a client may do. */
export const clientRights = z
  .array(z.enum(RIGHTS))
  .min(1)
  .describe(
    "Quyền: gửi hồ sơ, xem, vận hành (gửi lại thông điệp đang dừng), quản lý phần mềm và khóa, chuyển hồ sơ vào. Rights: push dossiers, read, operate (retry stopped messages), administer (clients and their keys), hand applications over.",
  );
