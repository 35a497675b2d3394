import type { FaultText } from "#core/fault.ts";

/** Why a detached JWS is refused. A code never changes once published. */
export type RefusalReason = keyof typeof texts;

/** A signature that is not accepted. */
export interface Refusal {
  readonly valid: false;
  readonly reason: RefusalReason;
  /** Vietnamese first, English beside it. */
  readonly message: FaultText;
}

const texts = {
  "header-too-large": {
    vi: "Chữ ký dài quá giới hạn cho phép của một tiêu đề HTTP.",
    en: "The signature is longer than an HTTP header may be.",
  },
  malformed: {
    vi: "Chữ ký không đúng dạng JWS rút gọn «header..signature», hoặc phần đầu không phải JSON hợp lệ.",
    en: 'The signature is not a compact JWS "header..signature", or its header is not valid JSON.',
  },
  "payload-not-detached": {
    vi: "Chữ ký mang theo nội dung; nội dung phải tách rời và nằm ở thân của yêu cầu.",
    en: "The signature carries a payload; the payload must be detached and be the body of the request.",
  },
  "algorithm-refused": {
    vi: "Thuật toán ký không được chấp nhận. Chỉ nhận RS256 và ES256.",
    en: "The signature algorithm is not accepted. Only RS256 and ES256 are.",
  },
  "crit-unknown": {
    vi: "Trường «crit» phải có đúng một phần tử là «b64».",
    en: 'The field "crit" must hold "b64" and nothing else.',
  },
  "b64-not-false": {
    vi: "Trường «b64» phải là false: ký trên đúng các byte của thân yêu cầu.",
    en: 'The field "b64" must be false: the signature covers the exact bytes of the body.',
  },
  "certificate-missing": {
    vi: "Chữ ký không kèm chứng thư số (trường «x5c»).",
    en: 'The signature carries no certificate (field "x5c").',
  },
  "certificate-unreadable": {
    vi: "Không đọc được chứng thư số trong trường «x5c».",
    en: 'A certificate in the field "x5c" cannot be read.',
  },
  "thumbprint-mismatch": {
    vi: "Trường «x5t#S256» không phải giá trị băm của chứng thư ký.",
    en: 'The field "x5t#S256" is not the hash of the signing certificate.',
  },
  "algorithm-key-mismatch": {
    vi: "Thuật toán ký không khớp với loại khóa trong chứng thư số.",
    en: "The signature algorithm does not fit the kind of key in the certificate.",
  },
  "key-too-weak": {
    vi: "Khóa RSA trong chứng thư số ngắn hơn 2048 bit.",
    en: "The RSA key in the certificate is shorter than 2048 bits.",
  },
  "time-missing": {
    vi: "Chữ ký không ghi thời điểm ký (trường «iat», số giây).",
    en: 'The signature does not say when it was made (field "iat", seconds).',
  },
  "signed-in-future": {
    vi: "Thời điểm ký ở tương lai. Hãy kiểm tra đồng hồ của máy ký.",
    en: "The time of signing is in the future. Check the clock of the signing machine.",
  },
  "chain-untrusted": {
    vi: "Chuỗi chứng thư không dẫn tới CA được tin cậy.",
    en: "The certificate chain does not lead to a trusted CA.",
  },
  "certificate-outside-dates": {
    vi: "Vào thời điểm ký, chứng thư số (hoặc CA cấp nó) chưa có hiệu lực hoặc đã hết hạn.",
    en: "At the time of signing the certificate (or a CA above it) was not in force.",
  },
  "signature-mismatch": {
    vi: "Chữ ký không khớp với nội dung: nội dung đã bị thay đổi, hoặc được ký bằng khóa khác.",
    en: "The signature does not fit the body: the body was changed, or another key signed it.",
  },
} as const satisfies Record<string, FaultText>;

/** The refusal for a reason, with what it says to people. */
export function refusal(reason: RefusalReason): Refusal {
  return { valid: false, reason, message: texts[reason] };
}
