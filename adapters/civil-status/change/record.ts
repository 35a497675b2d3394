import { longText, text } from "#schemas/common/text.ts";
import { partialDate } from "#schemas/common/partial-date.ts";
import { z } from "zod";
import { copies, documents, note, registeringUnitCode } from "../form-parts.ts";
import { person, requester } from "../person.ts";
import { REGISTER_MODULES } from "./register-fields.ts";
import { changeResult } from "../result-records.ts";

const original = z.strictObject({
  module: z
    .enum(REGISTER_MODULES)
    .describe("Việc đã đăng ký: KS khai sinh, KT khai tử, KH kết hôn, CMC nhận cha, mẹ, con. What was registered."),
  number: text(50).describe("Số đăng ký. Number in the register (so)."),
  bookNumber: text(50).nullable().default(null).describe("Quyển số. Register book (quyenSo)."),
  registrationDate: partialDate.describe("Ngày đăng ký, có thể chỉ có năm. Day of registration (ngayDangKy)."),
  registrationPlace: text(255).describe("Nơi đăng ký. Registering office (noiDangKy)."),
});

const item = z.strictObject({
  field: text(60).describe("Tên trường trong sổ hộ tịch, ví dụ nksHoTen. Field of the register."),
  from: text(500, 0).describe(
    "Nội dung đang ghi trong sổ; rỗng khi bổ sung. What the register says; empty to supplement.",
  ),
  to: text(500, 0).describe("Nội dung đề nghị, không để rỗng. What it is to say; not empty."),
});

/** The declaration for a change, correction, supplement or re-determination (Luật Hộ tịch 2014, articles 26 to 29). */
export const changeRecord = z.strictObject({
  module: z.literal("TDCC").describe("Thay đổi, cải chính, bổ sung hộ tịch. Change of civil status."),
  registeringUnitCode,
  kind: z
    .enum(["THAY_DOI", "CAI_CHINH", "BO_SUNG", "XAC_DINH_LAI_DAN_TOC"])
    .describe("Thay đổi, cải chính, bổ sung, xác định lại dân tộc. Change, correction, supplement, ethnic group."),
  subject: person.describe("Người được thay đổi, cải chính. The person concerned."),
  original: original.describe("Việc hộ tịch đã đăng ký. The entry to be changed."),
  items: z.array(item).min(1).max(20).describe("Nội dung từ … thành …. What changes, from and to."),
  reason: longText(1000).describe("Lý do. Reason."),
  legalBasis: longText(1000).describe("Giấy tờ chứng minh. Papers that prove it."),
  consent: z
    .boolean()
    .nullable()
    .default(null)
    .describe("Người từ đủ 9 tuổi đồng ý đổi tên. Consent of a person of 9 or more to a new name."),
  parentsEthnicity: z
    .strictObject({
      mother: text(100).nullable().default(null).describe("Dân tộc của mẹ. The mother's ethnic group."),
      father: text(100).nullable().default(null).describe("Dân tộc của cha. The father's ethnic group."),
    })
    .nullable()
    .default(null)
    .describe("Dân tộc của cha, mẹ, khi xác định lại dân tộc. The parents' groups, for a re-determination."),
  declarant: requester.describe("Người yêu cầu. The declarant."),
  documents,
  copies,
  note,
  result: changeResult.nullable().default(null).describe("Kết quả, giữ cả nội dung cũ. The result, old values kept."),
});
export type ChangeRecord = z.infer<typeof changeRecord>;
