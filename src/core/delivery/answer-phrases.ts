import { matcherOf, type Phrase, type PhraseMatcher } from "./phrase.ts";

/**
 * What words beside a code can mean, and with them the cause of the table beside this one that they lead to.
 *
 * `alreadyExists` → `already-exists`, whatever the code; `session` → `session-refused`; `unknownDossier` →
 * `dossier-unknown`; `maintenance` → `maintenance-words`; `received` → `already-received` and, with `notUpdatable`,
 * `received-not-updatable` (ministries' systems only); `access` → `access-denied`; `unclear` → `error-code`. Words of the
 * last two say nothing of the data, so a new login is tried first.
 */
export type PhraseMeaning =
  | "session"
  | "maintenance"
  | "alreadyExists"
  | "unknownDossier"
  | "received"
  | "notUpdatable"
  | "access"
  | "unclear";

/** Phrases by what they mean; a message that holds one of `except` is read by none of them. */
export type AnswerPhrases = Readonly<Record<PhraseMeaning | "except", readonly Phrase[]>>;

export type PhraseMatchers = Readonly<Record<PhraseMeaning | "except", PhraseMatcher>>;

const SYSTEMS = ["hệ thống", "cổng", "dịch vụ", "dịch vụ công", "quốc gia", "máy chủ", "trục", "csdl", "cơ sở dữ liệu"];
/** Phrases written in one line, without commas of their own. */
const list = (text: string): readonly Phrase[] => text.split(", ");
const DOSSIERS = ["^{mã} hồ sơ", "^{mã} mahoso", "^{mã} dossier"];

/**
 * The wording assumed until a portal is seen to differ. Only whole phrases decide: «Ngày phiên tòa không hợp lệ» is about
 * a date and «Số biên nhận đã tồn tại» about a receipt, so neither is about the session or the dossier.
 */
export const USUAL_PHRASES: AnswerPhrases = {
  session: [
    ...list("phiên làm việc, phiên đăng nhập, phiên truy cập, phiên kết nối, hết phiên, thiếu phiên, sai phiên"),
    ...list("hết hạn phiên, lỗi phiên, lỗi session, lỗi token"),
    ...["^{mã} phiên", "session", "token", "access token"].flatMap((subject) => [
      `${subject} {mã} hết hạn`,
      `${subject} {mã} hết hiệu lực`,
      `${subject} {mã} không còn`,
      `${subject} {mã} không hợp lệ`,
      `${subject} {mã} không đúng`,
      `${subject} {mã} không tồn tại`,
      `${subject} {mã} kết thúc`,
    ]),
    ...["session", "token"].flatMap((subject) => [
      `${subject} {mã} expired`,
      `${subject} {mã} invalid`,
      `${subject} {mã} not valid`,
      `${subject} {mã} not found`,
      `${subject} {mã} required`,
      `${subject} {mã} missing`,
      `${subject} {mã} timeout`,
      `${subject} {mã} timed out`,
      `invalid ${subject}`,
      `expired ${subject}`,
      `missing ${subject}`,
      `no ${subject}`,
      `thiếu ${subject}`,
      `sai ${subject}`,
      `invalid access ${subject}`,
    ]),
    ...list("đăng nhập lại, vui lòng đăng nhập, cần đăng nhập, phải đăng nhập, hãy đăng nhập"),
    ...list("yêu cầu đăng nhập"),
    ...list("chưa đăng nhập, please log in, please login, login required, not logged in, log in again"),
    ...list("login again, ^lỗi đăng nhập$"),
  ],
  maintenance: [
    ...SYSTEMS.flatMap((subject) => [
      `${subject} {mã} bảo trì`,
      `${subject} {mã} nâng cấp`,
      `${subject} {mã} quá tải`,
      `${subject} {mã} bận`,
      `${subject} {mã} tạm ngừng`,
      `${subject} {mã} tạm dừng`,
      `${subject} {mã} gián đoạn`,
    ]),
    ...list("đang bảo trì, đang được bảo trì, bảo trì hệ thống, ^bảo trì$, ^đang quá tải, ^quá tải$"),
    ...list("^tạm ngừng$"),
    ...list("tạm ngừng phục vụ, under maintenance, maintenance mode, ^maintenance$, ^overload$, overloaded"),
    ...list("service {mã} unavailable, temporarily unavailable, server {mã} busy, too many requests"),
  ],
  alreadyExists: [
    ...DOSSIERS.flatMap((subject) => [
      `${subject} {mã} đã {mã} tồn tại`,
      `${subject} {mã} đã có trên hệ thống`,
      `${subject} {mã} đã có trong hệ thống`,
      `${subject} {mã} already exists`,
      `${subject} {mã} already existed`,
    ]),
    ...list("^đã tồn tại {mã} hồ sơ, ^đã tồn tại$, ^dữ liệu {mã} đã tồn tại$, ^bản ghi {mã} đã tồn tại$"),
    ...list("^trùng {mã} hồ sơ {mã}$, ^already exists$"),
  ],
  unknownDossier: [
    ...list("không tìm thấy {mã} hồ sơ, không tồn tại {mã} hồ sơ, ^không có hồ sơ, không tìm được {mã} hồ sơ"),
    ...list("không tìm thấy mahoso, không tồn tại mahoso"),
    ...DOSSIERS.flatMap((subject) => [
      `${subject} {mã} không {mã} tồn tại`,
      `${subject} {mã} chưa {mã} tồn tại`,
      `${subject} {mã} không {mã} tìm thấy`,
      `${subject} {mã} không có trên hệ thống`,
      `${subject} {mã} không có trong hệ thống`,
      `${subject} {mã} chưa có trên hệ thống`,
      `${subject} {mã} chưa có trong hệ thống`,
      `${subject} {mã} chưa {mã} đồng bộ`,
      `${subject} {mã} chưa {mã} tạo`,
      `${subject} {mã} chưa {mã} khởi tạo`,
      `${subject} {mã} not found`,
      `${subject} {mã} does not exist`,
    ]),
    ...list("dossier not found, ^không tìm thấy$, ^không có dữ liệu$, ^không tìm thấy dữ liệu$, ^không có kết quả$"),
  ],
  received: ["đã được tiếp nhận"],
  notUpdatable: ["không thể cập nhật", "không được cập nhật", "không được phép cập nhật", "không cho phép cập nhật"],
  access: [
    ...list("không có quyền, không đủ quyền, quyền truy cập, chưa {mã} cấp quyền, chưa {mã} phân quyền"),
    ...list("từ chối truy cập, không được phép truy cập, không được truy cập, chưa {mã} xác thực, lỗi xác thực"),
    ...list("xác thực {mã} không thành công, xác thực {mã} thất bại, ^access$, access denied, no access"),
    ...list("unauthorized, unauthorised, forbidden, permission denied, no permission"),
    ...list("authentication {mã} failed"),
    ...list("authentication required, not authenticated, not authorized, not authorised, authen error"),
  ],
  unclear: [
    ...list("lỗi hệ thống, có lỗi xảy ra, đã xảy ra lỗi, lỗi không xác định, unknown error, internal error"),
    ...list("^lỗi$, ^error$, ^thất bại$, ^không thành công$, ^failed$, ^fail$, ^failure$"),
  ],
  except: ["hồ sơ đính kèm", "thành phần hồ sơ", "hồ sơ gốc", "hồ sơ mẫu"],
};

/** Makes matchers of the usual phrases and those of one portal. */
export function phraseMatchers(
  own: { readonly [Meaning in keyof AnswerPhrases]?: AnswerPhrases[Meaning] | undefined } = {},
): PhraseMatchers {
  const of = (meaning: keyof AnswerPhrases) => matcherOf([...USUAL_PHRASES[meaning], ...(own[meaning] ?? [])]);
  return {
    session: of("session"),
    maintenance: of("maintenance"),
    alreadyExists: of("alreadyExists"),
    unknownDossier: of("unknownDossier"),
    received: of("received"),
    notUpdatable: of("notUpdatable"),
    access: of("access"),
    unclear: of("unclear"),
    except: of("except"),
  };
}
