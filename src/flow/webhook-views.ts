import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Client } from "#core/client.ts";
import { coversScope } from "#core/scope.ts";
import type { Webhook, WebhookStore, WebhookView } from "#core/ports/webhooks.ts";

/**
 * How the configured webhooks stand that a client may see and, as an operator, put back to work: its own, and as an operator
 * those that are told of nothing outside its agencies. Rows of webhooks that are configured no more are left out.
 */
export async function webhookViews(
  store: Pick<WebhookStore, "states">,
  configured: readonly Pick<Webhook, "name" | "client" | "scope">[],
  { id, rights, agencies }: Pick<Client, "id" | "rights" | "agencies">,
): Promise<WebhookView[]> {
  const webhooks = configured.filter(
    ({ client, scope }) => client === id || (rights.has("operate") && coversScope(agencies, scope)),
  );
  if (webhooks.length === 0) return [];
  const states = new Map((await store.states()).map((state) => [state.name, state]));
  return webhooks.flatMap(({ name, client }) => {
    const state = states.get(name);
    if (state === undefined) return [];
    return [
      {
        ...state,
        client,
        failingSince: formatOrNull(state.failingSince),
        nextTryAt: state.state === "failing" ? formatInstant(state.nextTryAt.getTime()) : null,
        lastTakenAt: formatOrNull(state.lastTakenAt),
      },
    ];
  });
}

function formatOrNull(at: Date | null): string | null {
  return at === null ? null : formatInstant(at.getTime());
}
