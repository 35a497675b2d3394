import type { Bilingual } from "#schemas/common/bilingual.ts";
import { MINISTRY_CAUSES } from "./ministry-causes.ts";

/** Who has to act on a failed attempt. */
export type Party = "vendor-data" | "gateway" | "network" | "portal";

/**
 * Every answer, or lack of one, becomes one of these.
 *
 * `delivered` the portal said yes; `already-exists` a create met a dossier the portal already has;
 * `refused` the portal said no and will say no again to the same bytes;
 * `dossier-unknown` the portal says that it does not know the dossier the bytes are about, so none of it was applied;
 * `session-refused` the session is not (or no longer) good: log in again and seal anew;
 * `unavailable` the portal certainly did not take it: send again later;
 * `unknown` it may have been applied: ask before sending again.
 */
export type OutcomeKind =
  | "delivered"
  | "already-exists"
  | "refused"
  | "dossier-unknown"
  | "session-refused"
  | "unavailable"
  | "unknown";

/** What a cause means and what it tells people: what happened, and what to do next. `{status}`, `{code}` and `{said}` are filled in. */
export interface CauseText extends Bilingual {
  readonly kind: OutcomeKind;
  readonly party?: Party;
  /** Next step; absent: the usual one for the kind, see {@link NEXT}. */
  readonly next?: Bilingual;
}

const gateway = { kind: "unavailable", party: "gateway" } as const;
const network = { kind: "unavailable", party: "network" } as const;
const portalUnknown = { kind: "unknown", party: "portal" } as const;
const networkUnknown = { kind: "unknown", party: "network" } as const;

/**
 * Every cause the client can report, by its stable code. A table, so that what an operator may ever read about the portal
 * can be read here in one place.
 *
 * `unavailable` is used only where the portal certainly did not apply the request; everything doubtful is `unknown`.
 */
export const CAUSES = {
  accepted: {
    kind: "delivered",
    vi: "Cổng đã nhận.",
    en: "The portal took it.",
  },
  "already-received": {
    kind: "delivered",
    vi: "Hệ thống nhận báo đã có nội dung này từ trước (mã {code}).",
    en: "The receiving system says it already has this content (code {code}).",
  },
  "received-not-updatable": {
    kind: "refused",
    party: "vendor-data",
    vi: "Hệ thống nhận đã tiếp nhận hồ sơ từ trước và không cho cập nhật (mã {code}): “{said}”.",
    en: "The receiving system took the dossier earlier and allows no update (code {code}): “{said}”.",
    next: {
      vi: "Nếu nội dung không đổi thì không cần làm gì; nếu có sửa đổi, hãy liên hệ cơ quan quản lý hệ thống đó.",
      en: "If nothing changed there is nothing to do; to correct something, contact the office that runs that system.",
    },
  },
  "already-exists": {
    kind: "already-exists",
    party: "gateway",
    vi: "Cổng báo hồ sơ đã tồn tại (mã {code}).",
    en: "The portal says the dossier already exists (code {code}).",
    next: {
      vi: "Hệ thống sẽ gửi lại dưới dạng cập nhật, không cần làm gì.",
      en: "The gateway sends it again as an update; nothing to do.",
    },
  },
  "error-code": {
    kind: "refused",
    party: "vendor-data",
    vi: "Cổng từ chối dữ liệu (mã lỗi {code}): “{said}”.",
    en: "The portal refused the data (error code {code}): “{said}”.",
    next: {
      vi: "Hãy sửa dữ liệu ở phần mềm một cửa theo thông báo này rồi gửi lại hồ sơ.",
      en: "Correct the data in the one-stop software as it says and push the dossier again.",
    },
  },
  "dossier-unknown": {
    kind: "dossier-unknown",
    party: "portal",
    vi: "Cổng báo không biết hồ sơ này (mã lỗi {code}): “{said}”.",
    en: "The portal says it does not know this dossier (error code {code}): “{said}”.",
    next: {
      vi: "Hệ thống sẽ gửi lại, hỏi Cổng rồi lập lại hồ sơ ở Cổng nếu đúng là thiếu.",
      en: "The gateway tries again, asks the portal, and creates the dossier there again if it really is missing.",
    },
  },
  "session-refused": {
    kind: "session-refused",
    party: "gateway",
    vi: "Cổng không chấp nhận phiên làm việc (HTTP {status}, mã {code}).",
    en: "The portal does not accept the session (HTTP {status}, code {code}).",
    next: {
      vi: "Hệ thống sẽ đăng nhập lại rồi gửi lại, không cần làm gì.",
      en: "The gateway logs in again and resends; nothing to do.",
    },
  },
  maintenance: {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng báo đang bảo trì hoặc quá tải (mã {code}): “{said}”.",
    en: "The portal says it is under maintenance or overloaded (code {code}): “{said}”.",
  },
  "rate-limited": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng yêu cầu gửi chậm lại (HTTP {status}).",
    en: "The portal asks for fewer calls (HTTP {status}).",
  },
  "http-503": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng tạm ngừng phục vụ (HTTP 503).",
    en: "The portal is out of service for now (HTTP 503).",
  },
  "http-5xx": {
    ...portalUnknown,
    vi: "Cổng gặp lỗi nội bộ (HTTP {status}).",
    en: "The portal failed internally (HTTP {status}).",
  },
  "html-instead-of-json": {
    ...portalUnknown,
    vi: "Cổng trả về trang HTML thay cho JSON (HTTP {status}), có thể do trang lỗi hoặc tường lửa chen vào.",
    en: "The portal answered with an HTML page instead of JSON (HTTP {status}), perhaps an error page or a firewall in between.",
  },
  "bad-json": {
    ...portalUnknown,
    vi: "Cổng trả về nội dung không đọc được theo JSON (HTTP {status}).",
    en: "The portal's answer cannot be read as JSON (HTTP {status}).",
  },
  "empty-answer": {
    ...portalUnknown,
    vi: "Cổng trả lời HTTP {status} nhưng không có nội dung.",
    en: "The portal answered HTTP {status} without a body.",
  },
  "unexpected-json": {
    ...portalUnknown,
    vi: "Câu trả lời của Cổng là JSON nhưng không đúng dạng, không đọc được error_code (HTTP {status}).",
    en: "The portal's answer is JSON of another form, without a readable error_code (HTTP {status}).",
  },
  "contradictory-answer": {
    ...portalUnknown,
    vi: "Cổng báo thành công trong nội dung nhưng lại trả về HTTP {status}.",
    en: "The portal reports success in the body but answers HTTP {status}.",
  },
  "answer-too-large": {
    ...portalUnknown,
    vi: "Câu trả lời của Cổng dài quá giới hạn cho phép (HTTP {status}).",
    en: "The portal's answer is longer than the configured limit (HTTP {status}).",
  },
  "http-403": {
    ...gateway,
    vi: "Bộ kết nối hoặc Cổng từ chối quyền truy cập (HTTP 403).",
    en: "The adapter or the portal denied access (HTTP 403).",
    next: {
      vi: "Hãy kiểm tra quyền của đơn vị trên trục liên thông, PORTAL_DSTCODE và chứng thư kết nối.",
      en: "Check the unit's rights on the exchange platform, PORTAL_DSTCODE and the connection's certificate.",
    },
  },
  "http-404": {
    ...gateway,
    vi: "Không có dịch vụ tại địa chỉ đã cấu hình (HTTP 404).",
    en: "There is no service at the configured address (HTTP 404).",
    next: {
      vi: "Hãy kiểm tra PORTAL_URL, PORTAL_CONTEXT (VXPAdapter hoặc XrdAdapter) và PORTAL_DSTCODE.",
      en: "Check PORTAL_URL, PORTAL_CONTEXT (VXPAdapter or XrdAdapter) and PORTAL_DSTCODE.",
    },
  },
  "http-405": {
    ...gateway,
    vi: "Địa chỉ đã cấu hình không nhận phương thức POST (HTTP 405).",
    en: "The configured address does not take POST (HTTP 405).",
    next: { vi: "Hãy kiểm tra PORTAL_URL và PORTAL_CONTEXT.", en: "Check PORTAL_URL and PORTAL_CONTEXT." },
  },
  "http-413": {
    ...gateway,
    vi: "Gói tin lớn hơn mức bộ kết nối cho phép (HTTP 413).",
    en: "The envelope is larger than the adapter allows (HTTP 413).",
    next: {
      vi: "Hãy giảm PORTAL_BATCH_SIZE hoặc tăng giới hạn trên bộ kết nối.",
      en: "Lower PORTAL_BATCH_SIZE or raise the adapter's limit.",
    },
  },
  "http-415": {
    ...gateway,
    vi: "Bộ kết nối không nhận kiểu nội dung JSON (HTTP 415).",
    en: "The adapter does not take JSON (HTTP 415).",
    next: { vi: "Hãy kiểm tra PORTAL_URL và phiên bản bộ kết nối.", en: "Check PORTAL_URL and the adapter's version." },
  },
  "http-4xx": {
    ...gateway,
    vi: "Bộ kết nối không nhận yêu cầu (HTTP {status}).",
    en: "The adapter did not take the request (HTTP {status}).",
    next: {
      vi: "Hãy kiểm tra PORTAL_URL, PORTAL_CONTEXT, PORTAL_DSTCODE và nhật ký của bộ kết nối.",
      en: "Check PORTAL_URL, PORTAL_CONTEXT, PORTAL_DSTCODE and the adapter's log.",
    },
  },
  "http-408": {
    ...network,
    vi: "Bộ kết nối chờ quá lâu mà chưa nhận đủ yêu cầu (HTTP 408).",
    en: "The adapter waited too long for the whole request (HTTP 408).",
  },
  redirected: {
    ...gateway,
    vi: "Địa chỉ đã cấu hình chuyển hướng sang nơi khác (HTTP {status}); hệ thống không đi theo.",
    en: "The configured address redirects elsewhere (HTTP {status}); the gateway does not follow.",
    next: {
      vi: "Hãy ghi địa chỉ cuối cùng vào PORTAL_URL (thường là đổi http thành https).",
      en: "Put the final address into PORTAL_URL (often https instead of http).",
    },
  },
  "connection-refused": {
    ...network,
    vi: "Không kết nối được: máy chủ từ chối kết nối.",
    en: "Cannot connect: the connection was refused.",
    next: {
      vi: "Hệ thống sẽ tự gửi lại; nếu kéo dài hãy kiểm tra bộ kết nối có đang chạy tại PORTAL_URL.",
      en: "The gateway sends again by itself; if it lasts, check that the adapter runs at PORTAL_URL.",
    },
  },
  "connection-reset-before-write": {
    ...network,
    vi: "Kết nối bị ngắt trước khi yêu cầu được gửi đi.",
    en: "The connection was reset before the request was written.",
  },
  "name-not-resolved": {
    ...network,
    vi: "Không phân giải được tên máy chủ của PORTAL_URL.",
    en: "The host name in PORTAL_URL cannot be resolved.",
    next: {
      vi: "Hệ thống sẽ tự gửi lại; nếu kéo dài hãy kiểm tra DNS và PORTAL_URL.",
      en: "The gateway sends again by itself; if it lasts, check DNS and PORTAL_URL.",
    },
  },
  unreachable: {
    ...network,
    vi: "Không có đường mạng tới máy chủ của PORTAL_URL.",
    en: "There is no network route to the host in PORTAL_URL.",
    next: {
      vi: "Hệ thống sẽ tự gửi lại; nếu kéo dài hãy kiểm tra đường truyền và tường lửa.",
      en: "The gateway sends again by itself; if it lasts, check the line and the firewall.",
    },
  },
  "connect-timeout": {
    ...network,
    vi: "Quá thời gian chờ kết nối tới PORTAL_URL.",
    en: "Connecting to PORTAL_URL took too long.",
    next: {
      vi: "Hệ thống sẽ tự gửi lại; nếu kéo dài hãy kiểm tra đường truyền và tường lửa.",
      en: "The gateway sends again by itself; if it lasts, check the line and the firewall.",
    },
  },
  "tls-failed": {
    ...gateway,
    vi: "Không lập được kết nối TLS ({said}).",
    en: "The TLS connection could not be set up ({said}).",
    next: {
      vi: "Hãy kiểm tra chứng thư, CA tin cậy và hạn dùng ở cả hai phía.",
      en: "Check certificates, trusted CA and validity on both sides.",
    },
  },
  "address-invalid": {
    ...gateway,
    vi: "Địa chỉ hoặc tiêu đề của yêu cầu không hợp lệ ({said}).",
    en: "The address or a header of the request is not valid ({said}).",
    next: { vi: "Hãy kiểm tra PORTAL_URL và PORTAL_DSTCODE.", en: "Check PORTAL_URL and PORTAL_DSTCODE." },
  },
  "transport-closed": {
    ...gateway,
    vi: "Bộ truyền đã đóng (hệ thống đang dừng) nên chưa gửi gì.",
    en: "The transport is closed (the gateway is stopping), so nothing was sent.",
  },
  "connection-lost": {
    ...networkUnknown,
    vi: "Mất kết nối sau khi gửi, chưa nhận được câu trả lời.",
    en: "The connection was lost after sending, before the answer was complete.",
  },
  timeout: {
    ...networkUnknown,
    vi: "Quá thời gian chờ câu trả lời của Cổng.",
    en: "Waiting for the portal's answer took too long.",
  },
  // The answer came, but is not believed because of its signature.
  "receipt-unsigned": {
    kind: "unknown",
    party: "portal",
    vi: "Câu trả lời (mã {code}) không có chữ ký số mà cấu hình đòi hỏi (receipts.require), nên chưa được tin.",
    en: "The answer (code {code}) lacks the signature the configuration demands (receipts.require), so it is not believed.",
  },
  "receipt-refused": {
    kind: "unknown",
    party: "portal",
    vi: "Chữ ký số của câu trả lời không được chấp nhận ({said}), nên câu trả lời chưa được tin.",
    en: "The signature of the answer is refused ({said}), so the answer is not believed.",
  },
  "receipt-untrusted": {
    kind: "unknown",
    party: "gateway",
    vi: "Câu trả lời do người ký mà cấu hình không chấp nhận ký ({said}), nên chưa được tin.",
    en: "The answer is signed by somebody the configuration does not accept ({said}), so it is not believed.",
    next: {
      vi: "Hãy hỏi nơi nhận có đổi chứng thư không rồi sửa receipts (caFile, signers, profile) trong CONFIG_FILE; hệ thống hỏi lại trước khi gửi lại.",
      en: "Ask whether the destination changed its certificate, then correct receipts (caFile, signers, profile) in CONFIG_FILE; the gateway asks before sending again.",
    },
  },
  "receipt-unchecked": {
    kind: "unknown",
    party: "network",
    vi: "Không hỏi được CA xem chứng thư ký câu trả lời có bị thu hồi không ({said}), nên câu trả lời chưa được tin.",
    en: "The CA could not be asked whether the certificate behind the answer is revoked ({said}), so it is not believed.",
  },
  "not-http": {
    ...portalUnknown,
    vi: "Máy chủ trả lời không theo giao thức HTTP.",
    en: "The server's answer is not HTTP.",
  },
  aborted: {
    ...networkUnknown,
    vi: "Việc gửi bị dừng giữa chừng (hệ thống đang dừng).",
    en: "Sending was stopped midway (the gateway is stopping).",
  },
  "no-door-today": {
    ...gateway,
    vi: "CONFIG_FILE không có cách kết nối nào tới nơi nhận này áp dụng cho ngày hôm nay, chưa gửi gì.",
    en: "CONFIG_FILE has no door to this destination that is in force today; nothing was sent.",
    next: {
      vi: "Quản trị bổ sung mục doors của nơi nhận rồi khởi động lại; hệ thống sẽ gửi tiếp.",
      en: "Add a door of this destination and restart; the gateway then goes on.",
    },
  },
  "lease-over": {
    ...gateway,
    vi: "Tiến trình này giữ hồ sơ quá hạn trước khi gửi (máy bị treo hoặc phải chờ lâu), chưa gửi gì.",
    en: "This process held the dossier past its time before sending (it froze or waited long); nothing was sent.",
    next: {
      vi: "Tiến trình khác sẽ gửi, không cần làm gì; nếu lặp lại, hãy kiểm tra tải và đồng hồ của máy.",
      en: "Another process sends it, nothing to do; if it repeats, check the machine's load and clock.",
    },
  },
  "not-sent": {
    ...gateway,
    vi: "Việc gửi bị dừng trước khi bắt đầu (hệ thống đang dừng), chưa gửi gì.",
    en: "Sending was stopped before it began (the gateway is stopping); nothing was sent.",
  },
  "network-failure": {
    ...networkUnknown,
    vi: "Lỗi mạng không rõ nguyên nhân ({said}).",
    en: "Network failure of an unrecognised kind ({said}).",
  },
  "login-refused": {
    ...gateway,
    vi: "Cổng không chấp nhận tài khoản (HTTP {status}, mã {code}): “{said}”.",
    en: "The portal does not accept the account (HTTP {status}, code {code}): “{said}”.",
    next: { vi: "Hãy kiểm tra PORTAL_USERNAME và PORTAL_PASSWORD.", en: "Check PORTAL_USERNAME and PORTAL_PASSWORD." },
  },
  "login-without-session": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng chấp nhận đăng nhập nhưng không trả về session.",
    en: "The portal accepted the login but gave no session.",
  },
  "lookup-unreadable": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng trả lời tra cứu nhưng kết quả không đúng dạng.",
    en: "The portal answered the look-up, but its result has another form.",
  },
  ...MINISTRY_CAUSES,
} as const satisfies Record<string, CauseText>;

/** Stable code of a cause that {@link CAUSES} has sentences for. */
export type WireCause = keyof typeof CAUSES;

/**
 * Stable code of why an attempt or a look-up ended as it did: what came over the wire, with a status of its own where a
 * cause stands for several (`http-502`), or what the gateway made of it.
 */
export type Cause =
  | WireCause
  | `http-${number}`
  | "session-refused-twice"
  | "signing-key-away"
  | "parked-by-policy"
  | "resent-by-policy"
  | "found-by-lookup"
  | "held-differs"
  | "held-unreadable"
  | "absent-by-lookup"
  | "looked-up";
