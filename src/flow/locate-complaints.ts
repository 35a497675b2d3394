import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { fieldLocator, type LocateField } from "#core/message/locate-fields.ts";
import { fieldsIn, traceLeaves } from "#core/message/trace-leaves.ts";
import type { DeliveryStore, DueMessage } from "#core/ports/delivery-store.ts";
import type { FieldComplaint } from "#schemas/portal/field-complaints.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import type { DeliveryDependencies } from "./delivery-dependencies.ts";

/** What locating needs besides the message. */
export interface LocatingDependencies {
  readonly store: Pick<DeliveryStore, "pushedDossier">;
  readonly sectorOf: (sector: string) => Pick<SectorAdapter, "toSectorMessages"> | undefined;
  readonly events: Pick<DeliveryDependencies["events"], "failed">;
}

/** So many fields are named in a sentence; all of them are among the issues. */
const MOST_IN_SENTENCE = 10;

/**
 * Turns what a ministry complains about, in its own fields' names, into issues of the dossier that was pushed, so that
 * whoever pushed it finds the place. Looked up by the sector's own mapping of that very dossier. What cannot be found points
 * at the dossier as a whole. Never fails: without the places the refusal stands as it is.
 */
export async function locateComplaints(
  { store, sectorOf, events }: LocatingDependencies,
  outcome: Outcome,
  message: Pick<DueMessage, "dossierCode" | "service">,
): Promise<Outcome> {
  const { complaints = [] } = outcome;
  if (complaints.length === 0) return outcome;
  try {
    const dossier = await store.pushedDossier(message.dossierCode);
    const adapter = dossier === null ? undefined : sectorOf(dossier.sector);
    if (dossier === null || adapter === undefined) return outcome;
    return withIssues(outcome, issuesOf(complaints, { dossier, adapter, service: message.service }));
  } catch (error) {
    events.failed("locate-complaints", error);
    return outcome;
  }
}

interface RefusedPush {
  /** As it was pushed, with its record. */
  readonly dossier: Dossier;
  readonly adapter: Pick<SectorAdapter, "toSectorMessages">;
  /** The service that refused what was made of it. */
  readonly service: string;
}

/** Complaints about a service's fields as issues of the dossier they were made of, in their order. Pure. */
export function issuesOf(complaints: readonly FieldComplaint[], push: RefusedPush): Issue[] {
  const locate = locatorFor(push);
  return complaints.flatMap(({ fields, said }) => {
    const found = new Set(fields.map(locate).filter((pointer) => pointer !== null));
    return (found.size === 0 ? [""] : [...found]).map((pointer) => toIssue(pointer, said));
  });
}

function locatorFor({ adapter, dossier, service }: RefusedPush): LocateField {
  return fieldLocator(
    traceLeaves(dossier, (changed) => {
      const { record, ...common } = changed as Dossier;
      const messages = adapter.toSectorMessages?.({ dossier: common, record }) ?? [];
      const ours = messages.filter((message) => message.service === service);
      return ours.length === 0 ? null : new Map(ours.flatMap(({ payload }) => [...fieldsIn(payload)]));
    }),
  );
}

function toIssue(pointer: string, said: string): Issue {
  return {
    pointer,
    code: "refused-by-receiver",
    message: `Hệ thống nhận báo: “${said}”`,
    messageEn: `The receiving system says: “${said}”`,
    severity: "error",
  };
}

function withIssues(outcome: Outcome, issues: readonly Issue[]): Outcome {
  const pointers = [...new Set(issues.map(({ pointer }) => pointer))].filter((pointer) => pointer !== "");
  if (pointers.length === 0) return { ...outcome, issues };
  const named = pointers.slice(0, MOST_IN_SENTENCE).join(", ");
  const others = pointers.length - MOST_IN_SENTENCE;
  const vi = ` Trường trong hồ sơ đã gửi: ${named}${others > 0 ? ` và ${others} trường khác` : ""}.`;
  const en = ` Fields of the pushed dossier: ${named}${others > 0 ? ` and ${others} more` : ""}.`;
  const { message, messageEn, happened } = outcome;
  return {
    ...outcome,
    issues,
    message: message + vi,
    messageEn: messageEn + en,
    // The sentence is put together anew when the message stops; the places stay in it.
    ...(happened !== undefined && { happened: { vi: happened.vi + vi, en: happened.en + en } }),
  };
}
