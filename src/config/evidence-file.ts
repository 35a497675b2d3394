import { z } from "zod";

/** `evidence` of the file: what goes into every evidence container besides the dossier's own. */
export const evidenceFile = z
  .strictObject({
    revocationFiles: z
      .array(z.string().min(1))
      .max(16)
      .default([])
      .describe(
        "Tệp CRL (DER, PEM) hoặc trả lời OCSP (DER) của các CA, kèm vào mọi gói. CRL or OCSP files of the CAs, read for each container.",
      ),
  })
  .default({ revocationFiles: [] })
  .describe("Gói bằng chứng (docs/evidence.md). Evidence containers (docs/evidence.md).");
