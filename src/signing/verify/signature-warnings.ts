import type { Bilingual } from "#schemas/common/bilingual.ts";

/** Something a verified signature leaves open. A code never changes once published. */
export interface SignatureWarning {
  readonly code: keyof typeof texts;
  /** Vietnamese first, English beside it. */
  readonly message: Bilingual;
  /** What it is about, e.g. the subject of a certificate. */
  readonly detail?: string;
}

const texts = {
  "revocation-unchecked": {
    vi: "Chưa kiểm tra việc thu hồi chứng thư: cấu hình không yêu cầu.",
    en: "Revocation was not checked: the configuration does not ask for it.",
  },
  "revocation-unreachable": {
    vi: "Không hỏi được CA về việc thu hồi chứng thư; chữ ký vẫn được chấp nhận theo cấu hình.",
    en: "The CA could not be asked about revocation; the signature is accepted because the configuration says so.",
  },
  "time-unproven": {
    vi: "Chứng thư nay đã hết hạn; thời điểm ký chỉ do người ký tự khai.",
    en: "The certificate has expired since; only the signer says when the signature was made.",
  },
  "time-absent": {
    vi: "Chữ ký không ghi thời điểm ký; chứng thư được xét tại thời điểm nhận hoặc kiểm tra.",
    en: "The signature does not say when it was made; the certificate was judged at the time of receipt or of checking.",
  },
  "timestamp-unchecked": {
    vi: "Dấu thời gian kèm theo chưa được kiểm tra: chưa cấu hình CA cấp dấu thời gian được tin cậy.",
    en: "The timestamp was not checked: no trusted timestamp authority is configured.",
  },
} as const satisfies Record<string, Bilingual>;

export function signatureWarning(code: SignatureWarning["code"], detail?: string): SignatureWarning {
  return { code, message: texts[code], ...(detail !== undefined && { detail }) };
}
