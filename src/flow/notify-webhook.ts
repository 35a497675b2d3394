import { nextDelayMs } from "#core/delivery/backoff.ts";
import type { Client } from "#core/client.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import type { Change, ChangeFeed, ChangePage } from "#core/ports/changes.ts";
import type { Events } from "#core/ports/events.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { Clock, Random } from "#core/ports/ports.ts";
import type {
  Webhook,
  WebhookAnswer,
  WebhookClaim,
  WebhookMessage,
  WebhookSender,
  WebhookStore,
} from "#core/ports/webhooks.ts";
import { scopeOn } from "#core/scope.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import { sha256 } from "./sha256.ts";

export interface NotifyDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly feed: Pick<ChangeFeed, "read">;
  readonly store: Pick<WebhookStore, "claim" | "nextTryAt" | "begin" | "settle">;
  readonly sender: WebhookSender;
  /** As clients are now: what was taken from one since the start is not sent any more. */
  readonly clients: { byId(id: string): Client | null };
  readonly events: Pick<Events, "webhookAnswered" | "webhookDisabled">;
}

/** Whether to come back at once, and if not, when at the latest: null leaves that to the next change. */
export type NextRun = "at-once" | { readonly at: Date | null };

/** How much longer than its request a webhook is leased: what is written before and after has to fit in. */
const LEASE_MARGIN_MS = 30_000;

/**
 * Sends one webhook its next changes, if any. How far a request reaches is written down before it is sent, so that after a
 * failure or a crash the same changes go out under the same id; the place moves on only when they were taken. Nothing is sent while its
 * client is not there or may not read; it goes on from where it was once that one may again.
 */
export async function notifyWebhook(deps: NotifyDependencies, configured: Webhook): Promise<NextRun> {
  const { clock, store } = deps;
  const owner = deps.clients.byId(configured.client);
  if (owner?.rights.has("read") !== true) return { at: null };
  const webhook = { ...configured, scope: owner.agencies };
  const { name } = webhook;
  const leaseToken = deps.random.uuid();
  const leaseMs = webhook.timeoutMs + LEASE_MARGIN_MS;
  const claimedAt = clock.now();
  const claim = await store.claim({
    name,
    leaseToken,
    leaseSeconds: leaseMs / 1000,
    longestWaitMs: webhook.retry.longestDelayMs,
    now: new Date(claimedAt),
  });
  if (claim === null) return { at: await store.nextTryAt(name) };

  const { page, missed, begun } = await nextPage(deps, webhook, claim);
  if (page.changes.length === 0) {
    await store.settle(name, leaseToken, { kind: "moved", cursor: page.nextCursor, takenAt: null });
    return page.more ? "at-once" : { at: null };
  }
  const held = begun || (await store.begin(name, leaseToken, page.nextCursor));
  // Frozen for so long that another may have it in hand by the time the answer comes: leave it to them.
  if (!held || clock.now() - claimedAt > LEASE_MARGIN_MS) return { at: await store.nextTryAt(name) };

  const startedAt = clock.now();
  const message = toMessage(webhook, page.changes, missed);
  const answer = await deps.sender.send(name, message, new Date(startedAt));
  const durationMs = clock.now() - startedAt;
  deps.events.webhookAnswered({ webhook: name, changes: page.changes.length, durationMs, answer });
  return settle(deps, webhook, { leaseToken, claim, page, answer });
}

/** The changes of the request under way, or else the next ones. */
async function nextPage(
  { feed, clock }: NotifyDependencies,
  { kinds, scope: configured, maxChanges }: Webhook,
  { cursor, sendingTo }: WebhookClaim,
): Promise<{ readonly page: ChangePage; readonly missed: boolean; readonly begun: boolean }> {
  const scope = scopeOn(configured, dayOf(formatInstant(clock.now())));
  const query = { limit: maxChanges, scope, ...(kinds === null ? {} : { kinds }) };
  const until = sendingTo === null ? {} : { until: sendingTo };
  const page = await feed.read({ ...query, ...until, after: cursor });
  if (!("lost" in page)) return { page, missed: false, begun: sendingTo !== null };
  // It stood still for longer than changes are kept: go on from the oldest there is, and say so.
  const oldest = await feed.read(query);
  if ("lost" in oldest) throw new Error(`The delta feed has no beginning (${oldest.lost})`);
  return { page: oldest, missed: true, begun: false };
}

/** What is sent: canonical, and without the time of sending, so that the same changes make the same bytes. */
function toMessage({ name }: Webhook, changes: readonly Change[], missed: boolean): WebhookMessage {
  const body = canonicalJson({
    type: "dossiers.changed",
    timestamp: changes.at(-1)?.at ?? "",
    data: { webhook: name, changes: changes as unknown as readonly JsonObject[], ...(missed ? { missed } : {}) },
  });
  return { id: `msg_${sha256(`${name}\n${body}`).slice(0, 32)}`, body };
}

async function settle(
  { clock, random, store, events }: NotifyDependencies,
  webhook: Webhook,
  result: {
    readonly leaseToken: string;
    readonly claim: WebhookClaim;
    readonly page: ChangePage;
    readonly answer: WebhookAnswer;
  },
): Promise<NextRun> {
  const { name, retry } = webhook;
  const { leaseToken, claim, page, answer } = result;
  const now = clock.now();
  if (answer.kind === "taken") {
    await store.settle(name, leaseToken, { kind: "moved", cursor: page.nextCursor, takenAt: new Date(now) });
    return "at-once";
  }
  const failingFor = now - (claim.failingSince?.getTime() ?? now);
  const disabled = answer.kind === "gone" || failingFor >= webhook.disableAfterMs;
  const atLeast = Math.min(answer.retryAfterMs ?? 0, retry.longestDelayMs);
  const delay = nextDelayMs({ ...retry, maxAttempts: Infinity }, claim.failures + 1, random, atLeast);
  const nextTryAt = new Date(now + delay);
  const { cause, httpStatus = null } = answer;
  const failed = { kind: "failed", cause, httpStatus, at: new Date(now), nextTryAt, disabled } as const;
  const written = await store.settle(name, leaseToken, failed);
  if (written && disabled) events.webhookDisabled({ webhook: name, cause });
  return { at: disabled ? null : nextTryAt };
}
