import { agencyCode } from "#schemas/common/agency-code.ts";
import { dossierCode } from "#schemas/common/dossier-code.ts";
import { dossierStatusNumber, STATUS_RANGE_TEXT } from "#schemas/common/dossier-status.ts";
import { email } from "#schemas/common/email.ts";
import { identifier } from "#schemas/common/identifier.ts";
import { phone } from "#schemas/common/phone.ts";
import { procedureCode } from "#schemas/common/procedure-code.ts";
import { longText, text } from "#schemas/common/text.ts";
import { timestamp } from "#schemas/common/timestamp.ts";
import { webAddress } from "#schemas/common/web-address.ts";
import { z } from "zod";

/** At most this many entries in each list of a dossier; more is refused with a clear error, never cut. */
export const LIST_LIMIT = 500;

const when = timestamp.nullable().default(null);
const list = <T extends z.ZodType>(item: T) => z.array(item).max(LIST_LIMIT).default([]);

const applicant = z
  .strictObject({
    type: z
      .enum(["citizen", "business", "state-agency", "organisation"])
      .describe("Loại đối tượng nộp. Kind of applicant; the portal's LoaiDoiTuong 1-4."),
    name: text(500).describe("Tên chủ hồ sơ. Applicant's name, at most 500 characters (ChuHoSo)."),
    identifiers: z
      .array(identifier)
      .max(10)
      .default([])
      .describe("Giấy tờ định danh. Identity papers, main one first."),
    portalAccountId: z
      .uuid()
      .nullable()
      .default(null)
      .describe("Mã tài khoản trên Cổng DVCQG (TechID). Account id on the national portal (MaDoiTuong)."),
    identityVerified: z
      .boolean()
      .default(false)
      .describe("Tài khoản đã xác thực qua VNeID. Account verified through VNeID (TaiKhoanDuocXacThucVoiVNeID)."),
    email: email.nullable().default(null).describe("Thư điện tử. E-mail address."),
    phone: phone.nullable().default(null).describe("Số điện thoại. Phone number."),
    fax: phone.nullable().default(null).describe("Số fax. Fax number."),
  })
  .describe("Chủ hồ sơ. The applicant.");

const paper = z
  .strictObject({
    id: text(100).describe("Mã tệp của đơn vị. The sender's own file id (TepDinhKemId)."),
    name: text(4000).describe("Tên tệp. File name as shown to people (TenTepDinhKem)."),
    componentCode: text(100).nullable().default(null).describe("Mã thành phần hồ sơ (MAGIAYTO). Component code."),
    url: webAddress.describe("Đường dẫn tải tệp. Download address (DuongDanTaiTepTin)."),
    deleted: z.boolean().default(false).describe("Tệp đã bị xóa. File was removed (IsDeleted)."),
    digitised: z.boolean().default(false).describe("Được số hóa. Digitised at the desk (DuocSoHoa)."),
    reused: z
      .enum(["no", "component", "result"])
      .default("no")
      .describe("Tái sử dụng: không, từ thành phần hồ sơ, từ kết quả khác. Re-use kind (DuocTaiSuDung 0/1/2)."),
    fromNationalStore: z
      .boolean()
      .default(false)
      .describe("Lấy từ kho dữ liệu quốc gia. Taken from the national store (DuocLayTuKhoDMQG)."),
    replacementResultCode: text(50)
      .nullable()
      .default(null)
      .describe("Mã kết quả thay thế. Result code that replaces it."),
    content: z
      .base64()
      .nullable()
      .default(null)
      .describe(
        "Nội dung tệp base64, chỉ cho hệ thống chuyên ngành cần tệp. File content for ministries that want the bytes.",
      ),
  })
  .describe("Giấy tờ nộp kèm. A submitted paper.");

const fee = z
  .strictObject({
    name: text(500).describe("Tên phí, lệ phí. Name of the fee."),
    code: text(100).describe("Mã phí, lệ phí (MAPHILEPHI). Fee code of the procedure."),
    collection: z
      .int()
      .min(1)
      .max(9)
      .describe("Hình thức thu: 1 khi tiếp nhận, 2 khi bổ sung, 4 khi trả kết quả. When collected."),
    amount: z.int().min(0).max(10_000_000_000).describe("Số tiền (đồng). Amount in VND."),
    kind: z.int().min(1).max(9).describe("Loại: 1 thông thường, 2 thẩm định cấp phép, 3 gia hạn. Kind of fee."),
    paid: z.boolean().describe("Đã nộp. Already paid."),
    paidVia: z
      .enum(["national-portal", "local-gateway", "counter"])
      .nullable()
      .default(null)
      .describe("Nộp qua đâu. Where it was paid; decides DuocThanhToanTrucTuyen."),
  })
  .describe("Phí, lệ phí. A fee.");

const supplement = z
  .strictObject({
    id: z.int().min(1).describe("Lần yêu cầu bổ sung. Number of the request (HoSoBoSungId)."),
    requestedBy: text(200).describe("Người yêu cầu bổ sung. Who asked."),
    content: longText(2000).describe("Nội dung yêu cầu. What is missing."),
    requestedAt: timestamp.describe("Ngày yêu cầu. When it was asked."),
    receivedBy: text(200).nullable().default(null).describe("Người tiếp nhận bổ sung. Who took the supplement."),
    receivedNote: longText(2000).nullable().default(null).describe("Thông tin tiếp nhận. Note on what came."),
    receivedAt: when.describe("Ngày tiếp nhận bổ sung. When it came."),
    completed: z.boolean().describe("Đã bổ sung hay chưa. Whether the supplement is complete."),
    papers: list(paper).describe("Giấy tờ bổ sung. Supplemented papers."),
    fees: list(fee).describe("Lệ phí bổ sung. Supplementary fees."),
    dueBefore: when.describe("Ngày hẹn trả trước. Due date before the request."),
    dueAfter: when.describe("Ngày hẹn trả mới. New due date."),
  })
  .describe("Lần yêu cầu bổ sung. A request for supplements.");

const result = z
  .strictObject({
    id: text(100).describe("Mã giấy tờ kết quả của đơn vị. The sender's own id (GiayToId)."),
    name: text(2000).describe("Tên giấy tờ kết quả. Name of the result paper."),
    componentCode: text(100).nullable().default(null).describe("Mã thành phần. Component code."),
    resultCode: text(50)
      .nullable()
      .default(null)
      .describe("Mã kết quả, ví dụ KQ.G15.000031. Result code (MaGiayToKetQua)."),
    url: webAddress.describe("Đường dẫn tệp kết quả. Download address (DuongDanTepTinKetQua)."),
  })
  .describe("Giấy tờ kết quả. A result paper.");

const otherPaper = z
  .strictObject({
    name: text(500).describe("Tên giấy tờ. Name (TenGiayTo)."),
    quantity: z.int().min(1).max(1000).describe("Số lượng. How many (SoLuong)."),
    kind: z
      .int()
      .min(0)
      .max(9)
      .describe("0 bản chính, 1 bản sao, 2 bản điện tử. Original, copy, electronic (LoaiGiayTo)."),
  })
  .describe("Giấy tờ khác kèm theo. Another enclosed paper.");

const progressEntry = z
  .strictObject({
    id: text(100).describe(
      "Mã dòng nhật ký của phần mềm gửi; cùng mã là cùng một dòng. Sender's own id; makes it idempotent.",
    ),
    at: timestamp.describe("Thời điểm xử lý. When it happened (ThoiDiemXuLy)."),
    actor: text(50).describe("Người xử lý. Who acted, at most 50 characters (NguoiXuLy)."),
    title: text(200).nullable().default(null).describe("Chức danh. Office held."),
    department: text(500).nullable().default(null).describe("Phòng ban xử lý. Department."),
    note: longText(2000).describe("Nội dung xử lý. What was done (NoiDungXuLy)."),
    status: dossierStatusNumber.describe(`Trạng thái sau bước này, ${STATUS_RANGE_TEXT}. Status after this step.`),
    startedAt: when.describe("Ngày bắt đầu bước. When the step began."),
    dueAt: when.describe("Hạn của bước theo quy định. When the step has to end."),
  })
  .describe("Một dòng tiến độ. One line of the processing log.");

/** The dossier as one-stop software pushes it: the whole of it as it now stands, in the gateway's own words. */
export const pushedDossier = z.strictObject({
  dossierCode: dossierCode.describe("Mã hồ sơ. Dossier code, at most 50 characters (MaHoSo)."),
  sector: text(60).describe("Lĩnh vực. Sector, a name from GET /v1/sectors."),
  procedureCode: procedureCode.describe("Mã thủ tục hành chính. Procedure code (MaTTHC)."),
  procedureName: text(1000)
    .nullable()
    .default(null)
    .describe("Tên thủ tục, nếu mã chưa có trong danh mục. Name, for codes not listed."),
  fieldCode: text(50)
    .nullable()
    .default(null)
    .describe("Mã lĩnh vực của Cổng, nếu khác danh mục. Portal field code (MaLinhVuc)."),
  fieldName: text(150).nullable().default(null).describe("Tên lĩnh vực của Cổng. Portal field name (TenLinhVuc)."),
  agencyCode: agencyCode.describe("Mã cơ quan xử lý. Code of the agency."),
  agencyName: text(500).describe("Tên cơ quan xử lý. Name of the agency (DonViXuLy)."),
  status: dossierStatusNumber.describe(
    `Trạng thái hồ sơ, ${STATUS_RANGE_TEXT} theo Cổng. Status as the portal counts (TrangThaiHoSo).`,
  ),
  channel: z.enum(["direct", "online", "postal"]).describe("Kênh nộp. Intake channel (KenhThucHien 1/2/3)."),
  submittedVia: z
    .enum(["national-portal", "local"])
    .default("local")
    .describe("Nộp tại Cổng DVCQG hay hệ thống địa phương. Where it was filed (NoiNopHoSo 1/2)."),
  returnMethod: z
    .enum(["direct", "postal"])
    .describe("Hình thức trả kết quả. How the result is returned (HinhThuc 0/1)."),
  summary: text(1000).describe("Trích yếu. Summary, at most 1000 characters (TrichYeuHoSo)."),
  receiptNumber: text(100).nullable().default(null).describe("Số biên nhận. Receipt number (SoBienNhan)."),
  note: longText(500).nullable().default(null).describe("Ghi chú. Note, at most 500 characters (GhiChu)."),
  applicant,
  submittedAt: when.describe("Ngày nộp. When it was submitted (NgayNopHoSo)."),
  receivedAt: when.describe("Ngày tiếp nhận. When the desk received it (NgayTiepNhan)."),
  dueAt: when.describe("Ngày hẹn trả. When the result is due (NgayHenTra)."),
  completedAt: when.describe("Ngày kết thúc xử lý. When processing ended (NgayKetThucXuLy)."),
  returnedAt: when.describe("Ngày trả kết quả. When the result was returned (NgayTra)."),
  rejectedAt: when.describe("Ngày từ chối. When it was rejected (NgayTuChoi)."),
  connectedDatabases: z
    .array(text(10))
    .max(20)
    .default([])
    .describe("Mã CSDL đã khai thác khi giải quyết. Databases consulted (DSKetNoiCSDL)."),
  attachments: list(paper).describe("Thành phần hồ sơ. Submitted papers (TaiLieuNop)."),
  otherPapers: list(otherPaper).describe("Giấy tờ khác. Other enclosed papers (DanhSachTepDinhKemKhac)."),
  fees: list(fee).describe("Phí, lệ phí. Fees (DanhSachLePhi)."),
  supplements: list(supplement).describe("Các lần yêu cầu bổ sung. Requests for supplements (DanhSachHoSoBoSung)."),
  results: list(result).describe("Giấy tờ kết quả. Result papers (DanhSachGiayToKetQua)."),
  progress: list(progressEntry).describe("Nhật ký xử lý. Processing log."),
  record: z
    .unknown()
    .optional()
    .describe("Phần riêng của lĩnh vực. The sector's own part; see GET /v1/sectors/{sector}/schema."),
});

/** A dossier that passed {@link pushedDossier}: normalised text, canonical timestamps, defaults filled in. */
export type Dossier = z.infer<typeof pushedDossier>;
export type Paper = Dossier["attachments"][number];
export type Fee = Dossier["fees"][number];
export type ProgressLine = Dossier["progress"][number];
