const gateway = { kind: "unavailable", party: "gateway" } as const;
const network = { kind: "unavailable", party: "network" } as const;
const portalUnknown = { kind: "unknown", party: "portal" } as const;

/** What an answer that came can mean, by stable code; part of the table of all causes. */
export const ANSWER_CAUSES = {
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
    check: {
      vi: "Hãy sửa dữ liệu ở phần mềm một cửa theo thông báo này rồi gửi lại hồ sơ.",
      en: "Correct the data in the one-stop software as it says and push the dossier again.",
    },
  },
  "access-denied": {
    kind: "refused",
    party: "gateway",
    vi: "Cổng không cho quyền làm việc này (mã lỗi {code}): “{said}”.",
    en: "The portal gives no right to do this (error code {code}): “{said}”.",
    check: {
      vi: "Hãy kiểm tra quyền của tài khoản và đơn vị (PORTAL_USERNAME, PORTAL_UNIT_CODE) đối với dịch vụ và hồ sơ này.",
      en: "Check the rights of account and unit (PORTAL_USERNAME, PORTAL_UNIT_CODE) for this service and dossier.",
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
  // The answer speaks of the items of the envelope one by one.
  "mixed-answer": {
    ...portalUnknown,
    vi: "Cổng trả lời riêng cho từng mục trong gói (mã {code}): {said}.",
    en: "The portal answered for each item of the envelope separately (code {code}): {said}.",
    next: {
      vi: "Mỗi mục được xử lý theo câu trả lời của chính nó.",
      en: "Each item goes on as its own answer says.",
    },
  },
  "left-out-of-answer": {
    ...portalUnknown,
    vi: "Cổng trả lời về các mục khác trong gói (mã {code}) nhưng không nói gì về mục này.",
    en: "The portal answered for other items of the envelope (code {code}) but said nothing of this one.",
  },
  "item-unclear": {
    ...portalUnknown,
    vi: "Câu trả lời của Cổng cho mục này không rõ là nhận hay không (mã {code}): “{said}”.",
    en: "The portal's answer for this item is neither a clear yes nor a clear no (code {code}): “{said}”.",
  },
  "no-inside-yes": {
    ...portalUnknown,
    vi: "Cổng báo thành công nhưng trong kết quả lại có lỗi mà không nói của mục nào (mã {code}): “{said}”.",
    en: "The portal reports success, but its result holds an error without saying of which item (code {code}): “{said}”.",
  },
  "unclear-answer": {
    ...portalUnknown,
    vi: "Câu trả lời của Cổng mâu thuẫn (mã {code}): “{said}”, không rõ là nhận hay không.",
    en: "The portal's answer contradicts itself (code {code}): “{said}”; it is neither a yes nor a no.",
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
  "login-page": {
    kind: "session-refused",
    party: "gateway",
    vi: "Cổng trả về trang đăng nhập thay cho câu trả lời (HTTP {status}), nên yêu cầu chưa được xử lý.",
    en: "The portal showed its login page instead of an answer (HTTP {status}), so the request was not processed.",
    next: {
      vi: "Hệ thống sẽ đăng nhập lại rồi gửi lại, không cần làm gì.",
      en: "The gateway logs in again and resends; nothing to do.",
    },
  },
  "maintenance-words": {
    kind: "unavailable",
    party: "portal",
    vi: "Câu trả lời của Cổng nói về bảo trì hoặc quá tải (mã {code}): “{said}”.",
    en: "The portal's answer speaks of maintenance or overload (code {code}): “{said}”.",
    next: {
      vi: "Hệ thống sẽ gửi lại sau vài lần; nếu vẫn như vậy thì dừng chờ người xem.",
      en: "The gateway tries again some times; if it stays so, it stops for a person to look.",
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
    check: {
      vi: "Hãy kiểm tra quyền của đơn vị trên trục liên thông, PORTAL_DSTCODE và chứng thư kết nối.",
      en: "Check the unit's rights on the exchange platform, PORTAL_DSTCODE and the connection's certificate.",
    },
  },
  "http-404": {
    ...gateway,
    vi: "Không có dịch vụ tại địa chỉ đã cấu hình (HTTP 404).",
    en: "There is no service at the configured address (HTTP 404).",
    check: {
      vi: "Hãy kiểm tra PORTAL_URL, PORTAL_CONTEXT (VXPAdapter hoặc XrdAdapter) và PORTAL_DSTCODE.",
      en: "Check PORTAL_URL, PORTAL_CONTEXT (VXPAdapter or XrdAdapter) and PORTAL_DSTCODE.",
    },
  },
  "http-405": {
    ...gateway,
    vi: "Địa chỉ đã cấu hình không nhận phương thức POST (HTTP 405).",
    en: "The configured address does not take POST (HTTP 405).",
    check: { vi: "Hãy kiểm tra PORTAL_URL và PORTAL_CONTEXT.", en: "Check PORTAL_URL and PORTAL_CONTEXT." },
  },
  "http-413": {
    ...gateway,
    vi: "Gói tin lớn hơn mức bộ kết nối cho phép (HTTP 413).",
    en: "The envelope is larger than the adapter allows (HTTP 413).",
    check: {
      vi: "Hãy giảm PORTAL_BATCH_SIZE hoặc tăng giới hạn trên bộ kết nối.",
      en: "Lower PORTAL_BATCH_SIZE or raise the adapter's limit.",
    },
  },
  "http-415": {
    ...gateway,
    vi: "Bộ kết nối không nhận kiểu nội dung JSON (HTTP 415).",
    en: "The adapter does not take JSON (HTTP 415).",
    check: {
      vi: "Hãy kiểm tra PORTAL_URL và phiên bản bộ kết nối.",
      en: "Check PORTAL_URL and the adapter's version.",
    },
  },
  "http-4xx": {
    ...gateway,
    vi: "Bộ kết nối không nhận yêu cầu (HTTP {status}).",
    en: "The adapter did not take the request (HTTP {status}).",
    check: {
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
    check: {
      vi: "Hãy ghi địa chỉ cuối cùng vào PORTAL_URL (thường là đổi http thành https).",
      en: "Put the final address into PORTAL_URL (often https instead of http).",
    },
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
  "login-refused": {
    ...gateway,
    vi: "Cổng không chấp nhận tài khoản (HTTP {status}, mã {code}): “{said}”.",
    en: "The portal does not accept the account (HTTP {status}, code {code}): “{said}”.",
    check: { vi: "Hãy kiểm tra PORTAL_USERNAME và PORTAL_PASSWORD.", en: "Check PORTAL_USERNAME and PORTAL_PASSWORD." },
  },
  "login-without-session": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng chấp nhận đăng nhập nhưng không trả về session.",
    en: "The portal accepted the login but gave no session.",
  },
  "lookup-refused": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng không trả lời tra cứu (mã lỗi {code}): “{said}”.",
    en: "The portal does not answer look-ups (error code {code}): “{said}”.",
    check: {
      vi: "Nếu kéo dài, hãy hỏi đơn vị vận hành Cổng về dịch vụ tra cứu và quyền tra cứu của đơn vị.",
      en: "If it lasts, ask the office that runs the portal about the look-up service and the unit's right to it.",
    },
  },
  "lookup-unreadable": {
    kind: "unavailable",
    party: "portal",
    vi: "Cổng trả lời tra cứu nhưng kết quả không đúng dạng.",
    en: "The portal answered the look-up, but its result has another form.",
  },
} as const;
