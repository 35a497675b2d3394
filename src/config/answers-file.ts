import { z } from "zod";
import { phraseFault } from "#core/delivery/phrase.ts";
import { inBoth } from "./file-faults.ts";

const phrase = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .superRefine((text, context) => {
    const fault = phraseFault(text);
    if (fault !== null) context.addIssue({ code: "custom", message: inBoth(fault.vi, fault.en) });
  });

function phrases(vi: string, en: string) {
  return z.array(phrase).max(100).default([]).describe(`${vi} ${en}`);
}

/**
 * How a portal or a ministry's system words its answers, beside what is known: `answers` of the portal or of a door. Phrases
 * are no regular expressions, so that none can make reading slow: see {@link Phrase}.
 */
export const answersFile = z.strictObject({
  sessionCodes: z
    .array(z.union([z.string().trim().min(1).max(50), z.int()]).transform(String))
    .max(100)
    .default([])
    .describe("Mã lỗi (error_code) báo phiên không còn. Error codes that mean that the session is over."),
  entryPerDossier: z
    .boolean()
    .default(false)
    .describe(
      "result có một mục cho mỗi hồ sơ, tính cho mọi dòng tiến độ của hồ sơ đó; không thì ít mục hơn số dòng là không rõ dòng nào được nhận. One entry of result is about all progress lines of its dossier; otherwise fewer entries than lines leave it open which were taken.",
    ),
  sessionPhrases: phrases("Câu báo phiên không còn.", "Phrases that mean that the session is over."),
  maintenancePhrases: phrases("Câu báo bảo trì hoặc quá tải.", "Phrases of maintenance or overload: later, not no."),
  alreadyExistsPhrases: phrases(
    "Câu báo hồ sơ đã có (không phải thứ khác).",
    "Phrases that mean that the dossier (not something else) exists.",
  ),
  unknownDossierPhrases: phrases("Câu báo không biết hồ sơ.", "Phrases that mean that the dossier is not known."),
  receivedPhrases: phrases(
    "Câu của hệ thống các bộ báo nội dung này đã có: coi là đã nhận.",
    "Phrases of ministries' systems that they have this content: a yes.",
  ),
  notUpdatablePhrases: phrases(
    "Câu đi kèm báo nội dung khác sẽ không được cập nhật.",
    "Phrases beside those that what differs is not taken: a no.",
  ),
  accessPhrases: phrases(
    "Câu báo không có quyền: đăng nhập lại một lần trước khi tin.",
    "Phrases of missing rights: believed after one new login.",
  ),
  unclearPhrases: phrases(
    "Câu từ chối không nói gì về dữ liệu: đăng nhập lại một lần trước khi tin.",
    "Refusals that say nothing of the data: believed after one new login.",
  ),
  exceptPhrases: phrases(
    "Câu có cụm này thì không đọc theo cụm nào ở trên.",
    "A message with one of these is read by none of the phrases.",
  ),
});

export type AnswersFile = z.infer<typeof answersFile>;
