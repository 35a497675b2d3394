import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import type { Client } from "#core/client.ts";
import { mayHandOver } from "#core/dossier/whose-dossier.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { Receipt } from "#core/proof/found-signature.ts";
import type { Application, ApplicationStore, Handover, InboundCall } from "#core/sector/inbound-call.ts";
import type { JsonValue } from "#core/message/message.ts";
import type { IntakeStore } from "#core/ports/intake-store.ts";
import type { Clock } from "#core/ports/ports.ts";
import { sha256 } from "./sha256.ts";

/**
 * Takes over an application that another system hands to the province: reads it, keeps it once, and says what became of
 * it. When this resolves with `taken` or `replaced` it is durable.
 *
 * The same content again is a success, as every system that repeats a lost call needs it. Other content under a known
 * code is refused unless the caller says it corrects, or a supplement was asked for: of the systems seen one refuses every repeat and one replaces
 * silently, and neither is safe for who files.
 */
export async function receiveApplication(
  deps: {
    readonly clock: Clock;
    readonly applications: ApplicationStore;
    readonly intake: Pick<IntakeStore, "look">;
  },
  {
    sector,
    call,
    body,
    actor,
    client,
    signed,
  }: {
    readonly sector: string;
    readonly call: InboundCall;
    readonly body: JsonValue;
    readonly actor: string;
    /** Null for a caller known by its address alone. */
    readonly client: Client | null;
    readonly signed: Receipt | null;
  },
): Promise<Handover> {
  const read = call.read(body);
  if (!read.ok) return { kind: "invalid", issues: read.issues };
  const { application, isCorrection } = read;
  if (client !== null && client.agencies !== null) {
    const { dossierCode } = application;
    const known = await deps.intake.look({ dossierCode, contentSha256: "" });
    if (!mayHandOver(client, dossierCode, known?.stored ?? null)) return { kind: "forbidden" };
  }
  const kind = await deps.applications.keep({
    sector,
    call: call.name,
    application,
    contentSha256: sha256(canonicalJson(contentOf(application))),
    mayReplace: (status) => isCorrection || (status !== null && statusHas(status, "asksForSupplement")),
    at: new Date(deps.clock.now()),
    actor,
    signed,
  });
  return { kind, dossierCode: application.dossierCode };
}

function contentOf({ procedureCode, submittedOn, record, files }: Application): JsonValue {
  return { procedureCode, submittedOn, record, files: files.map(({ name, content, url }) => ({ name, content, url })) };
}
