import { canonicalJson } from "#core/message/canonical-json.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier, type CheckedDossier } from "#core/dossier/check-dossier.ts";
import type { Client } from "#core/client.ts";
import { agencyRefusal } from "#core/dossier/whose-dossier.ts";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { mapDossier, type MappedDossier } from "#core/message/plan-messages.ts";
import { isDatabaseUnavailable } from "#core/fault.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { IntakeStore } from "#core/ports/intake-store.ts";
import type { Acceptance, PushTerms } from "./acceptance.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createRefer, withoutLargeValues, withStoredPayloads, type LightDossier } from "./large-values.ts";
import type { CheckedPush } from "./push-plan.ts";
import { sha256 } from "./sha256.ts";
import { acceptFirstPushes } from "./accept-first-pushes.ts";
import { acceptFurtherPushes } from "./accept-further-pushes.ts";

/** What intake needs; `wake` tells this process's workers for these destinations, after the commit, that there is work. */
export interface AcceptDependencies {
  readonly clock: Clock;
  readonly sectors: SectorRegistry;
  readonly intake: IntakeStore;
  /** Where large values are kept. */
  readonly attachments: Pick<AttachmentStore, "keep">;
  /** From so many characters on a text value is large. */
  readonly largeFrom: number;
  readonly order: DeliveryOrder;
  readonly wake: (destinations: readonly string[]) => void;
}

/** Takes in one pushed dossier. */
export type Accept = (client: Client, input: unknown, terms?: Partial<PushTerms>) => Promise<Acceptance>;

/**
 * While one group is being committed the next is sent. A megabyte of JSON is hundreds of dossiers; more of them in a
 * group gain nothing and make the first wait.
 */
const GROUPS = { groups: 2, items: 64, weight: 1_048_576 };

/**
 * Makes intake: it checks a dossier, works out what the portal has to hear, and commits dossier, messages, idempotency
 * record, audit entry and queue job in one transaction. Large values are kept beside the database before that. Pushes that
 * come at the same time share a transaction. When the promise resolves with `accepted`, it is durable.
 */
export function createAccept({ clock, sectors, intake: store, wake, largeFrom, ...deps }: AcceptDependencies): Accept {
  const intake = { store, order: deps.order, attachments: deps.attachments };
  const inGroups = <Outcome>(serve: (pushes: readonly CheckedPush[]) => Promise<readonly Outcome[]>) =>
    createGroupCommit<Gathered, Outcome>({
      keyOf: ({ revision }) => revision.dossier.dossierCode,
      weightOf: ({ weight }) => weight,
      serve,
      strikesAll: isDatabaseUnavailable,
      limits: GROUPS,
    });
  const acceptFirst = inGroups((pushes) => acceptFirstPushes(intake, pushes));
  const acceptFurther = inGroups((pushes) => acceptFurtherPushes(intake, pushes));

  return async function accept(client, input, { idempotency = null, goesBack = false } = {}) {
    const checked = checkDossier(input, sectors);
    if (!checked.ok) return { outcome: "invalid", dossierCode: codeOf(input), issues: checked.issues };
    const { dossierCode, agencyCode } = checked.dossier;
    const issue = agencyRefusal(client, agencyCode);
    if (issue !== null) return { outcome: "forbidden", dossierCode, issue };

    const content = canonicalContent(checked);
    const refer = createRefer();
    const light =
      content.length < largeFrom ? { ...checked, ...NO_LARGE_VALUES } : withoutLargeValues(checked, largeFrom, refer);
    const revision = {
      clientId: client.id,
      dossier: light.dossier,
      record: light.record,
      largeValues: light.largeValues,
      adapterVersion: checked.adapter.version,
      contentSha256: sha256(content),
      warnings: checked.warnings,
      at: new Date(clock.now()),
    };
    const mapped = withStoredPayloads(mapDossier(checked), content.length, largeFrom, refer);
    const contents = contentsOf(light, mapped);
    const weight = light.largeValues.reduce((left, { bytes }) => left - bytes, content.length);
    const push = { client, checked, mapped, revision, contents, idempotency, goesBack, weight };
    const { answer, destinations } = (await acceptFirst(push)) ?? (await acceptFurther(push));
    if (destinations.length > 0) wake(destinations);
    return answer;
  };
}

const NO_LARGE_VALUES = { largeValues: [], contents: new Map<string, Uint8Array>() };

/** All that has to be kept before the push may be written. */
function contentsOf(
  { contents }: Pick<LightDossier, "contents">,
  { messages }: MappedDossier,
): CheckedPush["contents"] {
  return new Map([
    ...contents,
    ...messages.flatMap(({ stored }) => (stored === undefined ? [] : [...stored.contents])),
  ]);
}

/** What is hashed to know content again. */
export function canonicalContent({ dossier, record }: Pick<CheckedDossier, "dossier" | "record">): string {
  return canonicalJson({ ...dossier, record });
}

interface Gathered extends CheckedPush {
  /** Characters of JSON, without large values. */
  readonly weight: number;
}

function codeOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("dossierCode" in input)) return null;
  return typeof input.dossierCode === "string" ? input.dossierCode.slice(0, 50) : null;
}
