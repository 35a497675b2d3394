import type { Bilingual } from "#schemas/common/bilingual.ts";

/** Refusals of a container: its form, algorithms, time and mathematics. */
export const containerRefusals = {
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
    vi: "Thuật toán ký không được chấp nhận (lạ, đối xứng, hoặc quá yếu).",
    en: "The signature algorithm is not accepted: it is unknown, symmetric or too weak.",
  },
  "crit-unknown": {
    vi: "Trường «crit» phải có đúng một phần tử là «b64».",
    en: 'The field "crit" must hold "b64" and nothing else.',
  },
  "b64-not-false": {
    vi: "Trường «b64» phải là false: ký trên đúng các byte của thân yêu cầu.",
    en: 'The field "b64" must be false: the signature covers the exact bytes of the body.',
  },
  "thumbprint-mismatch": {
    vi: "Trường «x5t#S256» không phải giá trị băm của chứng thư ký.",
    en: 'The field "x5t#S256" is not the hash of the signing certificate.',
  },
  "time-missing": {
    vi: "Chữ ký không ghi thời điểm ký.",
    en: "The signature does not say when it was made.",
  },
  "signed-in-future": {
    vi: "Thời điểm ký ở tương lai. Hãy kiểm tra đồng hồ của máy ký.",
    en: "The time of signing is in the future. Check the clock of the signing machine.",
  },
  "signature-mismatch": {
    vi: "Chữ ký không khớp với nội dung: nội dung đã bị thay đổi, hoặc được ký bằng khóa khác.",
    en: "The signature does not fit the body: the body was changed, or another key signed it.",
  },
  "header-member-twice": {
    vi: "Phần đầu của chữ ký có một trường xuất hiện hai lần.",
    en: "The header of the signature has a field twice.",
  },
  "too-large": {
    vi: "Dữ liệu cần kiểm tra chữ ký lớn quá giới hạn cho phép.",
    en: "What is to be verified is larger than the limit.",
  },
  "digest-refused": {
    vi: "Thuật toán băm không được chấp nhận (lạ hoặc quá yếu).",
    en: "The digest algorithm is not accepted: it is unknown or too weak.",
  },
  "digest-mismatch": {
    vi: "Nội dung không khớp với giá trị băm đã ký: nội dung đã bị thay đổi.",
    en: "The content does not fit the digest that was signed: it was changed.",
  },
  "time-malformed": {
    vi: "Không đọc được thời điểm ký.",
    en: "The time of signing cannot be read.",
  },
  "time-contradicted": {
    vi: "Thời điểm ký tự khai muộn hơn thời điểm chữ ký đã được nhận hoặc đóng dấu thời gian.",
    en: "The time of signing is later than the time at which the signature was received or timestamped.",
  },
  "signing-certificate-missing": {
    vi: "Chữ ký không nêu giá trị băm của chứng thư ký (SigningCertificateV2).",
    en: "The signature does not name its certificate by digest (SigningCertificateV2).",
  },
  "signing-certificate-mismatch": {
    vi: "Giá trị băm của chứng thư ký không khớp với chứng thư kèm theo.",
    en: "The digest of the signing certificate does not fit the certificate sent.",
  },
  "timestamp-missing": {
    vi: "Chữ ký không có dấu thời gian, trong khi cấu hình yêu cầu.",
    en: "The signature has no timestamp, and the configuration demands one.",
  },
  "timestamp-invalid": {
    vi: "Dấu thời gian không hợp lệ: sai dạng hoặc không phải của chữ ký này.",
    en: "The timestamp does not hold: it is malformed or not for this signature.",
  },
  "timestamp-untrusted": {
    vi: "Dấu thời gian không do tổ chức được tin cậy cấp.",
    en: "The timestamp is not from a trusted authority.",
  },
  "cms-malformed": {
    vi: "Chữ ký không đúng dạng CMS SignedData theo DER.",
    en: "The signature is not a CMS SignedData in DER.",
  },
  "signers-several": {
    vi: "Chữ ký CMS phải có đúng một người ký.",
    en: "A CMS signature must have exactly one signer.",
  },
  "attributes-missing": {
    vi: "Chữ ký CMS không có các thuộc tính được ký.",
    en: "The CMS signature has no signed attributes.",
  },
  "content-type-mismatch": {
    vi: "Loại nội dung trong chữ ký CMS không đúng.",
    en: "The content type in the CMS signature is not the right one.",
  },
  "carriers-several": {
    vi: "Có chữ ký trong nhiều tiêu đề HTTP; không thể đoán chữ ký nào được dùng.",
    en: "Several HTTP headers carry a signature; which one is meant is not guessed.",
  },
  "profile-unexpected": {
    vi: "Chữ ký không thuộc kiểu mà cấu hình đòi hỏi.",
    en: "The signature is of another kind than the configuration demands.",
  },
  "signed-too-long-ago": {
    vi: "Nội dung được ký từ trước lúc hỏi hoặc đã quá lâu: có thể là nội dung cũ bị phát lại.",
    en: "It was signed before it was asked for, or too long ago: it may be something old, played again.",
  },
} as const satisfies Record<string, Bilingual>;
