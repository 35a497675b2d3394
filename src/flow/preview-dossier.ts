import { canonicalJson } from "#core/message/canonical-json.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { DraftMessage } from "#core/message/message.ts";
import { allMessages } from "#core/message/plan-messages.ts";

/** What a push would do, without doing it. */
export interface Preview {
  /** Null when the dossier is too broken to have one. */
  readonly dossierCode: string | null;
  readonly valid: boolean;
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
  readonly messages: readonly Pick<DraftMessage, "kind" | "service" | "payload">[];
  /** Canonical bytes of the first envelope's `data`, as text; null when nothing would be sent. */
  readonly canonical: string | null;
}

/** Checks and maps a dossier and shows the messages it would make for a portal that knows nothing. Pure. */
export function previewDossier(sectors: SectorRegistry, input: unknown): Preview {
  const checked = checkDossier(input, sectors);
  if (!checked.ok) {
    const errors = checked.issues.filter((issue) => issue.severity === "error");
    const warnings = checked.issues.filter((issue) => issue.severity === "warning");
    return { dossierCode: null, valid: false, errors, warnings, messages: [], canonical: null };
  }
  const messages = allMessages(checked).map(({ kind, service, payload }) => ({ kind, service, payload }));
  const first = messages[0];
  return {
    dossierCode: checked.dossier.dossierCode,
    valid: true,
    errors: [],
    warnings: checked.warnings,
    messages,
    canonical: first === undefined ? null : canonicalJson([first.payload]),
  };
}
