import { Fault } from "#core/fault.ts";
import { contentMissing } from "#core/delivery/content-missing.ts";
import { KeyUnavailable, SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import { lastWord, mayBeTheSession } from "#core/delivery/session-doubt.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Channel, EnvelopeContent, Signer } from "#core/ports/ports.ts";
import type { AttemptRecord, StoredEnvelope } from "#core/ports/delivery-store.ts";
import type { DeliveryDependencies, LeaseHold } from "./delivery-dependencies.ts";
import type { Batch } from "./lanes.ts";
import { readPayload, type ContentReader, type MissingContent } from "./kept-contents.ts";
import { locateComplaints } from "./locate-complaints.ts";
import { judgeReceivedBefore } from "./received-before.ts";
import { sha256 } from "./sha256.ts";

/** What came of sending one batch: the outcome that counts, and every attempt made on the way, as evidence. */
export interface Sent {
  readonly outcome: Outcome;
  readonly attempts: readonly AttemptRecord[];
}

/** Sends batches; remembers since when it knows the session, to tell an old one from a fresh one. */
export function createSender(deps: DeliveryDependencies) {
  const steady = neverSetBack(deps.clock);
  let known = { token: "", since: 0 };

  const sessionAge = (token: string): number => {
    const now = steady.now();
    if (known.token !== token) known = { token, since: now };
    return now - known.since;
  };

  /** Seals the batch and sends it; where the session may be why nothing of it was taken, once more with a new one. */
  return async function send(batch: Batch, hold: LeaseHold): Promise<Sent> {
    try {
      return await sendRenewing(batch, hold);
    } catch (error) {
      // The breaker's pass was taken for this; nobody else may wait for its outcome.
      deps.breaker.returnPass(batch.service);
      throw error;
    }
  };

  async function sendRenewing(batch: Batch, hold: LeaseHold): Promise<Sent> {
    const content = await contentOf(deps.attachments, batch);
    if ("missing" in content) {
      deps.breaker.returnPass(batch.service);
      return { outcome: notSentWithout(content), attempts: [] };
    }
    const attempts: AttemptRecord[] = [];
    const channel = deps.channel();
    let before: string | null = null;
    for (;;) {
      const session = await channel.portal.session();
      if ("failed" in session) {
        deps.breaker.record(session.failed, batch.service);
        return { outcome: session.failed, attempts };
      }
      const age = sessionAge(session.token);
      const tried = attempts.flatMap(({ envelopeId }) => envelopeId ?? []);
      const attempt = await sendOnce(deps, channel, batch, content, session.token, hold, tried).catch(
        unlessKeyUnavailable,
      );
      if (attempt instanceof KeyUnavailable) {
        const outcome = keyAwayOutcome(attempt);
        deps.breaker.record(outcome, batch.service);
        return { outcome, attempts };
      }
      attempts.push(attempt);
      const { outcome } = attempt;
      if (!mayBeTheSession(batch, outcome, age, deps)) return { outcome, attempts };
      if (before !== null) return { outcome: lastWord(outcome, before !== session.token), attempts };
      before = session.token;
      channel.portal.renounce(session.token);
    }
  }
}

async function sendOnce(
  deps: DeliveryDependencies,
  { portal, signer }: Channel,
  batch: Batch,
  content: EnvelopeContent,
  token: string,
  hold: LeaseHold,
  tried: readonly string[],
): Promise<AttemptRecord> {
  const body = portal.encode(content, token);
  const bodySha256 = sha256(body);
  const messageIds = batch.messages.map(({ id }) => id);
  const sentBefore = batch.messages.every(({ attempts }) => attempts > 0);
  const stored = sentBefore ? await deps.store.storedEnvelope(bodySha256, messageIds) : null;
  const envelope = stored ?? (await seal(deps, signer, batch, body));
  await deps.store.beginAttempt({
    leaseToken: hold.leaseToken,
    envelope,
    bodySha256,
    messageIds,
    isNew: stored === null,
  });
  if (!hold.stillHeld()) {
    throw new Fault("lease-lost", {
      vi: "Quyền xử lý hồ sơ đã hết hạn trước khi gửi; tiến trình khác sẽ gửi.",
      en: "The lease ran out before sending; another worker will send.",
    });
  }
  const startedAt = new Date(deps.clock.now());
  const dossierCodes = batch.messages.map(({ dossierCode }) => dossierCode);
  const outcome = await portal.send({ ...envelope, dossierCodes, token }, undefined, () => hold.stillHeld());
  const endedAt = new Date(deps.clock.now());
  deps.breaker.record(outcome, batch.service);
  deps.events.attemptEnded({
    destination: batch.destination,
    service: batch.service,
    envelopeId: envelope.id,
    items: batch.messages.length,
    durationMs: endedAt.getTime() - startedAt.getTime(),
    outcome,
  });
  const judged = batch.kind === "sector" ? await judgeSector(deps, batch, outcome, [...tried, envelope.id]) : outcome;
  return { kind: "send", envelopeId: envelope.id, messageId: null, startedAt, endedAt, outcome: judged };
}

/** What an answer to a sector's message, which travels alone, means when it is held against what was pushed. */
async function judgeSector(
  deps: DeliveryDependencies,
  { messages: [message] }: Batch,
  outcome: Outcome,
  envelopeIds: readonly string[],
): Promise<Outcome> {
  if (message === undefined) return outcome;
  const judged = await judgeReceivedBefore(deps.store, outcome, message, envelopeIds);
  return locateComplaints(deps, judged, message);
}

async function seal(
  deps: DeliveryDependencies,
  signer: Signer,
  batch: Batch,
  body: Uint8Array,
): Promise<StoredEnvelope> {
  const createdAt = new Date(deps.clock.now());
  return {
    id: deps.random.uuid(),
    destination: batch.destination,
    service: batch.service,
    isUpdating: batch.kind === "dossier" ? batch.isUpdating : null,
    body,
    signature: await signer.sign(body, createdAt),
    createdAt,
  };
}

/**
 * Payloads are stored as canonical JSON, so the envelope's data is put together as text, never parsed again. What is kept
 * aside is read for this envelope alone, and is gone from memory with it; a message with such content travels alone.
 */
async function contentOf(attachments: ContentReader, batch: Batch): Promise<EnvelopeContent | MissingContent> {
  const fields = batch.messages[0]?.envelope;
  const payloads: string[] = [];
  for (const { kind, payload } of batch.messages) {
    const whole = kind === "sector" ? await readPayload(attachments, payload) : { text: payload };
    if ("missing" in whole) return whole;
    payloads.push(whole.text);
  }
  return {
    service: batch.service,
    ...(batch.kind === "dossier" ? { isUpdating: batch.isUpdating } : {}),
    ...(fields === null || fields === undefined ? {} : { fields }),
    data: batch.kind === "sector" ? (payloads[0] ?? "{}") : `[${payloads.join(",")}]`,
  };
}

/** Nothing was sent: what the message refers to cannot be found. A person has to bring it back, or push the dossier again. */
function notSentWithout({ missing }: MissingContent): Outcome {
  const { vi, en } = contentMissing(missing);
  const [message, messageEn] = [`${vi} Chưa gửi gì.`, `${en} Nothing was sent.`];
  return { kind: "refused", party: "gateway", cause: "content-missing", message, messageEn };
}

function unlessKeyUnavailable(error: unknown): KeyUnavailable {
  if (error instanceof KeyUnavailable) return error;
  throw error;
}

/** Nothing was sent: the key could not sign. */
function keyAwayOutcome({ vi, en, retryAfterMs }: KeyUnavailable): Outcome {
  return {
    kind: "unavailable",
    party: "gateway",
    cause: SIGNING_KEY_UNAVAILABLE,
    message: vi,
    messageEn: en,
    retryAfterMs,
  };
}
