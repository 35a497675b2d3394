import type { Procedure } from "#core/sector/procedure.ts";
import { hearersOf, recordsOf } from "./procedure-records.ts";
import { TERMS } from "./procedure-terms.ts";

/**
 * Field of every civil-status procedure on the portal. The code is the one of the portal's worked example and was not
 * checked against `LayThuTuc`; a provincial list of 2023 names the same field `G15-TP07`. A dossier may bring its own
 * `fieldCode`.
 */
const FIELD = { code: "G15-HT06", name: "Hộ tịch" } as const;

const SEEN = "Mã thủ tục đã gặp trong danh mục công bố 2025–2026; mã lĩnh vực chưa kiểm chứng với LayThuTuc.";

/** Procedures that were the district's until 2025-06-30: those with a foreign element, and changes from 14 years on. */
export const DISTRICT_WORK: readonly string[] = ["2.000528", "1.001695", "1.000893", "2.000806", "2.000748"];

const TO_COMMUNE = "Trước 01/07/2025 do cấp huyện, từ đó do cấp xã (Nghị định 120/2025/NĐ-CP, đến 28/02/2027).";

function procedure(code: string, name: string, nameEn: string, note = ""): Procedure {
  const notes = [SEEN, ...(DISTRICT_WORK.includes(code) ? [TO_COMMUNE] : []), ...(note === "" ? [] : [note])];
  return {
    code,
    name,
    nameEn,
    field: FIELD,
    from: null,
    to: null,
    source: notes.join(" "),
    records: recordsOf(code),
    hearers: hearersOf(code),
    ...TERMS[code],
  };
}

/** Civil-status procedures known by code. Validity days of the codes are not published with them, hence open. */
export const procedures: readonly Procedure[] = [
  procedure("1.001193", "Thủ tục đăng ký khai sinh", "Birth registration", "Luật Hộ tịch 60/2014/QH13, Điều 15."),
  procedure("1.003583", "Thủ tục đăng ký khai sinh lưu động", "Mobile birth registration"),
  procedure("2.000528", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài", "Birth registration with a foreign element"),
  procedure(
    "1.000689",
    "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con",
    "Birth registration together with recognition of a parent or child",
  ),
  procedure(
    "1.001695",
    "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài",
    "Birth registration together with recognition, foreign element",
  ),
  procedure(
    "1.004772",
    "Thủ tục đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân",
    "Birth registration of a person who already has papers",
    "Phí 0 đồng trực tuyến cho công dân số 15/08/2026–28/02/2027 (Nghị quyết 66.22/2026/NQ-CP).",
  ),
  procedure(
    "1.000893",
    "Thủ tục đăng ký khai sinh có yếu tố nước ngoài cho người đã có hồ sơ, giấy tờ cá nhân",
    "Birth registration of a person who already has papers, foreign element",
  ),
  procedure(
    "1.000110",
    "Thủ tục đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới",
    "Birth registration with a foreign element in border areas",
  ),
  procedure("1.000656", "Thủ tục đăng ký khai tử", "Death registration"),
  procedure(
    "2.002622",
    "Liên thông đăng ký khai tử, xóa đăng ký thường trú, giải quyết mai táng phí, tử tuất",
    "Interlinked death registration",
    "Phần mềm liên thông riêng đến 31/12/2026; từ 01/01/2027 do Cổng DVCQG điều phối.",
  ),
  procedure("1.000894", "Thủ tục đăng ký kết hôn", "Marriage registration"),
  procedure("2.000806", "Thủ tục đăng ký kết hôn có yếu tố nước ngoài", "Marriage registration with a foreign element"),
  procedure("1.000593", "Thủ tục đăng ký kết hôn lưu động", "Mobile marriage registration"),
  procedure(
    "1.000094",
    "Thủ tục đăng ký kết hôn có yếu tố nước ngoài tại khu vực biên giới",
    "Marriage registration with a foreign element in border areas",
  ),
  procedure("1.001022", "Thủ tục đăng ký nhận cha, mẹ, con", "Recognition of father, mother or child"),
  procedure(
    "1.004859",
    "Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch",
    "Change, correction or supplement of civil status",
  ),
  procedure(
    "2.000748",
    "Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc",
    "Change, correction, supplement of civil status and re-determination of ethnic group",
  ),
  procedure("1.004837", "Thủ tục đăng ký giám hộ", "Registration of guardianship"),
  procedure("1.004884", "Thủ tục đăng ký lại khai sinh", "Re-registration of a birth"),
  procedure("1.005461", "Thủ tục đăng ký lại khai tử", "Re-registration of a death"),
  procedure("1.004746", "Thủ tục đăng ký lại kết hôn", "Re-registration of a marriage"),
  procedure("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Certificate of marital status"),
  procedure(
    "2.000635",
    "Thủ tục cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    "Copies of civil-status extracts and birth certificates",
    "Phí khai thác cơ sở dữ liệu theo Thông tư 281/2016/TT-BTC.",
  ),
  procedure(
    "2.002621",
    "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "Interlinked birth registration, residence and health insurance for children under 6",
    "Phần mềm liên thông riêng đến 31/12/2026; từ 01/01/2027 do Cổng DVCQG điều phối.",
  ),
  procedure(
    "2.000986",
    "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "Interlinked birth registration, residence and health insurance for children under 6",
    "Mã cũ của thủ tục liên thông; ngày chuyển mã chưa rõ.",
  ),
];

/** Births registered together with a recognition: the child has no entry of its own yet. */
export const BIRTH_WITH_RECOGNITION: readonly string[] = ["1.000689", "1.001695"];
