import { toMessage } from "#schemas/common/bilingual.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { hCodeProvince } from "#schemas/codes/provinces.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { rootOfAgency } from "#schemas/common/agency-code.ts";
import { agencyRoots } from "#schemas/codes/agencies.ts";
import { misplacedSchemes } from "./address-scheme.ts";
import { legalDue, type LegalDue } from "./time-limit.ts";
import type { Dossier } from "./pushed-dossier.ts";
import { isNumberedByPortal } from "./whose-dossier.ts";
import { computedInWords, slashed, type AppliedLimit, type ComputedDue } from "./due-date.ts";
import type { RuleViolation, Rule } from "./rule.ts";

/** First day of the decree on one-stop services that the portal's dossier format was made for (NĐ 61/2018/NĐ-CP). */
const SINCE = "2018-06-21";

/** What these rules rest on; another decree came in its place without changing what they ask. */
const ONE_STOP =
  "Nghị định 118/2025/NĐ-CP, sửa đổi bởi 367/2025/NĐ-CP, từ 01/07/2025; trước đó Nghị định 61/2018/NĐ-CP, sửa đổi bởi 107/2021/NĐ-CP";

/** What these rules know beside the dossier. */
export interface CommonFacts {
  /** The time limit the due date is judged by; null when none is known or a rule of the sector judges it. */
  readonly applied: AppliedLimit | null;
  /** The due date the gateway worked out itself. */
  readonly computed: ComputedDue | null;
  /** The sector's own record, where there is a sound one. */
  readonly record?: unknown;
}

type CommonRule = Rule<CommonFacts | undefined>;

const at = (pointer: string, broken: boolean): RuleViolation[] => (broken ? [{ pointer }] : []);
const before = (a: string | null, b: string | null): boolean => a !== null && b !== null && a < b;

/** A first-level code, of a province that was merged on 2025-07-01 the province it went into. */
function presentRoot(root: string): string {
  return hCodeProvince(root)?.present.code ?? root;
}

/** Rules every dossier has to keep, whatever its sector. Timestamps are canonical, so text order is time order. */
export const commonRules: readonly CommonRule[] = [
  {
    id: "HS-R01",
    severity: "error",
    from: SINCE,
    to: null,
    source: `${ONE_STOP}; định dạng DongBoHoSoMC (NgayTiepNhan bắt buộc)`,
    message: "Hồ sơ đã qua bước tiếp nhận phải có ngày tiếp nhận (receivedAt).",
    messageEn: "A dossier past intake must say when it was received (receivedAt).",
    check: ({ dossier }) => at("/receivedAt", dossier.receivedAt === null && statusHas(dossier.status, "isPastIntake")),
  },
  {
    id: "HS-R02",
    severity: "error",
    from: SINCE,
    to: null,
    source: ONE_STOP,
    message: "Ngày hẹn trả không được trước ngày tiếp nhận.",
    messageEn: "The due date cannot be before the date of receipt.",
    check: ({ dossier }) => at("/dueAt", before(dossier.dueAt, dossier.receivedAt)),
  },
  {
    id: "HS-R03",
    severity: "error",
    from: SINCE,
    to: null,
    source: ONE_STOP,
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
    check: ({ dossier }) => at("/dueAt", dossier.dueAt === null && statusHas(dossier.status, "needsDueDate")),
  },
  {
    id: "HS-R06",
    severity: "warning",
    from: SINCE,
    to: null,
    source:
      "Thông tư 03/2025/TT-VPCP từ 01/07/2025 (chưa đọc toàn văn, điều khoản chưa đối chiếu); trước đó Thông tư 01/2018/TT-VPCP, Điều 19",
    message: "Mã hồ sơ và mã cơ quan không cùng đơn vị cấp tỉnh hoặc bộ.",
    messageEn: "Dossier code and agency code do not name the same province or ministry.",
    check: ({ dossier }) => {
      const root = /[A-Z]\d{2}/;
      const ofDossier = root.exec(dossier.dossierCode)?.[0];
      const ofAgency = root.exec(dossier.agencyCode)?.[0];
      if (ofDossier === undefined || ofAgency === undefined || isNumberedByPortal(ofDossier)) return [];
      return at("/dossierCode", presentRoot(ofDossier) !== presentRoot(ofAgency));
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
    check: ({ dossier: { progress } }) =>
      at("/progress", progress.filter(({ status }) => statusHas(status, "asksForSupplement")).length > 1),
  },
  {
    id: "HS-R08",
    severity: "warning",
    from: SINCE,
    to: null,
    source: `${ONE_STOP}; thời hạn giải quyết của từng thủ tục; bảng ngày nghỉ lễ của gateway`,
    message: "Ngày hẹn trả muộn hơn thời hạn giải quyết của thủ tục.",
    messageEn: "The due date is later than the procedure's time limit.",
    check: ({ dossier, record }) => {
      const due = dueOf(dossier, record);
      if (due === null || !due.covered || dossier.dueAt === null || dayOf(dossier.dueAt) <= dayOf(due.at)) return [];
      return [
        {
          pointer: "/dueAt",
          message: `Ngày hẹn trả muộn hơn thời hạn giải quyết của thủ tục (hết ngày ${slashed(dayOf(due.at))}).`,
          messageEn: `The due date is later than the procedure's time limit (end of ${dayOf(due.at)}).`,
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
    check: ({ dossier, procedure }) => {
      const receivedAt = dossier.receivedAt ?? dossier.submittedAt;
      const outside = procedure !== undefined && receivedAt !== null && !inForce(procedure, dayOf(receivedAt));
      return at("/procedureCode", outside);
    },
  },
  {
    id: "HS-R10",
    severity: "warning",
    from: SINCE,
    to: null,
    source: `${ONE_STOP}; thời hạn giải quyết của từng thủ tục; bảng ngày nghỉ lễ của gateway`,
    message: "Phần mềm gửi không có ngày hẹn trả; gateway tính theo thời hạn giải quyết của thủ tục.",
    messageEn: "The sender gave no due date; the gateway worked it out from the procedure's time limit.",
    check: ({ record }) =>
      record?.computed?.covered !== true ? [] : [{ pointer: "/dueAt", ...toMessage(computedInWords(record.computed)) }],
  },
  {
    id: "HS-R11",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Bảng ngày nghỉ lễ, ngày làm bù của gateway",
    message: "Bảng ngày nghỉ lễ chưa có năm này nên chưa kiểm tra được thời hạn giải quyết; đề nghị cán bộ kiểm tra.",
    messageEn:
      "The table of holidays does not cover this year, so the time limit cannot be checked; an officer should.",
    check: ({ dossier, record }) => {
      const due = record?.computed ?? dueOf(dossier, record);
      return at("/dueAt", due !== null && !due.covered);
    },
  },
  {
    id: "HS-R12",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Quyết định 20/2020/QĐ-TTg, sửa đổi bởi 09/2025/QĐ-TTg; mã sau sáp nhập bộ năm 2025 chưa kiểm chứng",
    message: "Mã cơ quan không thuộc tỉnh hoặc bộ nào trong danh mục.",
    messageEn: "The agency code belongs to no province or ministry of the list.",
    check: ({ dossier }) => {
      const root = rootOfAgency(dossier.agencyCode);
      if (root === null || agencyRoots.has(root)) return [];
      const near = nearest(root, [...agencyRoots.keys()]);
      const name = near === undefined ? undefined : agencyRoots.get(near);
      return [
        {
          pointer: "/agencyCode",
          message:
            `Mã cơ quan «${dossier.agencyCode}» không thuộc tỉnh hoặc bộ nào trong danh mục (${root})` +
            (name === undefined ? "." : `; có phải là ${near} (${name})?`),
          messageEn:
            `Agency code “${dossier.agencyCode}” belongs to no province or ministry of the list (${root})` +
            (name === undefined ? "." : `; did you mean ${near} (${name})?`),
        },
      ];
    },
  },
  {
    id: "HS-R13",
    severity: "warning",
    from: SINCE,
    to: null,
    source: "Quyết định 124/2004/QĐ-TTg; Quyết định 19/2025/QĐ-TTg, hiệu lực từ 01/07/2025",
    message: "Mã tỉnh không thuộc bảng mã có hiệu lực vào ngày tiếp nhận hồ sơ.",
    messageEn: "The province code is not of the list in force on the day of receipt.",
    check: ({ dossier, record }) => {
      const receivedAt = dossier.receivedAt ?? dossier.submittedAt;
      if (receivedAt === null) return [];
      return misplacedSchemes(record?.record, dayOf(receivedAt)).map(({ pointer, scheme }) =>
        scheme === "QD19_2025"
          ? {
              pointer,
              message: "Bảng 34 tỉnh (QD19_2025) chỉ có hiệu lực từ 01/07/2025; hồ sơ này tiếp nhận trước ngày đó.",
              messageEn:
                "The list of 34 provinces (QD19_2025) holds from 2025-07-01; this dossier was received before.",
            }
          : {
              pointer,
              message: "Từ 01/07/2025 nơi ở hiện nay ghi theo bảng 34 tỉnh (QD19_2025), không theo bảng 63 tỉnh.",
              messageEn: "From 2025-07-01 present addresses use the list of 34 provinces (QD19_2025), not of 63.",
            },
      );
    },
  },
];

/** When the dossier is due at the latest by its own due date's measure; null where nothing is known to judge it by. */
function dueOf(dossier: Dossier, facts: CommonFacts | undefined): LegalDue | null {
  // A request for supplements stops the clock; how long it stood still is not known here.
  if (facts?.applied == null || dossier.supplements.length > 0) return null;
  if (dossier.receivedAt === null || dossier.dueAt === null) return null;
  return legalDue(dossier.receivedAt, facts.applied.longest);
}
