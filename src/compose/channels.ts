import { setTimeout as sleep } from "node:timers/promises";
import { PORTAL } from "#core/delivery/destination.ts";
import type { Events } from "#core/ports/events.ts";
import type { AnswerPattern } from "#core/sector/answer-pattern.ts";
import { Fault } from "#core/fault.ts";
import type { ReceiptRules } from "#core/proof/found-signature.ts";
import type { Channel, Clock, Portal, Random, Signer } from "#core/ports/ports.ts";
import type { Config } from "../config/config.ts";
import type { DestinationConfig } from "../config/destinations.ts";
import type { ReceiptsFile } from "../config/trust-files.ts";
import type { Secrets } from "../config/secrets.ts";
import { answerRules } from "../destinations/answers/answer-rules.ts";
import { channelByDate } from "../destinations/dated-channel.ts";
import { createTransport } from "../destinations/wires/http-transport.ts";
import { rateLimited } from "../destinations/rate-limited-destination.ts";
import { createPortalClient } from "../destinations/wires/envelope/envelope-client.ts";
import { createRestClient } from "../destinations/wires/rest/rest-client.ts";
import type { CertificationPath } from "../signing/trust/certificate.ts";
import { isDemoCertificate } from "../signing/trust/demo-certificate.ts";
import { type KeyRing, openKeyRing } from "../signing/signers/key-ring.ts";
import type { SigningKey } from "../signing/keys/signing-key.ts";
import { createSigner, singleProfile } from "../signing/signers/signing-profiles.ts";
import { createRollingSigner } from "../signing/signers/rolling-signer.ts";
import { readAdapterTls } from "./adapter-tls.ts";
import { transportKey, type TransportConfig } from "./transport-key.ts";

/** What the channels need of the gateway. */
export interface ChannelDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Pick<Events, "signingTokenChanged" | "batchSigned">;
  /** What the sectors know of how their ministries answer. */
  readonly answerPatterns: readonly AnswerPattern[];
  /** Makes the rules for a door's answers; `real` is its address unless it leads to this machine. */
  readonly receiptRules: (file: ReceiptsFile, real: string | null) => ReceiptRules;
}

/** Ways to every destination, by name. Disposing closes the connections. */
export interface Channels extends AsyncDisposable {
  readonly byDestination: ReadonlyMap<string, () => Channel>;
  /** Signs by itself what is no envelope, with the national portal's profile and never in batches. */
  readonly signer: Signer;
  /** Seals evidence containers, with the same key; made when it is first asked for. */
  readonly sealer: () => Signer;
  /** Certificates of the keys and their issuers, DER. */
  readonly certificates: readonly Uint8Array[];
  /** Each key's certificate and its issuers, as far as they are at hand. */
  readonly chains: readonly CertificationPath[];
}

/**
 * Opens the client and the signer of every destination. Doors that lead to the same place under the same account share
 * one client, and with it one session.
 * @throws Fault `certificate-for-demo-only` when a published demo key would sign for a real system; `config-missing`,
 * `config-invalid`, `key-unreadable` and the like as they come
 */
export async function openChannels(
  config: Config,
  destinations: readonly DestinationConfig[],
  secrets: Secrets,
  dependencies: ChannelDependencies,
): Promise<Channels> {
  const { clock } = dependencies;
  await using stack = new AsyncDisposableStack();
  const { keys } = stack.use(await openKeys(config, secrets, dependencies));
  const [key, ...successors] = keys;
  refuseDemoKeys(keys, config, destinations);
  const batch = { ...config.signing.batch, wait: (ms: number) => sleep(ms), onSigned: dependencies.events.batchSigned };
  const signers = new Map<string, Signer>();
  const signerOf = (profile: string) =>
    remember(signers, profile, () =>
      createRollingSigner([
        createSigner({ profile, key, batch }),
        ...successors.map((next) => createSigner({ profile, key: next, batch })),
      ]),
    );

  const tls = readAdapterTls(config.portal.tlsFiles, new Date(clock.now()));
  const clients = new Map<string, Portal>();
  /** The portal's own door is opened first, so that a limit on it holds for every destination behind it. */
  const clientOf = (door: TransportConfig, perMinute: number | null) =>
    remember(clients, transportKey(door), () => {
      const { timeoutMs, providerUrl, password: source, wire, tokenUrl, receipts, answers, loopback, ...rest } = door;
      const password = secrets.destinationPassword(source);
      const transport = createTransport({ connections: config.delivery.concurrency + 2, timeoutMs, tls });
      stack.defer(() => transport.close());
      const { sessionMinutes, maxAnswerBytes } = config.portal;
      const common = {
        password,
        timeoutMs,
        sessionMinutes,
        maxAnswerBytes,
        fetch: transport.fetch,
        clock,
        answerRules: answerRules(answers, dependencies.answerPatterns),
        ...(receipts !== undefined && { receipts: dependencies.receiptRules(receipts, loopback ? null : rest.url) }),
      };
      const client =
        wire === "rest"
          ? createRestClient({
              ...common,
              url: rest.url,
              username: rest.username,
              ...(tokenUrl === undefined ? {} : { tokenUrl }),
            })
          : createPortalClient({ ...common, ...rest, ...(providerUrl === undefined ? {} : { providerUrl }) });
      return perMinute === null ? client : rateLimited(client, { clock, perMinute, wait });
    });

  const { url, loopback, context, username, unitCode, dstcode, providerUrl, timeoutMs, receipts, answers } =
    config.portal;
  const signer = signerOf(config.signing.profile);
  const portal: Channel = {
    portal: clientOf(
      {
        wire: "envelope",
        tokenUrl: undefined,
        url,
        context,
        dstcode,
        providerUrl,
        username,
        unitCode,
        timeoutMs,
        receipts,
        answers,
        loopback,
        password: null,
      },
      config.delivery.requestsPerMinute,
    ),
    signer,
  };
  const byDestination = new Map<string, () => Channel>([[PORTAL, () => portal]]);
  for (const { name, doors, requestsPerMinute } of destinations) {
    const dated = doors.map(({ from, to, signingProfile, ...door }) => ({
      from,
      to,
      portal: clientOf(door, requestsPerMinute),
      signer: signerOf(signingProfile),
    }));
    byDestination.set(name, channelByDate(dated, signer, clock));
  }
  const owned = stack.move();
  const chains = keys.map(({ chain }) => chain);
  const certificates = chains.flatMap((chain) => chain.map(({ raw }) => raw));
  return {
    byDestination,
    signer: signerOf(singleProfile(config.signing.profile)),
    sealer: () => signerOf("cms"),
    certificates,
    chains,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Waits, or less when the signal aborts; an abort only ends the wait. */
async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

function remember<V>(kept: Map<string, V>, name: string, make: () => V): V {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = make();
  kept.set(name, made);
  return made;
}

function openKeys(config: Config, secrets: Secrets, { clock, random, events }: ChannelDependencies): Promise<KeyRing> {
  const { keyPath, nextKeyPath, tokens } = config.signing;
  return openKeyRing({
    current: { path: keyPath, password: secrets.signingKeyPassword },
    ...(nextKeyPath !== undefined && { next: { path: nextKeyPath, password: secrets.nextSigningKeyPassword } }),
    now: new Date(clock.now()),
    tokens: { ...tokens, clock, random, onChange: (change) => events.signingTokenChanged(change) },
  });
}

function refuseDemoKeys(keys: readonly SigningKey[], config: Config, destinations: readonly DestinationConfig[]): void {
  const real = [config.portal, ...destinations.flatMap(({ doors }) => doors)].find(({ loopback }) => !loopback);
  const demo = keys.find(({ chain }) => chain.some((certificate) => isDemoCertificate(certificate)));
  if (real === undefined || demo === undefined) return;
  throw new Fault("certificate-for-demo-only", {
    vi: `SIGNING_KEY (${demo.path}) là khóa thử nghiệm công khai; không được ký gửi tới ${real.url}. Dùng khóa được cấp.`,
    en: `SIGNING_KEY (${demo.path}) is a published demo key and must not sign for ${real.url}. Use the key that was issued.`,
  });
}
