import { z } from "zod";

/** `timestamps` of the file: which authority vouches for when envelopes were there. Absent: nobody does. */
export const timestampsFile = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .describe("Địa chỉ dịch vụ cấp dấu thời gian (RFC 3161). The authority's address."),
    caFile: z.string().min(1).describe("Chứng thư CA của dịch vụ (PEM). CA certificates of the authority."),
    policy: z
      .string()
      .regex(/^[012](\.(0|[1-9]\d*)){1,20}$/)
      .optional()
      .describe("OID chính sách muốn dùng; không có: theo nơi cấp. Policy to ask for; absent: the authority's choice."),
    windowSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(600)
      .describe("Bao lâu xin một dấu cho mọi phong bì mới. How often one token for all new envelopes is asked for."),
    maxEnvelopes: z
      .int()
      .min(1)
      .max(100_000)
      .default(1000)
      .describe("Số phong bì tối đa dưới một dấu. Most envelopes under one token."),
    timeoutMs: z.int().min(100).max(120_000).default(10_000).describe("Giới hạn mỗi lần hỏi. Limit of one question."),
  })
  .optional()
  .describe(
    "Dấu thời gian (docs/evidence.md); không có: phong bì không có dấu. Timestamps (docs/evidence.md); absent: envelopes are not timestamped.",
  );
