/** Causes of outcomes whose answer came, but is not believed because of its signature. */
export const RECEIPT_CAUSES = {
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
    nextVi:
      "Hãy hỏi nơi nhận có đổi chứng thư không rồi sửa receipts (caFile, signers, profile) trong CONFIG_FILE; hệ thống hỏi lại trước khi gửi lại.",
    nextEn:
      "Ask whether the destination changed its certificate, then correct receipts (caFile, signers, profile) in CONFIG_FILE; the gateway asks before sending again.",
  },
  "receipt-unchecked": {
    kind: "unknown",
    party: "network",
    vi: "Không hỏi được CA xem chứng thư ký câu trả lời có bị thu hồi không ({said}), nên câu trả lời chưa được tin.",
    en: "The CA could not be asked whether the certificate behind the answer is revoked ({said}), so it is not believed.",
  },
} as const;
