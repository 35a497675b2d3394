import { canonicalJson } from "#core/message/canonical-json.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Client } from "#core/client.ts";
import { refusalOfPush } from "#core/dossier/whose-dossier.ts";
import { checkDossier, type CheckedDossier } from "#core/dossier/check-dossier.ts";
import { doubtGoingBack, olderRevision } from "#core/dossier/going-back.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { DraftMessage } from "#core/message/message.ts";
import type { NotTold } from "#core/message/not-told.ts";
import {
  mapDossier,
  NOTHING_REPORTED,
  planMessages,
  type MappedDossier,
  type Plan,
} from "#core/message/plan-messages.ts";
import type { IntakeStore, KnownDossier } from "#core/ports/intake-store.ts";
import { canonicalContent } from "./accept.ts";
import type { Acceptance, PushTerms } from "./acceptance.ts";
import { withStoredPayloads } from "./large-values.ts";
import { toldBefore } from "./push-plan.ts";
import { sha256 } from "./sha256.ts";

/** What a push would do, without doing it. */
export interface Preview {
  /** Null when the dossier is too broken to have one. */
  readonly dossierCode: string | null;
  readonly valid: boolean;
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** Who would have to hear of it and could not be told; absent: nobody. */
  readonly notTold?: readonly NotTold[];
  readonly messages: readonly Pick<DraftMessage, "kind" | "service" | "payload">[];
  /** Canonical bytes of the first envelope's `data`, as text; null when nothing would be sent. */
  readonly canonical: string | null;
}

export interface PreviewDependencies {
  readonly sectors: SectorRegistry;
  readonly intake: Pick<IntakeStore, "look">;
}

/**
 * Checks and maps a dossier and shows the messages it would make for a portal that knows nothing; refused where the push
 * would be. What there is to doubt is told in the light of what the dossier was before; it is read, and nothing is stored.
 */
export async function previewDossier(
  { sectors, intake }: PreviewDependencies,
  client: Client,
  input: unknown,
  { goesBack = false }: Partial<Pick<PushTerms, "goesBack">> = {},
): Promise<Preview | Extract<Acceptance, { outcome: "forbidden" }>> {
  const checked = checkDossier(input, sectors);
  if (!checked.ok) {
    const errors = checked.issues.filter((issue) => issue.severity === "error");
    const warnings = checked.issues.filter((issue) => issue.severity === "warning");
    return { dossierCode: null, valid: false, errors, warnings, messages: [], canonical: null };
  }
  const { dossierCode } = checked.dossier;
  const content = canonicalContent(checked);
  const contentSha256 = sha256(content);
  const known = await intake.look({ dossierCode, contentSha256 });
  const issue = refusalOfPush(client, checked.dossier, known?.stored ?? null);
  if (issue !== null) return { outcome: "forbidden", dossierCode, issue };
  const mapped = withStoredPayloads(mapDossier(checked), content.length, Infinity);
  const all = planMessages(mapped, NOTHING_REPORTED);
  const { warnings, notTold } =
    known === null
      ? all
      : foresee(checked, mapped, {
          ...known,
          contentSha256,
          goesBack: goesBack || known.stored.isReleased,
        });
  const messages = all.drafts.map(({ kind, service, payload }) => ({ kind, service, payload }));
  const first = messages[0];
  return {
    dossierCode,
    valid: true,
    errors: [],
    warnings: [...checked.warnings, ...warnings],
    ...(notTold.length === 0 ? {} : { notTold }),
    messages,
    canonical: first === undefined ? null : canonicalJson([first.payload]),
  };
}

/** What a push of this content would be told now. */
function foresee(
  { dossier }: CheckedDossier,
  mapped: MappedDossier,
  {
    stored,
    status,
    contentSha256,
    goesBack,
  }: KnownDossier & { readonly contentSha256: string; readonly goesBack: boolean },
): Pick<Plan, "warnings" | "notTold"> {
  const { sameRevision } = status;
  if (stored.contentSha256 === contentSha256) return { warnings: [], notTold: stored.notTold };
  if (sameRevision !== null && sameRevision !== stored.revision && !goesBack)
    return { warnings: [olderRevision(sameRevision, stored.revision)], notTold: stored.notTold };
  const told = toldBefore(status);
  const { warnings, notTold } = planMessages(mapped, told, stored);
  const doubts = goesBack ? [] : doubtGoingBack(dossier, { ...stored, entryIds: told.entryIds });
  return { warnings: [...warnings, ...doubts], notTold };
}
