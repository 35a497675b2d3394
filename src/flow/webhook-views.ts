import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Webhook, WebhookStore, WebhookView } from "#core/ports/webhooks.ts";

/** How the configured webhooks stand; rows of webhooks that are configured no more are left out. */
export async function webhookViews(
  store: Pick<WebhookStore, "states">,
  webhooks: readonly Pick<Webhook, "name" | "client">[],
): Promise<WebhookView[]> {
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
