import { z } from "@hono/zod-openapi";
import type { Party } from "#core/delivery/causes.ts";
import { MESSAGE_STATES, SYNC_STATES, type MessageKind } from "#core/message/message.ts";
import { STATUS_RANGE_TEXT } from "#schemas/common/dossier-status.ts";

const MESSAGE_KINDS = ["dossier", "progress", "sector"] as const satisfies readonly MessageKind[];
const PARTIES = ["vendor-data", "gateway", "network", "portal"] as const satisfies readonly Party[];

// Fields that several calls have in common, each described once.

/** A point in time in the one form the gateway writes. */
export const instant = z
  .string()
  .meta({ format: "date-time", description: "Thời điểm, giờ Việt Nam (+07:00). Time, Asia/Ho_Chi_Minh." });

/** A calendar day. */
export const day = z.string().meta({ format: "date", description: "Ngày (YYYY-MM-DD). Day." });

export const dossierCode = z.string().describe("Mã hồ sơ. Dossier code.");
export const sector = z.string().describe("Lĩnh vực. Sector.");
export const destination = z
  .string()
  .describe("Nơi nhận: portal hoặc tên lĩnh vực. Destination: the portal, or a sector's name.");
export const service = z.string().describe("Dịch vụ của nơi nhận, ví dụ DongBoHoSoMC. Service of the destination.");
export const revision = z.int().describe("Lần sửa đổi. Rises with each changed push.");
export const statusNumber = z.int().describe(`Trạng thái hồ sơ, ${STATUS_RANGE_TEXT}. Status of the dossier.`);
export const syncState = z.enum(SYNC_STATES).describe("Trạng thái đồng bộ. Sync state.");
export const messageState = z.enum(MESSAGE_STATES).describe("Trạng thái thông điệp. State of the message.");
export const messageKind = z.enum(MESSAGE_KINDS).describe("Loại: hồ sơ, tiến độ, lĩnh vực. Kind of message.");
export const party = z.enum(PARTIES).describe("Bên gây lỗi. Party at fault.");

/** Who has to hear of a dossier and cannot be told; absent where there is nobody. */
export const notTold = z
  .array(
    z
      .strictObject({
        destination,
        code: z.string().describe("Mã ổn định, not-told-…. Stable code."),
        message: z.string().describe("Chưa báo được nơi nào, vì sao, cần làm gì. Vietnamese sentence."),
        messageEn: z.string().describe("English sentence: who could not be told, why, what to do."),
      })
      .openapi("NotTold"),
  )
  .min(1)
  .describe("Nơi phải được báo mà chưa báo được; không có trường này: không có nơi nào. Absent: nobody.");

/** An object whose members are somebody else's. */
export const anyObject = z.record(z.string(), z.unknown());

/** A signature as it travelled. */
export const signatureDocument = z
  .strictObject({
    profile: z.string().describe("Dạng chữ ký, ví dụ jws. Signing profile."),
    header: z.string().describe("Tiêu đề HTTP mang chữ ký. HTTP header it travelled in."),
    value: z.string().describe("Giá trị của tiêu đề. Value of that header."),
  })
  .openapi("Signature");

/** The path parameter of calls about one dossier. */
export const dossierCodeParam = z.object({ dossierCode });

/** The path parameter of calls about one thing with a number of its own. */
export const idParam = z.object({ id: z.uuid().describe("Mã (UUID). Id.") });
