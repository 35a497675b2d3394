import { z } from "zod";
import { RIGHTS } from "../client.ts";

/** What is said of a client, in the configuration file and over HTTP alike. */
export const clientFields = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .describe("Mã ngắn của phần mềm, chữ thường. Short id of the client, lower case."),
  name: z.string().min(1).max(200).describe("Tên phần mềm, để người đọc. Name for people."),
  rights: z
    .array(z.enum(RIGHTS))
    .min(1)
    .describe(
      "Quyền: gửi hồ sơ, xem, vận hành (gửi lại thông điệp đang dừng), quản lý phần mềm và khóa, chuyển hồ sơ vào. Rights: push dossiers, read, operate (retry stopped messages), administer (clients and their keys), hand applications over.",
    ),
  agencies: z
    .array(z.string().min(3))
    .min(1)
    .describe(
      "Mã cơ quan được phép, gồm cả đơn vị bên dưới; không có: tất cả. Agency codes allowed, with units below; absent: all.",
    ),
  codeUnits: z
    .array(z.string().min(3))
    .min(1)
    .describe(
      "Đơn vị khác mà phần mềm được dùng để đánh mã hồ sơ mới, ngoài agencies, ví dụ trung tâm tiếp nhận chung của tỉnh. Further units whose codes new dossiers may carry, besides agencies.",
    ),
};
