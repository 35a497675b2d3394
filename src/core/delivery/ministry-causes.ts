import type { MinistryFault } from "#schemas/portal/ministry-errors.ts";

/** What ministries' systems say by their own error numbers and names; part of the table of all causes. */
export const MINISTRY_CAUSES = {
  "ministry-account-refused": {
    kind: "session-refused",
    party: "gateway",
    vi: "Hệ thống của bộ không chấp nhận tài khoản hoặc mã truy cập (mã lỗi {code}): “{said}”. Hồ sơ không có lỗi.",
    en: "The ministry's system does not accept the account or token (error code {code}): “{said}”. Nothing is wrong with the dossier.",
    next: {
      vi: "Hệ thống lấy mã truy cập mới một lần rồi gửi lại. Nếu vẫn vậy, hãy kiểm tra username, passwordEnv và tokenUrl của nơi nhận này (destinations trong CONFIG_FILE) rồi liên hệ nơi cấp tài khoản; hồ sơ chờ và sẽ tự gửi lại.",
      en: "The gateway fetches a new token once and sends again. If it lasts, check username, passwordEnv and tokenUrl of this destination (destinations in CONFIG_FILE), then call whoever issued the account; the dossier waits and is sent again by itself.",
    },
  },
  "ministry-address-refused": {
    kind: "unavailable",
    party: "network",
    vi: "Hệ thống của bộ không cho phép địa chỉ IP của máy này kết nối (mã lỗi {code}): “{said}”. Hồ sơ không có lỗi.",
    en: "The ministry's system does not admit this machine's IP address (error code {code}): “{said}”. Nothing is wrong with the dossier.",
    next: {
      vi: "Hãy đề nghị đơn vị vận hành hệ thống của bộ hoặc trục liên thông cho phép địa chỉ IP đầu ra của gateway; hồ sơ chờ và sẽ tự gửi lại.",
      en: "Ask whoever runs the ministry's system or the exchange platform to admit the gateway's outgoing IP address; the dossier waits and is sent again by itself.",
    },
  },
  "ministry-unit-unknown": {
    kind: "unavailable",
    party: "gateway",
    vi: "Hệ thống của bộ không biết mã đơn vị hoặc mã tỉnh (mã lỗi {code}): “{said}”.",
    en: "The ministry's system does not know the code of the unit or province (error code {code}): “{said}”.",
    next: {
      vi: "Hãy kiểm tra unitCode của nơi nhận này (destinations trong CONFIG_FILE, không có thì là PORTAL_UNIT_CODE) và hỏi đơn vị vận hành hệ thống của bộ đơn vị đã được khai báo chưa; hồ sơ chờ và sẽ tự gửi lại.",
      en: "Check unitCode of this destination (destinations in CONFIG_FILE, else PORTAL_UNIT_CODE) and ask whoever runs the ministry's system whether the unit is registered there; the dossier waits and is sent again by itself.",
    },
  },
  "ministry-record-unknown": {
    kind: "refused",
    party: "portal",
    vi: "Hệ thống của bộ chưa có hồ sơ này (mã lỗi {code}): “{said}”.",
    en: "The ministry's system does not have this dossier (error code {code}): “{said}”.",
    next: {
      vi: "Hãy xem hồ sơ đã được gửi tới hệ thống đó và được nhận chưa.",
      en: "See whether the dossier was sent to that system and taken there.",
    },
  },
  "ministry-record-unfinished": {
    kind: "refused",
    party: "portal",
    vi: "Hệ thống của bộ chưa giải quyết xong hồ sơ này (mã lỗi {code}): “{said}”.",
    en: "The ministry's system has not finished this dossier yet (error code {code}): “{said}”.",
    next: {
      vi: "Chưa cần làm gì; hãy chờ hệ thống đó giải quyết xong.",
      en: "Nothing to do yet; wait until that system has finished.",
    },
  },
  "ministry-failed": {
    kind: "unknown",
    party: "portal",
    vi: "Hệ thống của bộ báo có lỗi (mã {code}) mà không nói lỗi gì: “{said}”.",
    en: "The ministry's system reports a failure (code {code}) without saying which: “{said}”.",
  },
} as const satisfies Record<MinistryFault, object>;
