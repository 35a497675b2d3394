import { z } from "zod";
import { receiptsFile } from "./trust-files.ts";

/** Names of sectors, and so of destinations. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);

const milliseconds = z
  .int()
  .min(0)
  .max(7 * 24 * 3_600_000);

/** How a destination is reached from one day to another. What is left out is as for the national portal itself. */
const door = z
  .strictObject({
    from: z.iso.date().optional().describe("Ngày bắt đầu áp dụng. First day in force; absent: always was."),
    to: z.iso.date().optional().describe("Ngày cuối cùng áp dụng. Last day in force; absent: until further notice."),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Địa chỉ. Base address; absent: the portal's own door."),
    wire: z
      .enum(["envelope", "rest"])
      .default("envelope")
      .describe(
        "Kiểu gọi: gói tin của Cổng, hoặc từng dịch vụ REST. The portal's envelope, or one REST call a service.",
      ),
    tokenUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Nơi lấy token (OAuth 2.0); không có: mật khẩu là token. Token endpoint; absent: the password is it."),
    context: z.enum(["VXPAdapter", "XrdAdapter"]).optional().describe("Loại adapter. Context of the adapter."),
    dstcode: z.string().min(3).optional().describe("Mã đích trên trục. Destination on the exchange network."),
    providerUrl: z.url().optional().describe("Địa chỉ máy chủ phía sau trục. Back end behind the adapter."),
    username: z.string().min(1).optional().describe("Tài khoản. Account."),
    passwordEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/)
      .optional()
      .describe("Biến môi trường chứa mật khẩu. Environment variable that holds the password."),
    passwordFile: z.string().min(1).optional().describe("Tệp chứa mật khẩu. File that holds the password."),
    unitCode: z.string().min(3).optional().describe("Mã đơn vị (madonvi). Code of the calling unit."),
    signingProfile: z.string().min(1).optional().describe("Kiểu ký; mặc định như SIGNING_PROFILE. Signing profile."),
    timeoutMs: milliseconds.optional().describe("Chờ trả lời tối đa. Limit of one attempt."),
    receipts: receiptsFile
      .optional()
      .describe("Chữ ký của câu trả lời. Signatures of the answers; absent: as the portal's, behind its own door."),
  })
  .refine((one) => one.from === undefined || one.to === undefined || one.from <= one.to, {
    error: "from must not be after to",
    path: ["from"],
  })
  .refine((one) => one.wire === "rest" || one.tokenUrl === undefined, {
    error: "tokenUrl is for wire: rest",
    path: ["tokenUrl"],
  })
  .refine((one) => one.wire === "envelope" || one.url !== undefined, {
    error: "wire: rest needs an address of its own",
    path: ["wire"],
  })
  .refine(
    ({ receipts, url, dstcode, providerUrl }) =>
      receipts === undefined || (url ?? dstcode ?? providerUrl) !== undefined,
    {
      error: "behind the portal's own door the portal answers: say it in portal.receipts",
      path: ["receipts"],
    },
  )
  .refine((one) => one.passwordEnv === undefined || one.passwordFile === undefined, {
    error: "give passwordEnv or passwordFile, not both",
    path: ["passwordFile"],
  })
  .refine(
    (one) =>
      one.url === undefined ||
      (one.username !== undefined && (one.passwordEnv !== undefined || one.passwordFile !== undefined)),
    {
      error:
        "an address of its own needs username and passwordEnv or passwordFile: the portal's account is not sent there",
      path: ["url"],
    },
  );

const destination = z.strictObject({
  doors: z
    .array(door)
    .max(50)
    .default([])
    .superRefine((doors, context) => {
      doors.forEach((one, index) => {
        if (doors.slice(0, index).some((other) => overlap(one, other)))
          context.addIssue({ code: "custom", path: [index], message: "in force on days when another one is, too" });
      });
    })
    .describe("Cách kết nối theo ngày. How it is reached, by date; absent: through the national portal's own door."),
  concurrency: z.int().min(1).max(64).optional().describe("Số gói gửi song song. Envelopes sent side by side."),
  requestsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("Số lời gọi tối đa mỗi phút. Most calls a minute."),
  lostAnswer: z
    .enum(["resend", "park"])
    .optional()
    .describe("Mất câu trả lời thì gửi lại hay dừng. What is done after a lost answer."),
  holdsBack: z
    .boolean()
    .optional()
    .describe(
      "Thông điệp sau của hồ sơ gửi nơi khác có phải chờ không. Whether a dossier's later messages for others wait.",
    ),
  askEveryMinutes: z
    .number()
    .min(0.01)
    .max(7 * 24 * 60)
    .optional()
    .describe("Chu kỳ hỏi trạng thái, phút. How often it is asked where dossiers stand."),
});

/** `destinations` of the configuration file, by name: the sector's, or one that the sector gives another system. */
export const destinationsFile = z.record(name, destination).default({});

export type DoorFile = z.infer<typeof door>;
export type DestinationFile = z.infer<typeof destination>;

function overlap(a: z.infer<typeof door>, b: z.infer<typeof door>): boolean {
  return (a.from ?? "") <= (b.to ?? "9999") && (b.from ?? "") <= (a.to ?? "9999");
}
