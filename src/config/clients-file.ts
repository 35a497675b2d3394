import { z } from "zod";
import { clientFields } from "#core/access/client-fields.ts";
import { inBoth } from "./file-faults.ts";

const { id, name, rights, agencies, codeUnits } = clientFields;

/** `clients`: who may call the gateway, besides those that were added by command. */
export const clientsFile = z
  .array(
    z.strictObject({
      id,
      name,
      keySha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe(
          'SHA-256 của khóa API, dạng hex (printf %s "$KEY" | sha256sum). SHA-256 of the API key, so that the key itself is nowhere stored.',
        ),
      rights,
      agencies: agencies.optional(),
      codeUnits: codeUnits.optional(),
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
