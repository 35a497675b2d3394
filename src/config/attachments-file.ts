import { z } from "zod";
import { LARGE_FROM, LEAST_LARGE_FROM } from "#core/message/content-reference.ts";

/** `attachments` of the file: what is kept beside the database. */
export const attachmentsFile = z
  .strictObject({
    largeFrom: z
      .int()
      .min(LEAST_LARGE_FROM)
      .default(LARGE_FROM)
      .describe(
        "Giá trị văn bản trong hồ sơ (thường là nội dung tệp base64) dài từ chừng này ký tự được lưu riêng, ngoài các bảng của hồ sơ. Text values of a dossier (file contents in base64, mostly) of so many characters and more are kept aside, outside the dossier's tables.",
      ),
  })
  .prefault({})
  .describe("Nội dung lớn của hồ sơ (docs/operations.md). Large contents of dossiers (docs/operations.md).");
