import type { Events } from "#core/ports/events.ts";
import { expiryAlert } from "#core/proof/expiry-alert.ts";
import type { Clock, Random, Signer } from "#core/ports/ports.ts";
import type { TimestampStore } from "#core/proof/timestamps.ts";
import type { Config } from "../config/config.ts";
import { type CertificationPath, isInForce, subjectOf } from "../signing/trust/certificate.ts";
import { readTrustAnchors } from "../signing/trust/trust-file.ts";
import { createTimestampClient, type TimestampClientOptions } from "../signing/timestamps/timestamp-client.ts";
import { startRounds } from "../worker/rounds.ts";
import { startTimestamping } from "../worker/timestamping.ts";
import type { Verifying } from "./verifying.ts";

const DAY_MS = 24 * 3_600_000;
const TIMESTAMP_CA = "timestamps.caFile";

export interface ProvingOptions {
  readonly config: Pick<Config, "timestamps">;
  readonly signer: Signer;
  /** Certificates that sign, or will, each with its issuers. */
  readonly chains: readonly CertificationPath[];
  readonly revocationDoubts: Verifying["revocationDoubts"];
  readonly store: TimestampStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  readonly fetch: TimestampClientOptions["fetch"];
}

/**
 * What keeps signatures provable, beside delivery and never in its way: a watch over the signing certificates, and, where
 * an authority is configured, timestamps over what was sent. What CAs say of the gateway's own certificates is only told:
 * they may be out of reach, or wrong, and whoever takes the dossiers decides by himself whom he believes.
 *
 * @throws Fault `config-invalid` when the authority's CA file cannot be read
 */
export function startProving(options: ProvingOptions): AsyncDisposable {
  const { config, signer, chains, revocationDoubts, store, clock, random, events, fetch } = options;
  const stack = new AsyncDisposableStack();
  const { timestamps } = config;
  // Before anything starts, so that nothing has to be stopped again.
  const trustAnchors = timestamps === undefined ? [] : readTrustAnchors(TIMESTAMP_CA, timestamps.caFile);
  stack.use(
    startRounds({
      name: "certificate",
      everyMs: DAY_MS,
      events,
      round: async () => {
        const { subject, notAfter } = signer;
        const now = new Date(clock.now());
        events.certificateLasts({ subject, notAfter, ...expiryAlert(notAfter, now) });
        if (timestamps !== undefined && trustAnchors.every((anchor) => !isInForce(anchor, now)))
          events.trustOutsideDates({ setting: TIMESTAMP_CA, path: timestamps.caFile });
        for (const chain of chains.filter(([leaf]) => isInForce(leaf, now))) {
          for (const doubt of await revocationDoubts(chain))
            events.certificateDoubted({ subject: subjectOf(chain[0]), ...doubt });
        }
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
