import { partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { documents, note, registeringUnitCode } from "../form-parts.ts";
import { person, requester } from "../person.ts";
import { maritalStatusResult } from "../result-records.ts";

/** What a marital status rests on; which of it is needed depends on the status. */
const maritalDetail = z.strictObject({
  spouseName: personName
    .nullable()
    .default(null)
    .describe("Họ tên vợ hoặc chồng. Name of the spouse, for 2 and 5 (voChongHoTen)."),
  docNumber: text(50)
    .nullable()
    .default(null)
    .describe(
      "Số giấy chứng nhận kết hôn, bản án ly hôn, giấy chứng tử. Number of the paper (soGiayTo, soBanAnQuyetDinhLyHon).",
    ),
  docDate: partialDate.nullable().default(null).describe("Ngày cấp giấy tờ. Its date (ngayCapGiayTo)."),
  issuer: text(255).nullable().default(null).describe("Cơ quan cấp giấy tờ. Who issued it (coQuanCapGiayTo)."),
  from: partialDate
    .nullable()
    .default(null)
    .describe("Chưa kết hôn từ ngày, cho loại 5. Unmarried from (thoiDiemBatDau)."),
  to: partialDate.nullable().default(null).describe("Đến ngày, cho loại 5. Unmarried until (thoiDiemKetThuc)."),
});

/** The declaration for a certificate of marital status (Tờ khai cấp Giấy xác nhận tình trạng hôn nhân). */
export const maritalStatusRecord = z.strictObject({
  module: z.literal("XNTTHN").describe("Xác nhận tình trạng hôn nhân. Certificate of marital status."),
  registeringUnitCode,
  subject: person.describe("Người được xác nhận. Whose status is certified (nxn…)."),
  period: z
    .strictObject({
      place: text(500).describe("Nơi cư trú trong thời gian đó. Where the person lived then (nxnThoiGianCuTruTai)."),
      from: partialDate.describe("Từ ngày. From (nxnThoiGianCuTruTu)."),
      to: partialDate.describe("Đến ngày. To (nxnThoiGianCuTruDen)."),
    })
    .describe("Thời gian cư trú cần xác nhận. The time to be certified."),
  maritalStatus: z
    .int()
    .min(1)
    .max(6)
    .describe(
      "Tình trạng hôn nhân: 1 chưa kết hôn, 2 đang có vợ/chồng, 3 đã ly hôn, 4 vợ/chồng đã chết, 5 có thời gian chưa kết hôn nay đang có vợ/chồng, 6 khác. Status (nxnLoaiTinhTrangHonNhan).",
    ),
  maritalDetail: maritalDetail.nullable().default(null).describe("Căn cứ của tình trạng đó. What the status rests on."),
  purposeType: z
    .int()
    .min(1)
    .max(5)
    .describe(
      "Mục đích: 1, 2 kết hôn trong nước với người Việt Nam, người nước ngoài; 3, 4 kết hôn ở nước ngoài; 5 khác. Purpose (nxnLoaiMucDichSuDung).",
    ),
  purposeText: text(500)
    .nullable()
    .default(null)
    .describe("Ghi rõ mục đích; để kết hôn thì nêu người dự định kết hôn. The purpose in words (nxnMucDichSuDung)."),
  declarant: requester.describe("Người yêu cầu. The declarant."),
  documents,
  note,
  result: maritalStatusResult.nullable().default(null).describe("Giấy xác nhận đã cấp. The certificate issued."),
});
export type MaritalStatusRecord = z.infer<typeof maritalStatusRecord>;
