import type { FaultText } from "#core/fault.ts";

/** Refusals of the certificates: keys, path, use and revocation. */
export const certificateRefusals = {
  "certificate-missing": {
    vi: "Chữ ký không kèm chứng thư số của người ký.",
    en: "The signature does not carry its signer's certificate.",
  },
  "certificate-unreadable": {
    vi: "Không đọc được một chứng thư số kèm theo chữ ký.",
    en: "A certificate that came with the signature cannot be read.",
  },
  "algorithm-key-mismatch": {
    vi: "Thuật toán ký không khớp với loại khóa trong chứng thư số.",
    en: "The signature algorithm does not fit the kind of key in the certificate.",
  },
  "key-too-weak": {
    vi: "Khóa RSA trong chứng thư số ngắn hơn 2048 bit.",
    en: "The RSA key in the certificate is shorter than 2048 bits.",
  },
  "chain-untrusted": {
    vi: "Chuỗi chứng thư không dẫn tới CA được tin cậy.",
    en: "The certificate chain does not lead to a trusted CA.",
  },
  "certificate-outside-dates": {
    vi: "Vào thời điểm ký, chứng thư số (hoặc CA cấp nó) chưa có hiệu lực hoặc đã hết hạn.",
    en: "At the time of signing the certificate (or a CA above it) was not in force.",
  },
  "too-many-certificates": {
    vi: "Chữ ký kèm quá nhiều chứng thư số.",
    en: "The signature carries too many certificates.",
  },
  "certificate-ambiguous": {
    vi: "Không xác định được chứng thư nào trong các chứng thư kèm theo là của người ký.",
    en: "It cannot be told which of the certificates sent is the signer's.",
  },
  "key-too-large": {
    vi: "Khóa RSA trong chứng thư số dài hơn 8192 bit.",
    en: "The RSA key in the certificate is longer than 8192 bits.",
  },
  "certificate-usage": {
    vi: "Chứng thư số không được cấp cho mục đích này (mục đích sử dụng khóa).",
    en: "The certificate was not issued for this use (key usage).",
  },
  "certificate-constraint": {
    vi: "Một CA trong chuỗi chứng thư vượt quá quyền được cấp (không phải CA, chuỗi quá dài, hoặc bị giới hạn tên).",
    en: "A CA in the chain exceeds its rights: it is no CA, the chain is too long, or names are constrained.",
  },
  "certificate-critical-extension": {
    vi: "Chứng thư số có phần mở rộng bắt buộc mà hệ thống không hiểu.",
    en: "A certificate has a critical extension that is not understood.",
  },
  "certificate-algorithm-weak": {
    vi: "Một chứng thư trong chuỗi được ký bằng thuật toán quá yếu hoặc lạ.",
    en: "A certificate in the chain is signed with a weak or unknown algorithm.",
  },
  "certificate-revoked": {
    vi: "Chứng thư số (hoặc CA cấp nó) đã bị thu hồi trước khi có bằng chứng về chữ ký.",
    en: "The certificate (or a CA above it) was revoked before the signature was proven to exist.",
  },
  "signer-unexpected": {
    vi: "Chữ ký đúng nhưng không phải của người ký được cấu hình chấp nhận.",
    en: "The signature holds, but is not by anybody the configuration expects.",
  },
  "revocation-unknown": {
    vi: "CA trả lời rằng không biết chứng thư số này.",
    en: "The CA answers that it does not know this certificate.",
  },
  "revocation-unreachable": {
    vi: "Không hỏi được CA về việc thu hồi chứng thư, và cấu hình không cho phép bỏ qua.",
    en: "The CA could not be asked about revocation, and the configuration does not let that pass.",
  },
} as const satisfies Record<string, FaultText>;
