import { readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { USUAL_SHARES } from "#core/delivery/queue-shares.ts";
import { Fault } from "#core/fault.ts";
import { statusesThat } from "#schemas/codes/dossier-statuses.ts";
import { statusCode } from "#schemas/portal/fields.ts";
import type { SettingValues } from "#core/sector/sector-settings.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { accessFile } from "./access-file.ts";
import { addressRanges } from "./address-range.ts";
import { attachmentsFile } from "./attachments-file.ts";
import { answersFile } from "./answers-file.ts";
import { webhooksFile } from "./webhook-file.ts";
import { clientsFile } from "./clients-file.ts";
import { consoleFile } from "./console-file.ts";
import { destinationsFile } from "./destination-file.ts";
import { evidenceFile } from "./evidence-file.ts";
import { aliasFault, fileInvalid, inBoth, readValues, syntaxFaults } from "./file-faults.ts";
import { reconcileFile } from "./reconcile-file.ts";
import { settingsBySector, withSectorSections } from "./sector-sections.ts";
import { timestampsFile } from "./timestamps-file.ts";
import { limitsFile } from "./limits-file.ts";
import { proceduresFile } from "./procedures-file.ts";
import { inboundSignaturesFile, receiptsFile, revocationFile } from "./trust-files.ts";

const milliseconds = z
  .int()
  .min(0)
  .max(7 * 24 * 3_600_000);

/** The YAML file of the province's IT office: clients, policies and limits. It never holds a secret in the clear. */
export const configFile = z.strictObject({
  clients: clientsFile,
  access: accessFile,
  destinations: destinationsFile,
  timestamps: timestampsFile,
  attachments: attachmentsFile,
  evidence: evidenceFile,
  revocation: revocationFile,
  trustedProxies: addressRanges
    .default([])
    .describe(
      "Địa chỉ các proxy của tỉnh đứng trước gateway; từ đó thì địa chỉ trong X-Forwarded-For được tin, cho inbound.addresses và để chặn dò khóa. Addresses of your own proxies before the gateway; of calls from there the address in X-Forwarded-For is believed, for inbound.addresses and where guessing at keys is stopped.",
    ),
  console: consoleFile,
  inbound: z
    .strictObject({
      addresses: addressRanges
        .default([])
        .describe(
          "Địa chỉ hoặc dải địa chỉ được chuyển hồ sơ vào không cần khóa. Addresses or networks that hand applications over without a key.",
        ),
      signatures: inboundSignaturesFile.optional().describe("Ai phải ký lời gọi vào. Who has to sign inbound calls."),
    })
    .default({ addresses: [] })
    .describe("Lời gọi từ Cổng và các bộ. Calls from the portal and the ministries."),
  webhooks: webhooksFile,
  delivery: z
    .strictObject({
      firstDelayMs: milliseconds
        .default(1000)
        .describe("Chờ trước lần gửi lại đầu, mỗi lần sau gấp đôi. Wait before the first retry, doubled each time."),
      longestDelayMs: milliseconds
        .default(300_000)
        .describe("Chờ lâu nhất giữa hai lần gửi. Longest wait between tries."),
      longestPauseMs: z
        .int()
        .min(100)
        .max(3_600_000)
        .default(60_000)
        .describe(
          "Nơi nhận hoặc dịch vụ hỏng thì bao lâu thăm dò một lần là cùng. Longest pause between probes of a destination or service that is down.",
        ),
      maxAttempts: z
        .int()
        .min(1)
        .max(1000)
        .default(12)
        .describe(
          "Số lần gửi trước khi dừng chờ người; Cổng hoặc đường truyền ngừng thì không tính lần nào. Tries before a person is asked; an outage of portal or network counts for none.",
        ),
      askAfterMs: milliseconds
        .default(2000)
        .describe("Mất câu trả lời: chờ bao lâu rồi hỏi Cổng. After a lost answer, the wait before asking the portal."),
      settlingMs: milliseconds
        .default(35_000)
        .describe(
          "Sau khi mất câu trả lời, Cổng có thể hiển thị chậm hoặc ghi nhận muộn tới chừng này; chưa hết thì không kết luận là chưa nhận. For so long after a lost answer the portal may show or apply things late; before that nothing is taken as not applied.",
        ),
      lostProgress: z
        .enum(["resend", "park"])
        .default("resend")
        .describe(
          "Dòng tiến độ mất câu trả lời: gửi lại, hoặc dừng chờ người. Progress lines whose answer was lost: sent again, or stopped until a person decides.",
        ),
      parkLostStatuses: z
        .array(statusCode)
        .default(statusesThat("asksForSupplement").map(String))
        .describe(
          "Dòng tiến độ mang các trạng thái này thì luôn dừng chờ người. Lost progress lines with these statuses are stopped even so.",
        ),
      requestsPerMinute: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe(
          "Số lời gọi tối đa mỗi phút tới Cổng; không có: không giới hạn. Most calls a minute to the portal; absent: no limit.",
        ),
      agencyPerMinute: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(USUAL_SHARES.agencyPerMinute)
        .describe(
          "Một cơ quan gửi nhiều hơn thế mỗi phút thì phần vượt xếp sau các cơ quan khác. What one agency pushes beyond so many dossiers a minute waits behind the others.",
        ),
      urgentHours: z
        .int()
        .min(0)
        .max(720)
        .default(USUAL_SHARES.urgentHours)
        .describe(
          "Hồ sơ hẹn trả trong bấy nhiêu giờ được gửi trước; 0: không ưu tiên. Dossiers due within so many hours go first; 0: none do.",
        ),
      leaseSeconds: z
        .int()
        .min(2)
        .max(3600)
        .default(15)
        .describe("Tiến trình đã chết giữ hồ sơ được bao lâu. How long a dead process can hold a dossier."),
      pollMs: milliseconds.default(500).describe("Chu kỳ tìm việc mới. How often to look for work."),
    })
    .prefault({})
    .describe("Gửi tới Cổng. Delivery to the portal."),
  reconcile: reconcileFile,
  portal: z
    .strictObject({
      sessionMinutes: z
        .int()
        .min(1)
        .max(1440)
        .default(10)
        .describe("Giữ một phiên bao lâu. How long a session is kept."),
      maxAnswerBytes: z
        .int()
        .min(1024)
        .default(1_048_576)
        .describe("Câu trả lời dài nhất được đọc. Longest answer that is read."),
      caFile: z
        .string()
        .optional()
        .describe(
          "Chứng thư CA của bộ kết nối (PEM); không có: theo hệ điều hành. Trusted CA of the adapter (PEM); absent: the system's.",
        ),
      tlsCertificateFile: z
        .string()
        .optional()
        .describe("Chứng thư mTLS của gateway (PEM). Client certificate (PEM), for mTLS."),
      tlsKeyFile: z.string().optional().describe("Khóa mTLS (PEM). Its key (PEM)."),
      receipts: receiptsFile
        .optional()
        .describe(
          "Chữ ký của ai dưới câu trả lời được xem. Whose signature under the portal's answers is looked at; absent: nobody's.",
        ),
      answers: answersFile
        .optional()
        .describe(
          "Cổng dùng mã và câu chữ nào, ngoài những gì đã biết: docs/operations.md. How the portal words its answers, beside what is known: docs/operations.md.",
        ),
    })
    .refine((portal) => (portal.tlsCertificateFile === undefined) === (portal.tlsKeyFile === undefined), {
      error: inBoth(
        "Phải khai báo cả tlsCertificateFile lẫn tlsKeyFile, hoặc không khai báo mục nào.",
        "tlsCertificateFile and tlsKeyFile are given together or not at all",
      ),
    })
    .prefault({})
    .describe("Kết nối tới Cổng. The connection to the portal."),
  signing: z
    .strictObject({
      tokenThreads: z
        .int()
        .min(1)
        .max(64)
        .default(2)
        .describe("Số luồng ký song song trên thiết bị PKCS#11. Threads that sign side by side in a token."),
      tokenTimeoutMs: z
        .int()
        .min(100)
        .max(600_000)
        .default(10_000)
        .describe("Giới hạn mỗi lần gọi thiết bị. Limit of one call to a token."),
    })
    .prefault({})
    .describe("Ký bằng khóa nằm trong thiết bị (PKCS#11). Signing with keys in hardware (PKCS#11)."),
  procedures: proceduresFile,
  changes: z
    .strictObject({
      keepDays: z
        .int()
        .min(1)
        .max(3650)
        .default(30)
        .describe("Lưu danh sách thay đổi bao lâu. How long the feed of changes reaches back."),
    })
    .prefault({})
    .describe("Danh sách thay đổi. The feed of changes."),
  limits: limitsFile,
});

/** The file with every default filled in. */
export type ConfigFile = z.infer<typeof configFile> & {
  /** What is set of each sector, by its name. */
  readonly sectors: Readonly<Record<string, SettingValues>>;
};

export const EMPTY_CONFIG_FILE: ConfigFile = { ...configFile.parse({}), sectors: {} };

/** The schema of the file where there are these sectors. */
export function configFileSchema(sectors: readonly SectorAdapter[]) {
  return withSectorSections(configFile, sectors);
}

/**
 * Reads the configuration file.
 * @param sectors whose settings may stand in it; none: it may hold none.
 * @throws Fault `config-missing` when it cannot be read, `config-invalid` with file and line of everything that is wrong in it
 */
export function readConfigFile(path: string, sectors: readonly SectorAdapter[] = []): ConfigFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault(
      "config-missing",
      { vi: `Không đọc được CONFIG_FILE ${path}.`, en: `CONFIG_FILE ${path} cannot be read.` },
      { cause },
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "core" });
  if (document.errors.length > 0) throw fileInvalid(path, syntaxFaults(document.errors, lines));
  const read = readValues(configFileSchema(sectors), valueOf(document, path) ?? {}, document, lines);
  if (!read.ok) throw fileInvalid(path, read.faults);
  return { ...ownSections(read.value), sectors: settingsBySector(read.value, sectors) };
}

/** Without the keys that sectors share: what they say is among the sectors' settings. */
function ownSections(read: z.infer<typeof configFile>): z.infer<typeof configFile> {
  const isOwn = ([key]: [string, unknown]) => key in configFile.shape;
  return Object.fromEntries(Object.entries(read).filter(isOwn)) as z.infer<typeof configFile>;
}

/** What the document says. An alias (`*name`) without its anchor, or too many of them, only shows here. */
function valueOf(document: Document.Parsed, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw fileInvalid(path, [aliasFault(error)]);
  }
}
