import { fullDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { phone } from "#schemas/common/phone.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { REQUEST_FORMS } from "./enums.ts";
import { relative, subject } from "./person.ts";

const requester = z.strictObject({
  organizationName: text(300).describe("Tên cơ quan, tổ chức yêu cầu. Name of the body."),
  identifierCode: text(50).nullable().default(null).describe("Mã định danh cơ quan. Code of the body."),
  address: text(500).describe("Địa chỉ cơ quan. Its address, which its letter has to state."),
  officialDocNumber: text(100).nullable().default(null).describe("Số văn bản yêu cầu. Number of its letter."),
  officialDocDate: fullDate.nullable().default(null).describe("Ngày văn bản yêu cầu. Day of its letter."),
  contactName: personName.nullable().default(null).describe("Người liên hệ. Contact person."),
  contactPhone: phone.nullable().default(null).describe("Điện thoại liên hệ. Contact's phone number."),
});

/** The letter of a body: sheet 1 for state and political bodies, sheet 2 for those conducting proceedings. */
export const agencyRequest = z.strictObject({
  formType: z.enum(REQUEST_FORMS).describe("CO_QUAN cơ quan, tổ chức; TO_TUNG cơ quan tố tụng. Kind of body."),
  certificateType: z.int().min(1).max(2).describe("Loại phiếu: số 1 hoặc số 2. Sheet 1 or 2 (loaiPhieu)."),
  includeBanInfo: z
    .boolean()
    .default(false)
    .describe(
      "Yêu cầu xác nhận nội dung cấm đảm nhiệm chức vụ. Whether bans are to be confirmed; sheet 2 always has them.",
    ),
  purposeName: text(500).describe("Mục đích yêu cầu. Purpose, within article 7 of the law."),
  copies: z.int().min(1).max(100).default(1).describe("Số lượng phiếu. Number of copies."),
  requester: requester.describe("Cơ quan, tổ chức yêu cầu. The body that asks."),
  subject: subject.describe("Người được yêu cầu cấp phiếu. The person it asks about."),
  father: relative.nullable().default(null).describe("Cha. Father."),
  mother: relative.nullable().default(null).describe("Mẹ. Mother."),
  spouse: relative.nullable().default(null).describe("Vợ hoặc chồng. Spouse."),
});
export type AgencyRequest = z.infer<typeof agencyRequest>;
