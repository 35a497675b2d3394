import { z } from "zod";

/** Ways the portal can misbehave; what each does to a call is in `fault-effects.ts`. */
export const FAULT_KINDS = [
  "slow",
  "hang",
  "drop-after-apply",
  "drop-before-apply",
  "http-500",
  "html-200",
  "error-code",
  "already-exists",
  "session-expired",
  "rate-limit",
  "maintenance",
  "bad-json",
  "number-codes",
  "bad-signature",
  "no-signature",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which of the optional settings mean something for which kinds; a setting that would be ignored is refused. */
const SETTINGS = {
  delayMs: ["slow", "hang"],
  errorCode: ["error-code"],
  message: ["error-code"],
  retryAfterSeconds: ["rate-limit", "maintenance"],
  afterApply: ["hang", "http-500", "html-200", "bad-json", "error-code", "already-exists"],
} as const satisfies Record<string, readonly FaultKind[]>;

const settingNames = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];

const faultRule = z
  .strictObject({
    service: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe("Chỉ dịch vụ này; «login» là đăng nhập. Only this service; without it every call but logins"),
    dossierCode: z.string().min(1).max(50).optional().describe("Chỉ hồ sơ này. Only calls that name this dossier"),
    probability: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe("Xác suất xảy ra, mặc định 1. Chance per call, default 1"),
    times: z.int().min(1).max(1_000_000).optional().describe("Số lần tối đa. At most this often; without it for ever"),
    kind: z.enum(FAULT_KINDS).describe("Loại sự cố. What goes wrong"),
    delayMs: z
      .int()
      .min(0)
      .max(600_000)
      .optional()
      .describe("Thời gian chờ (ms). Delay of slow and hang, milliseconds"),
    errorCode: z
      .string()
      .regex(/^-?\d{1,6}$/)
      .optional()
      .describe("Mã lỗi trả về. The error_code to answer with; 0 is allowed, real portals were seen doing it"),
    message: z.string().min(1).max(500).optional().describe("Thông báo trả về. The message to answer with"),
    retryAfterSeconds: z.int().min(0).max(86_400).optional().describe("Retry-After (giây). Retry-After, seconds"),
    afterApply: z
      .boolean()
      .optional()
      .describe("Xảy ra sau khi đã ghi nhận; mặc định là trước. The call is applied first, default false"),
    fired: z
      .int()
      .min(0)
      .optional()
      .describe("Chỉ đọc: đã xảy ra mấy lần. Read only: how often it fired; ignored here"),
  })
  .superRefine((rule, context) => {
    const complain = (path: string, vi: string, messageEn: string): void =>
      context.addIssue({
        code: "custom",
        path: [path],
        message: vi,
        params: { code: "fault-contradiction", messageEn },
      });
    for (const name of settingNames) {
      const kinds: readonly FaultKind[] = SETTINGS[name];
      if (rule[name] === undefined || kinds.includes(rule.kind)) continue;
      complain(name, `«${name}» không có nghĩa với «${rule.kind}».`, `“${name}” means nothing for “${rule.kind}”.`);
    }
    if (rule.kind === "already-exists" && (rule.service ?? "DongBoHoSoMC") !== "DongBoHoSoMC") {
      complain(
        "service",
        "«already-exists» chỉ dành cho DongBoHoSoMC.",
        "“already-exists” is about DongBoHoSoMC only.",
      );
    }
    if (rule.service === "login" && rule.kind === "session-expired") {
      complain("kind", "Đăng nhập không có phiên để hết hạn.", "A login has no session that could expire.");
    }
    if (rule.service === "login" && rule.dossierCode !== undefined) {
      complain("dossierCode", "Đăng nhập không nêu hồ sơ nào.", "A login names no dossier.");
    }
  });

/** One fault in the list of `PUT /faults`. */
export type FaultRule = z.infer<typeof faultRule>;

/** The whole list; the first rule that applies to a call wins. */
export const faultRules = z.array(faultRule).max(1_000);
