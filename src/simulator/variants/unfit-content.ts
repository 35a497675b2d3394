import { createHash } from "node:crypto";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { ExaminedItem } from "../desks/write-desk.ts";

/**
 * Picks elements that a portal does not like the content of: of a dossier that is drawn, one content is unfit, however often
 * it comes, and any other is fit. So whoever corrects the dossier is done with it.
 *
 * @param draw asked once for each dossier
 */
export function unfitContent(draw: (dossierCode: string) => boolean): (item: ExaminedItem) => boolean {
  const unfit = new Map<string, string | null>();
  return ({ dossierCode, item }) => {
    const content = createHash("sha256").update(canonicalJson(item)).digest("hex");
    const known = unfit.get(dossierCode);
    if (known !== undefined) return known === content;
    const isUnfit = draw(dossierCode);
    unfit.set(dossierCode, isUnfit ? content : null);
    return isUnfit;
  };
}
