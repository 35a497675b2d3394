import { z } from "zod";
import { CHANGE_KINDS } from "#core/ports/changes.ts";

const milliseconds = z.int().min(100).max(86_400_000);

const webhook = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .describe("Tên, không đổi khi đã dùng. Name; its place in the feed is kept under it."),
    client: z
      .string()
      .describe("Phần mềm nhận, một trong clients. The client it belongs to; what it may read is sent."),
    url: z.url({ protocol: /^https?$/ }).describe("Địa chỉ nhận. Where requests go."),
    secretEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/)
      .optional()
      .describe(
        "Biến môi trường chứa khóa whsec_. Environment variable with the secret, or several, the newest first.",
      ),
    secretFile: z.string().min(1).optional().describe("Tệp chứa khóa whsec_. File with the secret, or several."),
    kinds: z.array(z.enum(CHANGE_KINDS)).min(1).optional().describe("Loại thay đổi cần gửi. Kinds; absent: all."),
    allowPrivate: z
      .boolean()
      .default(false)
      .describe("Cho phép địa chỉ nội bộ và http. Private and loopback addresses, and plain http, are fine."),
    caFile: z.string().optional().describe("Chứng thư gốc riêng (PEM). Trusted CA instead of the system's."),
    maxChanges: z.int().min(1).max(500).default(50).describe("Số thay đổi mỗi lần gửi. Most changes per request."),
    timeoutMs: z.int().min(100).max(30_000).default(10_000).describe("Chờ trả lời tối đa. Limit of one try."),
    firstDelayMs: milliseconds.default(5000).describe("Chờ trước lần gửi lại đầu. Wait before the first retry."),
    longestDelayMs: milliseconds.default(900_000).describe("Chờ lâu nhất giữa hai lần. Longest wait between tries."),
    disableAfterHours: z
      .int()
      .min(1)
      .max(24 * 365)
      .default(72)
      .describe("Hỏng liên tục bao lâu thì ngừng. Stopped when nothing went through for so long."),
  })
  .refine((one) => (one.secretEnv === undefined) !== (one.secretFile === undefined), {
    error: "give secretEnv or secretFile, one of them",
    path: ["secretEnv"],
  })
  .refine((one) => one.allowPrivate || one.url.startsWith("https:"), {
    error: "must be https unless allowPrivate is true",
    path: ["url"],
  });

/** `webhooks` of the configuration file. */
export const webhooksFile = z
  .array(webhook)
  .superRefine((webhooks, context) => {
    webhooks.forEach(({ name }, index) => {
      if (webhooks.findIndex((other) => other.name === name) < index)
        context.addIssue({ code: "custom", path: [index, "name"], message: "Another webhook already has it" });
    });
  })
  .default([]);

export type WebhookFile = z.infer<typeof webhook>;
