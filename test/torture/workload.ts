import { createHash } from "node:crypto";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { mapDossier, NOTHING_REPORTED, planMessages, reportedKey, type Reported } from "#core/message/plan-messages.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import type { JsonObject, MessageKind } from "#core/message/message.ts";
import type { Contents } from "./check-contents.ts";
import type { Item } from "./ledgers.ts";

/** A dossier as it is pushed. */
export interface Pushable {
  readonly dossierCode: string;
}

const WITH_SECTOR_MESSAGE = JSON.stringify(readSample("civil-status", "birth-single-mother"));

/** Codes of one run, so that whoever reads a violation sees which push it was. */
export function codeOf(index: number): string {
  return `H36.03-260518-${String(1000 + index).padStart(6, "0")}`;
}

/**
 * What the vendor pushes about one dossier, one after the other. Of four dossiers one changes twice, one is pushed twice
 * as it is, one changes once, and one has a message for its ministry as well.
 */
export function revisionsOf(index: number): Pushable[] {
  const code = codeOf(index);
  const version = (number: number) => sampleDossier(code, { version: number, lines: number + 1 });
  switch (index % 4) {
    case 0:
      return [version(1), version(2), version(3)];
    case 1:
      return [version(1), version(1)];
    case 2:
      return [version(1), version(2)];
    default: {
      const sample = JSON.parse(WITH_SECTOR_MESSAGE) as Pushable;
      return [JSON.parse(WITH_SECTOR_MESSAGE.replaceAll(sample.dossierCode, code)) as Pushable];
    }
  }
}

/** Everything these pushes of one dossier owe the portal, in the order it has to arrive. */
export function itemsOwed(sectors: SectorRegistry, pushes: readonly Pushable[]): Item[] {
  const owed: Item[] = [];
  let told: Reported = NOTHING_REPORTED;
  for (const push of pushes) {
    const checked = checkDossier(push, sectors);
    if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
    const last = new Map(told.last);
    const entryIds = new Set(told.entryIds);
    for (const draft of planMessages(mapDossier(checked), told).drafts) {
      const { kind, service, payload, entryId } = draft;
      const text = canonicalJson(payload);
      owed.push({ kind, service, itemSha256: sha256(text) });
      if (entryId === undefined) last.set(reportedKey(draft), text);
      else entryIds.add(entryId);
    }
    told = { last, entryIds };
  }
  return owed;
}

/** What the portal has to hold once the last of these pushes has come through. */
export function contentsExpected(sectors: SectorRegistry, pushes: readonly Pushable[]): Contents {
  const checked = checkDossier(pushes.at(-1), sectors);
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  const drafts = Map.groupBy(planMessages(mapDossier(checked), NOTHING_REPORTED).drafts, ({ kind }) => kind);
  const payloads = (kind: MessageKind): JsonObject[] => (drafts.get(kind) ?? []).map(({ payload }) => payload);
  return { record: payloads("dossier")[0] ?? null, progress: payloads("progress"), sector: payloads("sector") };
}

/** The same dossier as somebody pushes it who has corrected what was refused: portal and ministry hear other words. */
export function corrected(push: Pushable, time: number): Pushable {
  const mended = JSON.parse(
    JSON.stringify(push).replace(CERTIFICATE, `"birthCertNumber":"${String(90_000 + time)}.GCS.99001.26"`),
  ) as Pushable;
  return Object.assign(mended, { summary: `Đã sửa lần ${time}` });
}

const CERTIFICATE = /"birthCertNumber":"[^"]*"/;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
