import type { Outcome } from "#core/delivery/outcome.ts";
import type { DueMessage } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies } from "../../src/flow/delivery-dependencies.ts";
import type { Batch } from "../../src/flow/lanes.ts";
import { fakeClock } from "../kit/fake-clock.ts";

export const clock = fakeClock();
export const NOW = clock.now();
export const after = (ms: number) => new Date(NOW + ms);

/** A message of a dossier as a claim brings it: number 1 says the dossier, what follows its progress. */
export function dueMessage(dossierCode: string, number: number, change: Partial<DueMessage> = {}): DueMessage {
  const kind = change.kind ?? (number === 1 ? "dossier" : "progress");
  return {
    id: `${dossierCode}${number}`,
    dossierCode,
    number,
    kind,
    service: kind === "dossier" ? "DongBoHoSoMC" : kind === "progress" ? "CapNhatTienDoHoSoMC" : "dangKyHoTich",
    payload: "{}",
    envelopeFields: null,
    state: "waiting",
    attempts: 0,
    failures: 0,
    spent: 0,
    dueAt: new Date(NOW),
    createdAt: new Date(NOW),
    portalKnown: false,
    ...change,
  } as DueMessage;
}

/** An envelope of these messages, which are all of one kind. */
export function batchOf(messages: readonly DueMessage[], change: Partial<Batch> = {}): Batch {
  const [first] = messages;
  if (first === undefined) throw new Error("an envelope has messages");
  return { kind: first.kind, destination: "portal", service: first.service, isUpdating: false, messages, ...change };
}

export const outcomeOf = (kind: Outcome["kind"], more: Partial<Outcome> = {}): Outcome => ({
  kind,
  cause: "http-503",
  message: "Thử.",
  messageEn: "Test.",
  ...more,
});

/** What the pure parts of delivery ask of their dependencies; the jitter is always the longest. */
export const needs = {
  clock,
  random: { next: () => 1, uuid: () => "id" },
  policy: {
    batchSize: 10,
    retry: { firstDelayMs: 1000, longestDelayMs: 60_000, maxAttempts: 3 },
    askAfterMs: 5000,
    settlingMs: 30_000,
    lostProgress: "resend",
    lostSector: "resend",
    asking: null,
    parkLostStatuses: [],
    doubtSessionAfterMs: 60_000,
  },
} as const satisfies Pick<DeliveryDependencies, "clock" | "random" | "policy">;
