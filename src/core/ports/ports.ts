/**
 * The doors of the domain to the outside. Rooms with I/O implement these; nothing in `core` or `flow` knows how.
 *
 * Terminology: an *envelope* is the exact bytes sent for one or more messages; an *attempt* is one try to send it;
 * a *session* is the portal's own token, which travels inside the envelope's bytes.
 */
import type { JsonObject } from "../message/message.ts";
import type { InquiryAnswer, Lookup, Outcome } from "../delivery/outcome.ts";

/** The time, as a parameter, so that every test is exact. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** Randomness, as a parameter: a number in [0, 1) and a random UUID. */
export interface Random {
  next(): number;
  uuid(): string;
}

/** A signature beside the bytes it covers, as it travels in an HTTP header. */
export interface DetachedSignature {
  /** Name of the profile that made it, e.g. `jws`. */
  readonly profile: string;
  /** HTTP header it travels in. */
  readonly header: string;
  readonly value: string;
  /** Base64url SHA-256 thumbprint of the signing certificate. */
  readonly certificateThumbprint: string;
}

/** Seals bytes with the key of the province. Key custody (file, hardware) is hidden behind it. */
export interface Signer {
  readonly profile: string;
  /** Subject of the signing certificate, for people. */
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /**
   * Signs the exact bytes.
   * @throws Fault `certificate-outside-dates` when `now` is outside the certificate's validity.
   */
  sign(bytes: Uint8Array, now: Date): Promise<DetachedSignature>;
}

/** What goes into one envelope, before it has a session and becomes bytes. */
export interface EnvelopeContent {
  /** Portal service, e.g. `DongBoHoSoMC`. */
  readonly service: string;
  /** Only for services that know it (`DongBoHoSoMC`): false creates, true replaces. */
  readonly isUpdating?: boolean;
  /** Fields beside `data` that only this service knows, e.g. `type`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** JSON text of the envelope's `data`, already canonical: an array for list services, an object otherwise. */
  readonly data: string;
}

/** Bytes ready for the wire. */
export interface SealedEnvelope {
  /** Id of the stored envelope; travels as `X-Request-Id` so that both sides can find it again. */
  readonly id: string;
  /** The service it is for. */
  readonly service: string;
  /** The dossier each of its items is about, in the order of the items, so that an answer can be read item by item. */
  readonly dossierCodes: readonly string[];
  readonly body: Uint8Array;
  readonly signature: DetachedSignature | null;
  /** The session it is sent under, the one inside the bytes where the wire puts it there. Kept out of evidence. */
  readonly token: string;
}

/** The national portal (or a ministry's system behind the same door). Never throws for what the network or portal does. */
export interface Portal {
  /** Current session token, logging in if there is none. */
  session(signal?: AbortSignal): Promise<{ readonly token: string } | { readonly failed: Outcome }>;
  /** Forgets `token` if it is still the current one, so that the next {@link session} logs in again. */
  renounce(token: string): void;
  /** The exact bytes for this content and session: canonical, so equal content gives equal bytes. */
  encode(content: EnvelopeContent, token: string): Uint8Array;
  /**
   * One attempt: sends these bytes as they are and classifies whatever comes back. `mayWrite` is asked at the last moment,
   * after every wait for a turn, a login or a connection and before the first byte; when it says no, nothing is sent.
   */
  send(envelope: SealedEnvelope, signal?: AbortSignal, mayWrite?: () => boolean): Promise<Outcome>;
  /** Asks what the portal holds about a dossier (`TraCuuHoSo`). Renews the session once when refused. */
  lookup(dossierCode: string, signal?: AbortSignal): Promise<Lookup>;
  /** Asks anything that changes nothing there; `body` goes beside service, unit and session. Renews the session once. */
  ask(service: string, body: JsonObject, signal?: AbortSignal): Promise<InquiryAnswer>;
}

/** How a destination is reached: the client that speaks its wire, and the key that signs for it. */
export interface Channel {
  readonly portal: Portal;
  readonly signer: Signer;
}

/** State of the breaker that stands between the worker and a destination. */
export interface BreakerView {
  readonly state: "closed" | "open" | "half-open";
  /** When it entered this state. */
  readonly since: Date;
  /** Nothing is sent until then, because somebody said so beforehand; null: no pause. */
  readonly pausedUntil: Date | null;
}

/** A destination as the status pages see it. */
export interface DestinationView {
  readonly name: string;
  breaker(): BreakerView;
  /** Its services that fail while others answer; what is for them waits. */
  stoppedServices(): readonly { readonly service: string; readonly since: Date }[];
}
