import { fullDate } from "#schemas/common/partial-date.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { licenceClass } from "../classes/licence-class.ts";

/** Driver's health certificate (Thông tư 36/2024/TT-BYT); judged here, sent only as a paper. */
export const healthCertificate = z.strictObject({
  certNumber: shaped(
    z.string().overwrite((value) => value.trim()),
    /^\d{5}\/GKSKLX\/\d{5}\/\d{2}$/,
    {
      code: "health-cert-format",
      vi: "Số giấy khám sức khỏe có dạng 00087/GKSKLX/99001/26: số thứ tự, mã cơ sở, năm.",
      en: "A health certificate number is 00087/GKSKLX/99001/26: serial, facility code, year.",
    },
  ).describe("Số giấy khám sức khỏe, ví dụ 00087/GKSKLX/99001/26. Number: serial/GKSKLX/facility/year (SO)."),
  concludedOn: fullDate.describe("Ngày kết luận. Day of the conclusion (NGAYKETLUAN)."),
  className: licenceClass({
    vi: "Hạng khám sức khỏe không có trong danh mục hạng giấy phép lái xe.",
    en: "The class of the health check is no licence class.",
  }).describe("Hạng xe được khám. Class the check was for (HANGBANGLAI)."),
  conclusionCode: z
    .int()
    .min(1)
    .max(3)
    .describe("Kết luận: 1 đủ điều kiện, 2 không đủ, 3 đạt nhưng phải khám lại. Conclusion (KETLUAN)."),
  doctor: text(150).describe("Bác sĩ kết luận. Doctor who concluded (BACSYKETLUAN)."),
  drugTest: z
    .enum(["ÂM TÍNH", "DƯƠNG TÍNH"])
    .nullable()
    .default(null)
    .describe("Kết quả xét nghiệm ma túy. Result of the drug test (MATUY)."),
  alcohol: z
    .number()
    .min(0)
    .max(1000)
    .nullable()
    .default(null)
    .describe("Nồng độ cồn. Alcohol in the blood or breath (NONGDOCON)."),
  facilityCode: shaped(z.string(), /^\d{5}$/, {
    code: "facility-code-format",
    vi: "Mã cơ sở khám bệnh gồm 5 chữ số.",
    en: "A health facility code has 5 digits.",
  }).describe("Mã cơ sở khám, 5 chữ số. Facility code, 5 digits (IDBENHVIEN)."),
  facilityName: text(255).describe("Tên cơ sở khám. Facility (BENHVIEN)."),
});
export type HealthCertificate = z.infer<typeof healthCertificate>;
