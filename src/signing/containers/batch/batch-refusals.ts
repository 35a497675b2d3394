import type { FaultText } from "#core/fault.ts";

/** Refusals of a signature over many envelopes: the proof that this envelope is one of them. */
export const batchRefusals = {
  "batch-malformed": {
    vi: "Chữ ký theo lô không đúng dạng «by=…;size=…;position=…;root=…;path=…;signature=…».",
    en: 'The batch signature is not of the form "by=…;size=…;position=…;root=…;path=…;signature=…".',
  },
  "batch-size": {
    vi: "Lô có số phong bì không được chấp nhận: bằng không hoặc vượt giới hạn.",
    en: "The batch has a number of envelopes that is not accepted: none, or more than the limit.",
  },
  "batch-position": {
    vi: "Vị trí của phong bì nằm ngoài lô.",
    en: "The envelope's position lies outside the batch.",
  },
  "batch-path-length": {
    vi: "Đường dẫn băm ngắn hoặc dài hơn cây băm của lô.",
    en: "The hash path is shorter or longer than the batch's tree has it.",
  },
  "batch-path-mismatch": {
    vi: "Phong bì không thuộc lô đã ký: đường dẫn băm không dẫn tới gốc cây. Nội dung đã bị thay đổi, hoặc chữ ký là của phong bì khác.",
    en: "The envelope is not in the signed batch: its path does not lead to the root. The body was changed, or the signature is another envelope's.",
  },
} as const satisfies Record<string, FaultText>;
