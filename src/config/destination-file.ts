import { z } from "zod";
import { inBoth } from "./file-faults.ts";
import { answersFile } from "./answers-file.ts";
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
    from: z.iso
      .date()
      .optional()
      .describe("Ngày đầu áp dụng; không có: từ trước tới nay. First day in force; absent: always was."),
    to: z.iso
      .date()
      .optional()
      .describe(
        "Ngày cuối áp dụng; không có: tới khi có thông báo khác. Last day in force; absent: until further notice.",
      ),
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Địa chỉ; không có: qua cửa của Cổng. Base address; absent: the portal's own door."),
    wire: z
      .enum(["envelope", "rest"])
      .default("envelope")
      .describe(
        "Cách gọi: phong bì của Cổng, hoặc mỗi dịch vụ một lời gọi REST. The portal's envelope, or one REST call a service.",
      ),
    tokenUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Nơi lấy token (OAuth 2.0); không có: mật khẩu là token. Token endpoint; absent: the password is it."),
    context: z
      .enum(["VXPAdapter", "XrdAdapter"])
      .optional()
      .describe(
        "Ngữ cảnh của bộ kết nối; không có: như PORTAL_CONTEXT. Context of the adapter; absent: as PORTAL_CONTEXT.",
      ),
    dstcode: z
      .string()
      .min(3)
      .optional()
      .describe(
        "Mã nơi nhận trên trục; không có: như PORTAL_DSTCODE. Destination on the exchange platform; absent: as PORTAL_DSTCODE.",
      ),
    providerUrl: z
      .url()
      .optional()
      .describe("Máy chủ phía sau bộ kết nối (providerurl). Back end behind the adapter (providerurl)."),
    username: z.string().min(1).optional().describe("Tài khoản; không có: của Cổng. Account; absent: the portal's."),
    passwordEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/)
      .optional()
      .describe("Biến môi trường chứa mật khẩu. Environment variable that holds the password."),
    passwordFile: z.string().min(1).optional().describe("Tệp chứa mật khẩu. File that holds the password."),
    unitCode: z
      .string()
      .min(3)
      .optional()
      .describe(
        "Mã đơn vị gọi (madonvi); không có: như PORTAL_UNIT_CODE. Code of the calling unit; absent: as PORTAL_UNIT_CODE.",
      ),
    signingProfile: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Cách ký phong bì; không có: như SIGNING_PROFILE. How envelopes are signed; absent: as SIGNING_PROFILE.",
      ),
    timeoutMs: milliseconds
      .optional()
      .describe(
        "Giới hạn của một lần gửi; không có: như PORTAL_TIMEOUT_MS. Limit of one attempt; absent: as PORTAL_TIMEOUT_MS.",
      ),
    receipts: receiptsFile
      .optional()
      .describe(
        "Chữ ký của ai dưới câu trả lời được xem; không có: như Cổng, nếu qua cửa của Cổng. Whose signature under the answers is looked at; absent: as the portal's, behind its own door.",
      ),
    answers: answersFile
      .optional()
      .describe(
        "Nơi nhận dùng mã và câu chữ nào; không có: như Cổng, nếu qua cửa của Cổng. How it words its answers; absent: as the portal, behind its own door.",
      ),
  })
  .refine((one) => one.from === undefined || one.to === undefined || one.from <= one.to, {
    error: inBoth("Ngày from không được sau ngày to.", "from must not be after to"),
    path: ["from"],
  })
  .refine((one) => one.wire === "rest" || one.tokenUrl === undefined, {
    error: inBoth("tokenUrl chỉ dùng với wire: rest.", "tokenUrl is for wire: rest"),
    path: ["tokenUrl"],
  })
  .refine((one) => one.wire === "envelope" || one.url !== undefined, {
    error: inBoth("wire: rest cần có địa chỉ url riêng.", "wire: rest needs an address of its own"),
    path: ["wire"],
  })
  .refine(
    ({ answers, url, dstcode, providerUrl }) => answers === undefined || (url ?? dstcode ?? providerUrl) !== undefined,
    {
      error: inBoth(
        "Qua cửa của Cổng thì chính Cổng trả lời: khai báo ở portal.answers.",
        "behind the portal's own door the portal answers: say it in portal.answers",
      ),
      path: ["answers"],
    },
  )
  .refine(
    ({ receipts, url, dstcode, providerUrl }) =>
      receipts === undefined || (url ?? dstcode ?? providerUrl) !== undefined,
    {
      error: inBoth(
        "Qua cửa của Cổng thì chính Cổng trả lời: khai báo ở portal.receipts.",
        "behind the portal's own door the portal answers: say it in portal.receipts",
      ),
      path: ["receipts"],
    },
  )
  .refine((one) => one.passwordEnv === undefined || one.passwordFile === undefined, {
    error: inBoth(
      "Chỉ khai báo một trong hai: passwordEnv hoặc passwordFile.",
      "give passwordEnv or passwordFile, not both",
    ),
    path: ["passwordFile"],
  })
  .refine(
    (one) =>
      one.url === undefined ||
      (one.username !== undefined && (one.passwordEnv !== undefined || one.passwordFile !== undefined)),
    {
      error: inBoth(
        "Địa chỉ riêng cần có username và passwordEnv hoặc passwordFile: tài khoản của Cổng không được gửi tới đó.",
        "an address of its own needs username and passwordEnv or passwordFile: the portal's account is not sent there",
      ),
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
          context.addIssue({
            code: "custom",
            path: [index],
            message: inBoth(
              "Trùng ngày áp dụng với một cách kết nối khác.",
              "in force on days when another one is, too",
            ),
          });
      });
    })
    .describe(
      "Cách kết nối theo ngày; không có: qua cửa của Cổng. How it is reached, by date; absent: through the national portal's own door.",
    ),
  concurrency: z.int().min(1).max(64).default(1).describe("Số gói gửi song song. Envelopes sent side by side."),
  requestsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("Số lời gọi tối đa mỗi phút; không có: không giới hạn. Most calls a minute; absent: no limit."),
  lostAnswer: z
    .enum(["resend", "park"])
    .default("resend")
    .describe(
      "Mất câu trả lời: gửi lại, hoặc dừng chờ người. After a lost answer: sent again, or stopped until a person decides.",
    ),
  holdsBack: z
    .boolean()
    .optional()
    .describe(
      "Thông điệp sau của hồ sơ gửi nơi khác có phải chờ không; không có: chỉ chờ khi đi qua cửa của Cổng. Whether a dossier's later messages for others wait; absent: only behind the portal's own door.",
    ),
  askEveryMinutes: z
    .number()
    .min(0.01)
    .max(7 * 24 * 60)
    .default(30)
    .describe("Chu kỳ hỏi trạng thái hồ sơ, phút. How often it is asked where dossiers stand, minutes."),
});

/** `destinations` of the configuration file, by name: the sector's, or one that the sector gives another system. */
export const destinationsFile = z
  .record(name, destination)
  .default({})
  .describe(
    "Nơi nhận khác ngoài Cổng, theo tên (thường là lĩnh vực): docs/operations.md. Destinations besides the portal, by name (as a rule the sector's): docs/operations.md.",
  );

/** A destination about which nothing is said: reached through the portal's own door. */
export const PLAIN_DESTINATION: DestinationFile = destination.parse({});

export type DoorFile = z.infer<typeof door>;
export type DestinationFile = z.infer<typeof destination>;

function overlap(a: z.infer<typeof door>, b: z.infer<typeof door>): boolean {
  return (a.from ?? "") <= (b.to ?? "9999") && (b.from ?? "") <= (a.to ?? "9999");
}
