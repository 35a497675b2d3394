import { z } from "zod";
import { inBoth } from "./file-faults.ts";
import { allowedHost } from "./allowed-host.ts";

const hex = /^[0-9a-f]{64}$/;

/** Whose signatures are believed: a CA, and who of those it vouches for. */
const signedBy = {
  caFile: z.string().min(1).describe("Chứng thư CA (hoặc chính chứng thư ký) được tin cậy, PEM. Trusted certificates."),
  signers: z
    .array(
      z.union([
        z.strictObject({
          subject: z.string().min(3).max(500).describe("Chủ thể chứng thư, ví dụ «CN=…, O=…, C=VN». Subject."),
        }),
        z.strictObject({
          fingerprint: z
            .string()
            .transform((text) => text.replaceAll(":", "").toLowerCase())
            .refine((text) => hex.test(text), {
              error: inBoth(
                "Cần SHA-256 của chứng thư, 64 chữ số hex.",
                "expected the SHA-256 of the certificate, 64 hex digits",
              ),
            })
            .describe("SHA-256 của chứng thư, dạng hex. SHA-256 of the certificate."),
        }),
      ]),
    )
    .min(1)
    .max(100)
    .describe(
      "Ai được ký, theo subject hoặc fingerprint: CA cấp chứng thư cho nhiều người. Who may sign, by subject or fingerprint: a CA vouches for many.",
    ),
  profile: z
    .enum(["jws", "cms", "xml", "xades", "vn"])
    .optional()
    .describe("Kiểu chữ ký phải có; không có: kiểu nào cũng được. Kind of signature; absent: any."),
};

/** `receipts` of the portal or of a door: whose signature under its answers is looked at. */
export const receiptsFile = z.strictObject({
  ...signedBy,
  require: z
    .boolean()
    .default(false)
    .describe("Câu trả lời không có chữ ký đúng thì không tin. An answer without a good signature is not believed."),
});

/** `inbound.signatures`: who has to sign the calls from outside. */
export const inboundSignaturesFile = z.strictObject({
  ...signedBy,
  calls: z
    .array(z.string().min(1).max(60))
    .min(1)
    .max(100)
    .optional()
    .describe("Những lời gọi phải ký; không có: tất cả. Calls that have to be signed; absent: all."),
  maxAgeMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .default(60)
    .describe("Chữ ký cũ hơn thì từ chối, phút. A signature older than that is refused, minutes."),
});

const url = z.url({ protocol: /^https?$/ });

/** `revocation`: how CAs are asked whether a certificate was revoked. Absent: they are not asked, which is said. */
export const revocationFile = z
  .strictObject({
    hosts: z
      .array(
        z
          .string()
          .regex(
            allowedHost,
            inBoth(
              "Cần một tên máy, ví dụ crl.example.vn, .example.vn hoặc example.vn:8080.",
              "expected a host such as crl.example.vn, .example.vn or example.vn:8080",
            ),
          ),
      )
      .max(100)
      .default([])
      .describe("Máy chủ được hỏi theo địa chỉ ghi trong chứng thư. Hosts asked at the addresses in certificates."),
    ocspUrls: z.array(url).max(20).default([]).describe("Địa chỉ OCSP hỏi cho mọi chứng thư. Responders always asked."),
    crlUrls: z.array(url).max(20).default([]).describe("Địa chỉ CRL dùng cho mọi chứng thư. Lists always asked for."),
    crlFiles: z
      .array(z.string().min(1))
      .max(20)
      .default([])
      .describe("Tệp CRL (DER hoặc PEM), đọc lại khi cần. Lists in files, read again when needed."),
    whenUnreachable: z
      .enum(["fail", "warn"])
      .default("fail")
      .describe("Không hỏi được CA: từ chối chữ ký, hoặc nhận kèm cảnh báo. When no CA answers."),
    maxAgeHours: z
      .number()
      .min(0.1)
      .max(24 * 31)
      .default(24)
      .describe("Dùng câu trả lời đã lưu tối đa bao lâu. How long an answer is relied on after it came."),
    ocspMaxAgeHours: z
      .number()
      .min(0.1)
      .max(24 * 31)
      .default(7 * 24)
      .describe("Không tin trả lời OCSP lập trước đó lâu hơn. Age beyond which an OCSP answer is not relied on."),
    timeoutMs: z.int().min(100).max(60_000).default(3000).describe("Giới hạn mỗi lần hỏi. Limit of one question."),
    maxListBytes: z
      .int()
      .min(1024)
      .max(1024 ** 3)
      .default(10 * 1024 * 1024)
      .describe("CRL lớn nhất được đọc. Largest list read."),
    cacheBytes: z
      .int()
      .min(1024)
      .max(4 * 1024 ** 3)
      .default(64 * 1024 * 1024)
      .describe("Bộ nhớ cho các CRL. Memory for lists."),
  })
  .optional()
  .describe(
    "Hỏi CA về việc thu hồi chứng thư (docs/verifying.md); không có: không hỏi. Asking CAs whether certificates were revoked (docs/verifying.md); absent: they are not asked.",
  );

export type SignedByFile = Pick<z.infer<typeof receiptsFile>, "caFile" | "signers" | "profile">;
export type ReceiptsFile = z.infer<typeof receiptsFile>;
