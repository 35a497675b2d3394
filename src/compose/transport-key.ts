import { canonicalJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { DoorConfig } from "../config/destinations.ts";

/** All that decides how a destination is reached: address, account, limits, trust. When, and who signs, are other matters. */
export type TransportConfig = Omit<DoorConfig, "from" | "to" | "signingProfile">;

/**
 * A key under which the client for this configuration is kept: equal for configurations that mean the same, whatever the
 * order of their members and whether an absent one is left out or undefined; different as soon as any setting is.
 */
export function transportKey(config: TransportConfig): string {
  // Through JSON, which leaves out what is undefined; the configuration came from YAML and holds nothing JSON cannot say.
  return canonicalJson(JSON.parse(JSON.stringify(config)) as JsonObject);
}
