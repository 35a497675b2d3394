import type { Issue } from "#core/dossier/issue.ts";

/** Why a body could not be taken as it came. */
export type BodyRefusal =
  | "too-large"
  | "not-utf8"
  | "utf-16"
  | "broken-off"
  | "content-encoding"
  | "too-slow"
  | "too-long-open"
  | "busy";

/** A refusal that is about this body, and not about how much there is of it or of others. */
export type ToldRefusal = Exclude<BodyRefusal, "too-large" | "busy">;

const SENTENCES = {
  "not-utf8": {
    message: "Nội dung không phải UTF-8; ghi lại bằng UTF-8 rồi gửi.",
    messageEn: "The content is not UTF-8; write it in UTF-8.",
  },
  "utf-16": {
    message: "Nội dung viết bằng UTF-16 (Windows gọi là «Unicode»); ghi lại bằng UTF-8 rồi gửi.",
    messageEn: "The content is UTF-16 (what Windows calls “Unicode”); write it in UTF-8.",
  },
  "broken-off": {
    message: "Kết nối bị ngắt trước khi nội dung đến hết; gửi lại.",
    messageEn: "The connection ended before the content did; send it again.",
  },
  "content-encoding": {
    message: "Nội dung nén (Content-Encoding) không được nhận; gửi nguyên bản, không nén.",
    messageEn: "A compressed body (Content-Encoding) is not taken; send it as it is.",
  },
  "too-slow": {
    message: "Nội dung đến quá chậm nên đã ngừng đọc (limits.maxBodySeconds); gửi lại, hoặc chia nhỏ.",
    messageEn:
      "The content came too slowly and is not read any further (limits.maxBodySeconds); send it again, or divide it.",
  },
  "too-long-open": {
    message:
      "Lần gửi kéo quá dài nên đã ngừng đọc (limits.maxStreamSeconds); gửi tiếp các dòng còn lại trong lần gửi mới.",
    messageEn:
      "The push took too long and is not read any further (limits.maxStreamSeconds); send the lines that are left in a new one.",
  },
} as const satisfies Record<ToldRefusal, Pick<Issue, "message" | "messageEn">>;

/** What is wrong with a body, as an issue; its place is the whole body. */
export function bodyIssue(code: ToldRefusal): Issue {
  return { pointer: "", code, ...SENTENCES[code], severity: "error" };
}
