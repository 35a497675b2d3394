const gateway = { kind: "unavailable", party: "gateway" } as const;
const network = { kind: "unavailable", party: "network" } as const;
const portalUnknown = { kind: "unknown", party: "portal" } as const;
const networkUnknown = { kind: "unknown", party: "network" } as const;

/** Why no answer came, or nothing was sent, by stable code; part of the table of all causes. */
export const UNANSWERED_CAUSES = {
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
    check: {
      vi: "Hãy kiểm tra chứng thư, CA tin cậy và hạn dùng ở cả hai phía.",
      en: "Check certificates, trusted CA and validity on both sides.",
    },
  },
  "address-invalid": {
    ...gateway,
    vi: "Địa chỉ hoặc tiêu đề của yêu cầu không hợp lệ ({said}).",
    en: "The address or a header of the request is not valid ({said}).",
    check: { vi: "Hãy kiểm tra PORTAL_URL và PORTAL_DSTCODE.", en: "Check PORTAL_URL and PORTAL_DSTCODE." },
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
} as const;
