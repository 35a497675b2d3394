import { inForce } from "#schemas/codes/code-list.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { legalDueAt } from "./deadline.ts";
import type { Finding, Rule } from "./rule.ts";
import type { Procedure } from "./sector.ts";

/** In force since the one-stop decree (NĐ 61/2018/NĐ-CP) that the portal's dossier format follows. */
const SINCE = "2018-08-06";

/** What these rules know beside the dossier: the procedure as its sector lists it, if it does. */
export interface CommonFacts {
  readonly listed: Procedure | undefined;
}

type CommonRule = Rule<CommonFacts | undefined>;

const at = (pointer: string, broken: boolean): Finding[] => (broken ? [{ pointer }] : []);
const before = (a: string | null, b: string | null): boolean => a !== null && b !== null && a < b;

/** Rules every dossier has to keep, whatever its sector. Timestamps are canonical, so text order is time order. */
export const commonRules: readonly CommonRule[] = [
  {
    id: "HS-R01",
    severity: "error",
    from: SINCE,
    to: null,
    source: "Nghị định 61/2018/NĐ-CP; định dạng DongBoHoSoMC (NgayTiepNhan bắt buộc)",
    message: "Hồ sơ đã qua bước tiếp nhận phải có ngày tiếp nhận (receivedAt).",
    messageEn: "A dossier past intake must say when it was received (receivedAt).",
    check: ({ dossier }) => at("/receivedAt", dossier.receivedAt === null && ![1, 3, 7].includes(dossier.status)),
  },
  {
    id: "HS-R02",
    severity: "error",
    from: SINCE,
    to: null,
    source: "Nghị định 61/2018/NĐ-CP",
    message: "Ngày hẹn trả không được trước ngày tiếp nhận.",
    messageEn: "The due date cannot be before the date of receipt.",
    check: ({ dossier }) => at("/dueAt", before(dossier.dueAt, dossier.receivedAt)),
  },
  {
    id: "HS-R03",
    severity: "error",
    from: SINCE,
    to: null,
    source: "Nghị định 61/2018/NĐ-CP",
    message: "Ngày kết thúc xử lý không được trước ngày tiếp nhận.",
    messageEn: "Processing cannot end before the dossier was received.",
    check: ({ dossier }) => at("/completedAt", before(dossier.completedAt, dossier.receivedAt)),
  },
  {
    id: "HS-R04",
    severity: "error",
    from: SINCE,
    to: null,
    source: "Cổng Dịch vụ công quốc gia: mỗi dòng tiến độ chỉ được ghi một lần",
    message: "Mã dòng tiến độ bị lặp; mỗi dòng phải có mã (id) riêng.",
    messageEn: "Two progress lines have the same id; each needs its own.",
    check: ({ dossier }) => {
      const seen = new Set<string>();
      return dossier.progress.flatMap((line, index) => {
        const repeated = seen.has(line.id);
        seen.add(line.id);
        return at(`/progress/${index}/id`, repeated);
      });
    },
  },
  {
    id: "HS-R05",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Quyết định 766/QĐ-TTg, chỉ số hồ sơ đúng hạn",
    message: "Hồ sơ đang xử lý chưa có ngày hẹn trả nên không tính được đúng hạn.",
    messageEn: "The dossier is being processed without a due date, so being on time cannot be measured.",
    check: ({ dossier }) => at("/dueAt", dossier.dueAt === null && [2, 4, 5, 6].includes(dossier.status)),
  },
  {
    id: "HS-R06",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Thông tư 01/2018/TT-VPCP, Điều 19",
    message: "Mã hồ sơ và mã cơ quan không cùng đơn vị cấp tỉnh hoặc bộ.",
    messageEn: "Dossier code and agency code do not name the same province or ministry.",
    check: ({ dossier }) => {
      const root = /[A-Z]\d{2}/;
      const ofDossier = root.exec(dossier.dossierCode)?.[0];
      const ofAgency = root.exec(dossier.agencyCode)?.[0];
      return at("/dossierCode", ofDossier !== undefined && ofAgency !== undefined && ofDossier !== ofAgency);
    },
  },
  {
    id: "HS-R07",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Quyết định 766/QĐ-TTg: quá một lần yêu cầu bổ sung bị tính trễ hạn",
    message: "Có hơn một lần yêu cầu bổ sung; Cổng sẽ tính hồ sơ này là trễ hạn.",
    messageEn: "More than one request for supplements; the portal will count this dossier as late.",
    check: ({ dossier }) => at("/progress", dossier.progress.filter((line) => line.status === 5).length > 1),
  },
  {
    id: "HS-R08",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Nghị định 61/2018/NĐ-CP; thời hạn giải quyết của từng thủ tục; bảng ngày nghỉ lễ của gateway",
    message: "Ngày hẹn trả muộn hơn thời hạn giải quyết của thủ tục.",
    messageEn: "The due date is later than the procedure's time limit.",
    check: ({ dossier, record }) => {
      const limit = record?.listed?.timeLimit;
      // A request for supplements stops the clock; how long it stood still is not known here.
      if (limit === undefined || dossier.supplements.length > 0) return [];
      if (dossier.receivedAt === null || dossier.dueAt === null) return [];
      const latest = legalDueAt(dossier.receivedAt, limit);
      if (dayOf(dossier.dueAt) <= dayOf(latest)) return [];
      const day = dayOf(latest).split("-").toReversed().join("/");
      return [
        {
          pointer: "/dueAt",
          message: `Ngày hẹn trả muộn hơn thời hạn giải quyết của thủ tục (hết ngày ${day}).`,
          messageEn: `The due date is later than the procedure's time limit (end of ${dayOf(latest)}).`,
        },
      ];
    },
  },
  {
    id: "HS-R09",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Danh mục thủ tục của gateway theo ngày hiệu lực",
    message: "Mã thủ tục không có hiệu lực vào ngày tiếp nhận hồ sơ; kiểm tra mã thay thế.",
    messageEn: "The procedure code was not in force on the day of receipt; look for the one that replaced it.",
    check: ({ dossier, record }) => {
      const listed = record?.listed;
      const receivedAt = dossier.receivedAt ?? dossier.submittedAt;
      return at("/procedureCode", listed !== undefined && receivedAt !== null && !inForce(listed, dayOf(receivedAt)));
    },
  },
];
