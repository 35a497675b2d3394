import { address } from "#schemas/common/address.ts";
import { personName } from "#schemas/common/person-name.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { RECOGNITION, RELATIONS } from "../enums.ts";
import {
  copies,
  documents,
  foreignRegistration,
  foreignRegistrationMissing,
  note,
  registerEntry,
  registeringUnitCode,
} from "../form-parts.ts";
import { partner, person, requester } from "../person.ts";
import { recognitionResult } from "../result-records.ts";

const homeTown = address.nullable().default(null).describe("Quê quán. Home town (QueQuan).");

const evidence = z.strictObject({
  kind: z
    .enum(["GIAM_DINH", "THU_TU_PHIM_ANH", "CAM_DOAN", "KHAC"])
    .describe("Loại chứng cứ: giám định, thư từ phim ảnh, cam đoan có người làm chứng, khác. Kind of evidence."),
  description: text(500).describe("Nội dung chứng cứ. What it shows."),
  witnesses: z.array(personName).max(10).default([]).describe("Người làm chứng. Witnesses, for a declaration."),
});

/** The declaration for recognising a father, mother or child (Tờ khai đăng ký nhận cha, mẹ, con). */
export const recognitionRecord = z
  .strictObject({
    module: z.literal("CMC").describe("Nhận cha, mẹ, con. Recognition of a parent or child."),
    registrationType: z
      .int()
      .min(0)
      .max(2)
      .describe("Loại đăng ký: 0, 1 đăng ký mới, 2 ghi vào sổ việc đã đăng ký ở nước ngoài. Kind (loaiDangKy)."),
    registeringUnitCode,
    confirmationKind: z
      .int()
      .min(1)
      .max(4)
      .describe(
        "Loại xác nhận: 1 cha nhận con, 2 mẹ nhận con, 3 con nhận cha, 4 con nhận mẹ. Who recognises whom (loaiXacNhan).",
      ),
    parent: partner.extend({ homeTown }).describe("Cha hoặc mẹ. The parent (cm…)."),
    child: person.extend({ homeTown }).describe("Con. The child (nc…)."),
    childBirthRegistration: registerEntry
      .nullable()
      .default(null)
      .describe("Giấy khai sinh của con. The child's entry in the register of births."),
    evidence: z.array(evidence).max(20).default([]).describe("Chứng cứ. Evidence of the relation."),
    noDispute: z
      .boolean()
      .describe("Cam đoan việc nhận không có tranh chấp. Declared to be without dispute (Luật Hộ tịch, article 25)."),
    otherParentConsent: z
      .boolean()
      .nullable()
      .default(null)
      .describe("Ý kiến của cha (mẹ) kia khi con chưa thành niên. Consent of the other parent of a minor."),
    declarant: requester
      .safeExtend({
        relationToRecogniser: z
          .enum(RELATIONS)
          .describe("Quan hệ với người nhận. Relation to who recognises (nycQHNguoiNhan)."),
      })
      .describe("Người yêu cầu; relation là quan hệ với người được nhận. The declarant (nycQHNguoiDuocNhan)."),
    foreignRegistration: foreignRegistration
      .nullable()
      .default(null)
      .describe("Việc đăng ký ở nước ngoài, khi loại đăng ký là 2. Registration abroad, for kind 2."),
    documents,
    copies: copies.default(0),
    note,
    result: recognitionResult.nullable().default(null).describe("Kết quả đăng ký. What was registered."),
  })
  .refine(
    (record) => record.registrationType !== RECOGNITION.abroadBefore || record.foreignRegistration !== null,
    foreignRegistrationMissing({ vi: "nhận cha, mẹ, con", en: "recognition" }),
  );
export type RecognitionRecord = z.infer<typeof recognitionRecord>;
