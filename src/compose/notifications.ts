import { readFileSync } from "node:fs";
import type { ChangeFeed } from "#core/ports/changes.ts";
import type { Events } from "#core/ports/events.ts";
import { Fault } from "#core/fault.ts";
import type { Clock, Random } from "#core/ports/ports.ts";
import type { WebhookStore } from "#core/ports/webhooks.ts";
import type { Secrets } from "../config/secrets.ts";
import type { WebhookConfig } from "../config/webhooks.ts";
import { notifyWebhook, type NotifyDependencies } from "../flow/notify-webhook.ts";
import { readWebhookSecret } from "../webhooks/standard-signature.ts";
import { createWebhookSender, type WebhookTarget } from "../webhooks/webhook-sender.ts";
import type { ChangeWatch } from "../worker/change-watch.ts";
import { startWebhookLoop } from "../worker/webhook-loop.ts";

export interface NotificationOptions {
  readonly webhooks: readonly WebhookConfig[];
  readonly targets: readonly WebhookTarget[];
  readonly feed: ChangeFeed;
  readonly store: WebhookStore;
  readonly watch: ChangeWatch;
  readonly clients: NotifyDependencies["clients"];
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  readonly version: string;
  /** How often to look for what another process left behind or an operator put back to work. */
  readonly lookMs: number;
}

/**
 * Starts telling the webhooks, each from where it stood. Disposing waits for the requests under way.
 * @throws when the database is away: the webhooks cannot be registered then
 */
export async function startNotifications(options: NotificationOptions): Promise<AsyncDisposable> {
  const { webhooks, feed, store, watch, clients, clock, random, events } = options;
  await using stack = new AsyncDisposableStack();
  const sender = stack.use(createWebhookSender(options.targets, `lienthong/${options.version}`));
  await store.register(
    webhooks.map(({ name }) => name),
    new Date(clock.now()),
  );
  const deps = { clock, random, feed, store, sender, clients, events };
  const notify = (webhook: Parameters<typeof notifyWebhook>[1]) => notifyWebhook(deps, webhook);
  stack.use(startWebhookLoop({ clock, webhooks, notify, watch, events, lookMs: options.lookMs }));
  return stack.move();
}

/**
 * Where a webhook is, with its secrets.
 * @throws Fault `config-missing`, `config-invalid` for a secret or an authority that is not there or cannot be read
 */
export function toWebhookTarget(webhook: WebhookConfig, secrets: Secrets): WebhookTarget {
  const { name, url, timeoutMs, allowPrivate, caFile } = webhook;
  const texts = secrets
    .webhookSecret(webhook.secret)
    .split(/[\s,]+/)
    .filter((text) => text !== "");
  const keys = texts.map((text) => readWebhookSecret(text)).filter((key) => key !== null);
  if (keys.length === 0 || keys.length < texts.length) {
    throw new Fault("config-invalid", {
      vi: `Khóa của webhook «${name}» không hợp lệ: cần whsec_ và 24 đến 64 byte dạng base64, ví dụ tạo bằng: echo whsec_$(openssl rand -base64 32).`,
      en: `The secret of webhook "${name}" is not valid: whsec_ and 24 to 64 bytes in base64 are needed; make one with: echo whsec_$(openssl rand -base64 32).`,
    });
  }
  return { name, url, keys, timeoutMs, allowPrivate, ...(caFile === undefined ? {} : { ca: readCa(name, caFile) }) };
}

function readCa(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const text = {
      vi: `Không đọc được caFile ${path} của webhook «${name}».`,
      en: `caFile ${path} of webhook "${name}" cannot be read.`,
    };
    throw new Fault("config-missing", text, { cause });
  }
}
