import type { Dossier } from "./pushed-dossier.ts";
import type { RuleViolation } from "./rule.ts";

/** Places in a list of documents that name a file which is not among the dossier's attachments, or was removed. */
export function unknownPapers(
  dossier: Dossier,
  documents: readonly { readonly attachmentId: string }[],
  pointer: string,
): RuleViolation[] {
  const present = new Set(dossier.attachments.filter((paper) => !paper.deleted).map((paper) => paper.id));
  return documents.flatMap(({ attachmentId }, index) =>
    present.has(attachmentId) ? [] : [{ pointer: `${pointer}/${index}/attachmentId` }],
  );
}
