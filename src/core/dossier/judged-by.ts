import { dayOf } from "#schemas/common/timestamp.ts";
import type { Dossier } from "./pushed-dossier.ts";

/** The day whose law applies, `YYYY-MM-DD`: the day of receipt; before receipt, the day of submission; else open-ended. */
export function judgedBy({ receivedAt, submittedAt }: Pick<Dossier, "receivedAt" | "submittedAt">): string {
  const at = receivedAt ?? submittedAt;
  return at === null ? "9999-12-31" : dayOf(at);
}
