import { z } from "zod";
import { inBoth } from "./file-faults.ts";
import { CHANGE_KINDS } from "#core/ports/changes.ts";

const milliseconds = z.int().min(100).max(86_400_000);

const webhook = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .describe(
        "Tên, không đổi khi đã dùng: vị trí đã gửi được nhớ theo tên. Name; keep it: its place in the feed is kept under it.",
      ),
    client: z
      .string()
      .describe(
        "Phần mềm nhận, một trong clients; xem được gì thì được báo nấy. The client it belongs to; what it may read is sent.",
      ),
    url: z.url({ protocol: /^https?$/ }).describe("Địa chỉ nhận. Where the requests go."),
    secretEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/)
      .optional()
      .describe(
        "Biến môi trường chứa khóa whsec_…, có thể nhiều khóa, mới nhất trước. Environment variable with the secret, or several, the newest first.",
      ),
    secretFile: z.string().min(1).optional().describe("Tệp chứa khóa ấy. File with the secret, or several."),
    kinds: z
      .array(z.enum(CHANGE_KINDS))
      .min(1)
      .optional()
      .describe("Loại thay đổi cần gửi; không có: mọi loại. Kinds of changes; absent: all."),
    allowPrivate: z
      .boolean()
      .default(false)
      .describe(
        "Cho phép địa chỉ trong mạng nội bộ và http. Private and loopback addresses, and plain http, are fine.",
      ),
    caFile: z
      .string()
      .optional()
      .describe("Chứng thư CA riêng (PEM), thay cho của hệ điều hành. Trusted CA (PEM) instead of the system's."),
    maxChanges: z.int().min(1).max(500).default(50).describe("Số thay đổi mỗi lần gửi. Most changes per request."),
    timeoutMs: z.int().min(100).max(30_000).default(10_000).describe("Chờ trả lời tối đa. Limit of one try."),
    firstDelayMs: milliseconds.default(5000).describe("Chờ trước lần gửi lại đầu. Wait before the first retry."),
    longestDelayMs: milliseconds.default(900_000).describe("Chờ lâu nhất giữa hai lần. Longest wait between tries."),
    disableAfterHours: z
      .int()
      .min(1)
      .max(24 * 365)
      .default(72)
      .describe(
        "Hỏng liên tục bao lâu thì ngừng, chờ người xem. Nothing went through for so long: stopped until somebody looks.",
      ),
  })
  .refine((one) => (one.secretEnv === undefined) !== (one.secretFile === undefined), {
    error: inBoth(
      "Khai báo đúng một trong hai: secretEnv hoặc secretFile.",
      "give secretEnv or secretFile, one of them",
    ),
    path: ["secretEnv"],
  })
  .refine((one) => one.allowPrivate || one.url.startsWith("https:"), {
    error: inBoth("Phải là https, trừ khi allowPrivate là true.", "must be https unless allowPrivate is true"),
    path: ["url"],
  });

/** `webhooks` of the configuration file. */
export const webhooksFile = z
  .array(webhook)
  .superRefine((webhooks, context) => {
    webhooks.forEach(({ name }, index) => {
      if (webhooks.findIndex((other) => other.name === name) < index)
        context.addIssue({
          code: "custom",
          path: [index, "name"],
          message: inBoth("Một webhook khác đã có tên này.", "Another webhook already has it"),
        });
    });
  })
  .default([])
  .describe(
    "Báo thay đổi tới phần mềm (docs/changes-and-webhooks.md). Changes pushed to clients (docs/changes-and-webhooks.md).",
  );

export type WebhookFile = z.infer<typeof webhook>;
