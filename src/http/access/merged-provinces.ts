import type { Client } from "#core/client.ts";
import type { Clock } from "#core/ports/ports.ts";
import { scopeOn } from "#core/scope.ts";
import { dayOf, formatInstant } from "#schemas/common/timestamp.ts";
import type { ClientDirectory } from "../dependencies.ts";

/**
 * Gives clients out as their agencies reach today: who was given a whole province has those that have merged into it, be
 * it in the configuration or not, and whatever is decided by its agencies follows.
 */
export function mergedProvinces(directory: ClientDirectory, clock: Clock): ClientDirectory {
  const today = (client: Client | null): Client | null =>
    client && { ...client, agencies: scopeOn(client.agencies, dayOf(formatInstant(clock.now()))) };
  return {
    byKey: (apiKey) => today(directory.byKey(apiKey)),
    byId: (id) => today(directory.byId(id)),
    byKeySha256: (keySha256) => today(directory.byKeySha256(keySha256)),
  };
}
