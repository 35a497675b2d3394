import { configureSectors } from "#core/sector/configure-sectors.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Config } from "../config/config.ts";
import { toDestinations, type DestinationConfig } from "../config/destinations.ts";
import { readSearchKey } from "../config/search-key.ts";
import type { Secrets } from "../config/secrets.ts";
import { toWebhooks, type WebhookConfig } from "../config/webhooks.ts";
import type { CallSignatures } from "../http/access/call-signatures.ts";
import type { WebhookTarget } from "../webhooks/webhook-sender.ts";
import { toWebhookTarget } from "./notifications.ts";
import { createVerifying, type Verifying } from "./verifying.ts";

/** What a configuration comes to once it is put together with the sectors, secrets and files that it names. */
export interface CheckedConfig {
  readonly sectors: SectorRegistry;
  readonly webhooks: readonly WebhookConfig[];
  readonly targets: readonly WebhookTarget[];
  readonly destinations: readonly DestinationConfig[];
  /** Null: one is made. */
  readonly givenSearchKey: ReturnType<typeof readSearchKey> | null;
  readonly verifying: Verifying;
  readonly callSignatures: CallSignatures | null;
}

/**
 * Who is reported to, and whom to believe. Opens and changes nothing, so that all that can be wrong about it shows first, and
 * can be looked at again while the gateway runs.
 * @throws Fault for whatever is wrong
 */
export function checkConfig(
  config: Config,
  secrets: Secrets,
  {
    registry,
    clock,
    fetch,
  }: {
    readonly registry: SectorRegistry;
    readonly clock: Clock;
    readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  },
): CheckedConfig {
  const sectors = configureSectors(registry, config.sectors);
  const webhooks = toWebhooks(config, secrets.bootstrapApiKey !== undefined);
  const targets = webhooks.map((webhook) => toWebhookTarget(webhook, secrets));
  const destinations = destinationsOf(config, sectors);
  const givenSearchKey = config.search.keyFile === null ? null : readSearchKey(config.search.keyFile);
  const verifying = createVerifying({ config, clock, fetch });
  const callSignatures = callSignaturesOf(config, sectors, verifying);
  return { sectors, webhooks, targets, destinations, givenSearchKey, verifying, callSignatures };
}

/** Where messages go besides the portal: to each sector that has messages of its own, and to its further systems. */
function destinationsOf(config: Config, sectors: SectorRegistry): readonly DestinationConfig[] {
  const names = sectors.all.flatMap(({ sector, toSectorMessages, furtherDestinations = [] }) =>
    toSectorMessages === undefined ? [] : [sector, ...furtherDestinations],
  );
  return toDestinations(config, names);
}

/** Who has to sign which calls from outside; null where nobody has to. */
function callSignaturesOf(config: Config, sectors: SectorRegistry, verifying: Verifying): CallSignatures | null {
  const { signatures } = config.inbound;
  const calls = sectors.all.flatMap(({ inbound = [] }) => inbound.map(({ name }) => name));
  const judge = verifying.inbound(signatures, config.portal.loopback ? null : config.portal.url, calls);
  return signatures === undefined || judge === null ? null : { ...signatures, judge };
}
