import { Fault } from "#core/fault.ts";
import type { Webhook } from "#core/ports/webhooks.ts";
import type { Config } from "./config.ts";
import type { WebhookFile } from "./webhook-file.ts";

/** A webhook with everything but its secrets. */
export interface WebhookConfig extends Webhook {
  readonly url: string;
  readonly allowPrivate: boolean;
  readonly caFile: string | undefined;
  /** Where its secrets come from. */
  readonly secret: { readonly env: string } | { readonly file: string };
}

/**
 * The webhooks of the file, each with what its client may read.
 * @param bootstrap whether there is a client of that name, which reads everything
 * @throws Fault `config-invalid` when the client is not there or may not read, or when changes would be forgotten sooner
 * than their webhook is given up
 */
export function toWebhooks(config: Config, bootstrap: boolean): WebhookConfig[] {
  return config.webhooks.map((file) => toWebhook(config, bootstrap, file));
}

function toWebhook(config: Config, bootstrap: boolean, file: WebhookFile): WebhookConfig {
  const { name, client, secretEnv, secretFile, disableAfterHours } = file;
  const owner = config.clients.find(({ id }) => id === client);
  const mayRead = owner === undefined ? bootstrap && client === "bootstrap" : owner.rights.includes("read");
  if (!mayRead) {
    throw invalid(name, {
      vi: `phần mềm «${client}» không có trong clients hoặc không có quyền read.`,
      en: `client "${client}" is not among clients, or has not the right to read.`,
    });
  }
  if (disableAfterHours >= config.changes.keepDays * 24) {
    throw invalid(name, {
      vi: "disableAfterHours phải ngắn hơn changes.keepDays, nếu không thay đổi có thể bị xóa trước khi gửi.",
      en: "disableAfterHours must be shorter than changes.keepDays, or changes would be forgotten unsent.",
    });
  }
  return {
    name,
    client,
    scope: owner?.agencies ?? null,
    kinds: file.kinds ?? null,
    maxChanges: file.maxChanges,
    timeoutMs: file.timeoutMs,
    retry: { firstDelayMs: file.firstDelayMs, longestDelayMs: file.longestDelayMs },
    disableAfterMs: disableAfterHours * 3_600_000,
    url: file.url,
    allowPrivate: file.allowPrivate,
    caFile: file.caFile,
    // The file has one of the two.
    secret: secretEnv === undefined ? { file: secretFile ?? "" } : { env: secretEnv },
  };
}

function invalid(name: string, reason: { readonly vi: string; readonly en: string }): Fault {
  return new Fault("config-invalid", {
    vi: `CONFIG_FILE, webhooks «${name}»: ${reason.vi}`,
    en: `CONFIG_FILE, webhooks "${name}": ${reason.en}`,
  });
}
