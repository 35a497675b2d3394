import { z } from "zod";
import { clientId, clientRights } from "#core/access/client-fields.ts";
import { inBoth } from "./file-faults.ts";

/** `clients`: who may call the gateway, besides those that were added by command. */
export const clientsFile = z
  .array(
    z.strictObject({
      id: clientId,
      name: z.string().min(1).max(200).describe("Tên phần mềm, để người đọc. Name for people."),
      keySha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe(
          'SHA-256 của khóa API, dạng hex (printf %s "$KEY" | sha256sum). SHA-256 of the API key, so that the key itself is nowhere stored.',
        ),
      rights: clientRights,
      agencies: z
        .array(z.string().min(3))
        .min(1)
        .optional()
        .describe(
          "Mã cơ quan được phép, gồm cả đơn vị bên dưới; không có: tất cả. Agency codes allowed, with units below; absent: all.",
        ),
      codeUnits: z
        .array(z.string().min(3))
        .min(1)
        .optional()
        .describe(
          "Đơn vị khác mà phần mềm được dùng để đánh mã hồ sơ mới, ngoài agencies, ví dụ trung tâm tiếp nhận chung của tỉnh. Further units whose codes new dossiers may carry, besides agencies.",
        ),
    }),
  )
  .superRefine((clients, context) => {
    for (const field of ["id", "keySha256"] as const) {
      clients.forEach((client, index) => {
        if (clients.findIndex((other) => other[field] === client[field]) < index)
          context.addIssue({
            code: "custom",
            path: [index, field],
            message: inBoth("Một phần mềm khác đã có giá trị này.", "Another client already has it"),
          });
      });
    }
  })
  .default([])
  .describe(
    "Phần mềm được gọi gateway, ngoài những phần mềm thêm bằng lệnh; SIGHUP đọc lại mục này. Clients that may call the gateway, besides those added by command; read again at SIGHUP.",
  );
