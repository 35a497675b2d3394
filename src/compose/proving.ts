import type { Events } from "#core/ports/events.ts";
import { expiryAlert } from "#core/proof/expiry-alert.ts";
import type { Clock, Random, Signer } from "#core/ports/ports.ts";
import type { TimestampStore } from "#core/proof/timestamps.ts";
import type { Config } from "../config/config.ts";
import { readTrustFile } from "../signing/trust/trust-file.ts";
import { createTimestampClient, type TimestampClientOptions } from "../signing/timestamps/timestamp-client.ts";
import { startRounds } from "../worker/rounds.ts";
import { startTimestamping } from "../worker/timestamping.ts";

const DAY_MS = 24 * 3_600_000;

export interface ProvingOptions {
  readonly config: Pick<Config, "timestamps">;
  readonly signer: Signer;
  readonly store: TimestampStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  readonly fetch: TimestampClientOptions["fetch"];
}

/**
 * What keeps signatures provable, beside delivery and never in its way: a watch over the signing certificate, and, where
 * an authority is configured, timestamps over what was sent.
 *
 * @throws Fault `config-invalid` when the authority's CA file cannot be read
 */
export function startProving({ config, signer, store, clock, random, events, fetch }: ProvingOptions): AsyncDisposable {
  const stack = new AsyncDisposableStack();
  const { timestamps } = config;
  // Before anything starts, so that nothing has to be stopped again.
  const trustAnchors = timestamps === undefined ? [] : readTrustFile("timestamps.caFile", timestamps.caFile);
  stack.use(
    startRounds({
      name: "certificate",
      everyMs: DAY_MS,
      events,
      round: async () => {
        const { subject, notAfter } = signer;
        events.certificateLasts({ subject, notAfter, ...expiryAlert(notAfter, new Date(clock.now())) });
      },
    }),
  );
  if (timestamps !== undefined) {
    const { url, policy, timeoutMs, windowSeconds, maxEnvelopes } = timestamps;
    const asked = { url, timeoutMs, trustAnchors, ...(policy !== undefined && { policy }) };
    const authority = createTimestampClient({ ...asked, fetch, clock, random });
    const windowMs = windowSeconds * 1000;
    stack.use(startTimestamping({ store, authority, random, events, mostEnvelopes: maxEnvelopes, windowMs }));
  }
  return stack;
}
