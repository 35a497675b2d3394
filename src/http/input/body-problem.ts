import type { Issue } from "#core/dossier/issue.ts";
import { problem, type Problem } from "../problem.ts";

/** Why a body could not be taken as it came. */
export type BodyRefusal = "too-large" | "not-utf8" | "utf-16" | "broken-off" | "content-encoding";

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
} as const satisfies Record<Exclude<BodyRefusal, "too-large">, Pick<Issue, "message" | "messageEn">>;

/** What is wrong with a body, as an issue; its place is the whole body. */
export function bodyIssue(code: Exclude<BodyRefusal, "too-large">): Issue {
  return { pointer: "", code, ...SENTENCES[code], severity: "error" };
}

/** The problem a request with such a body is answered with. */
export function bodyProblem(reason: BodyRefusal): Problem {
  if (reason === "too-large") return problem("body-too-large");
  const errors = [{ ...bodyIssue(reason) }];
  return problem(reason === "content-encoding" ? "unsupported-media-type" : "unreadable-body", { errors });
}
