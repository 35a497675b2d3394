import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Client } from "#core/client.ts";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { Events } from "#core/ports/events.ts";
import type { TimelineEntry } from "#core/ports/status-reads.ts";
import type { Channel, Signer } from "#core/ports/ports.ts";
import type { Claim } from "#core/ports/delivery-store.ts";
import { createAccept, type Accept } from "../../src/flow/accept.ts";
import type { Acceptance } from "../../src/flow/acceptance.ts";
import { askDestination } from "../../src/flow/ask-destination.ts";
import { createDeliver } from "../../src/flow/deliver.ts";
import type { DeliveryPolicy } from "../../src/flow/delivery-dependencies.ts";
import { createBreaker, type Breaker } from "../../src/destinations/breaker/breaker.ts";
import { awaitingKey } from "../../src/destinations/breaker/key-gate.ts";
import { withServices, type ServiceBreakers } from "../../src/destinations/breaker/service-breakers.ts";
import { answerRules } from "../../src/destinations/answers/answer-rules.ts";
import type { WireFetch } from "../../src/destinations/wires/exchange.ts";
import { createPortalClient } from "../../src/destinations/wires/envelope/envelope-client.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSignatureJudge, type SignatureJudgeOptions } from "../../src/signing/verify/signature-judge.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import type { FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import type { LedgerLine } from "../../src/simulator/ledger.ts";
import type { PortalProfile } from "../../src/simulator/profile.ts";
import { createSimulator, type Simulator } from "../../src/simulator/simulator.ts";
import { ConnectionDropped } from "../../src/simulator/wire.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fakeClock, type FakeClock } from "../kit/fake-clock.ts";
import { sampleDossier, type SampleOptions } from "../kit/sample-dossier.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import type { DatabaseUnderTest } from "../store/database-under-test.ts";

const sectors = await loadSectors();
const certificates = (name: string) => fileURLToPath(new URL(`../../certs.example/${name}`, import.meta.url));
const trustAnchors = [new X509Certificate(readFileSync(certificates("ca.pem")))];

/** A client with every right everywhere. */
export const VENDOR: Client = {
  id: "vendor",
  name: "Phần mềm một cửa Mẫu",
  rights: new Set(["push", "read", "operate"]),
  agencies: null,
};

/** The flows on a real database and a simulated portal, under a clock that only moves when told. */
export interface FlowUnderTest {
  readonly clock: FakeClock;
  readonly simulator: Simulator;
  readonly breaker: Breaker;
  readonly services: ServiceBreakers;
  readonly place: DatabaseUnderTest;
  /** The way to the simulated portal. */
  readonly channel: () => Channel;
  /** Names of the system's events, with what they were about. */
  readonly heard: readonly { readonly name: string; readonly input: unknown }[];
  push(
    dossierCode: string,
    options?: SampleOptions & { readonly client?: Client; readonly key?: string; readonly goesBack?: boolean },
  ): Promise<Acceptance>;
  /** Pushes a dossier exactly as it is given. */
  pushAsIs(dossier: unknown, terms?: Parameters<Accept>[2], client?: Client): Promise<Acceptance>;
  /** Asks a sector's destination about what is due; false when nothing was. */
  ask(destination: string, signal?: AbortSignal): Promise<boolean>;
  /** Claims what is due for the first destination that has anything and delivers it; false when nothing was. */
  deliver(options?: { readonly limit?: number; readonly signal?: AbortSignal }): Promise<boolean>;
  /** Delivers, moving the clock whenever everything is put off, until nothing more happens by itself. */
  deliverAll(): Promise<void>;
  faults(...rules: readonly FaultRule[]): void;
  /** What the portal applied for a dossier, shortened: `create`, `update`, `progress 2`, `sector`. */
  applied(dossierCode?: string): string[];
  lines(dossierCode?: string): readonly LedgerLine[];
  state(dossierCode: string): Promise<string | undefined>;
  timeline(dossierCode: string): Promise<readonly TimelineEntry[]>;
  /** Outcomes of the attempts made for a dossier, e.g. `send unknown (timeout)`. */
  attempts(dossierCode: string): Promise<string[]>;
}

export interface FlowUnderTestOptions {
  readonly policy?: Partial<DeliveryPolicy>;
  readonly profile?: Partial<PortalProfile>;
  /** From how many characters on a value is kept aside; default as in a gateway. */
  readonly largeFrom?: number;
  /** Makes this system's ids differ from another's on the same database. */
  readonly seed?: number;
  /** How long the client really waits for an answer to `slow` and `hang`. */
  readonly timeoutMs?: number;
  /** What signs in the place of the signer with the demo key. */
  readonly signer?: (signer: Signer) => Signer;
  /** What a ministry's service answers to a call in the place of the simulator; undefined leaves it to that. */
  readonly ministry?: (call: MinistryCall) => object | undefined;
  /** The portal signs its answers, and this is what they are worth. */
  readonly receipts?: { readonly require: boolean } & Partial<Omit<SignatureJudgeOptions, "clock">>;
}

/** A call to a service behind the portal's door. */
export interface MinistryCall {
  readonly service: string;
  readonly session: string;
  readonly data: JsonObject;
}

/** Whom the demo's key belongs to. */
export const DEMO_SIGNER = "CN=Liên Thông DEMO - KHÔNG DÙNG THẬT, O=LIEN THONG DEMO - NOT FOR USE, C=VN";

/** Time between two questions to a ministry about one dossier. */
export const ASK_EVERY_MS = 600_000;

const POLICY: DeliveryPolicy = {
  batchSize: 10,
  retry: { firstDelayMs: 1000, longestDelayMs: 60_000, maxAttempts: 12 },
  askAfterMs: 2000,
  settlingMs: 30_000,
  lostProgress: "resend",
  lostSector: "resend",
  asking: { services: sectors.all.flatMap(({ inquiry }) => inquiry?.services ?? []), everyMs: ASK_EVERY_MS },
  parkLostStatuses: ["5"],
  doubtSessionAfterMs: 60_000,
};

export function openFlowUnderTest(place: DatabaseUnderTest, options: FlowUnderTestOptions = {}): FlowUnderTest {
  const clock = fakeClock();
  const random = seededRandom(options.seed ?? 11);
  const key = readKeyFile({
    path: certificates("signing.p12"),
    password: "lienthong-demo",
    now: new Date(clock.now()),
  });
  const signer = createSigner({ profile: "jws", key });
  const { receipts: { require, ...judging } = {} } = options;
  const simulator = createSimulator({
    clock,
    random,
    trustAnchors,
    ...(require !== undefined && { signer }),
    profile: options.profile ?? {},
    sectors: sectors.all,
    // `slow` and `hang` last until the client gives up.
    wait: (_ms, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
  });
  const heard: { name: string; input: unknown }[] = [];
  const events = new Proxy({} as Events, {
    get: (_target, name) => (input: unknown) => void heard.push({ name: String(name), input }),
  });
  const portal = createPortalClient({
    ...DEMO_PORTAL,
    url: "http://portal.test",
    context: "VXPAdapter",
    timeoutMs: options.timeoutMs ?? 10_000,
    shortRetries: { retries: 0, delayMs: 0 },
    fetch: fetchOf(simulator, options.ministry),
    clock,
    answerRules: answerRules(
      {},
      sectors.all.flatMap(({ answerPatterns }) => answerPatterns ?? []),
    ),
    ...(require !== undefined && {
      receipts: {
        require,
        judge: createSignatureJudge({ clock, trustAnchors, signers: [{ subject: DEMO_SIGNER }], ...judging }),
      },
    }),
  });
  const breaker = awaitingKey(createBreaker({ clock, random }), clock);
  const services = withServices(breaker, { clock, random });
  const { store, attachments } = place;
  const channel = { portal, signer: options.signer?.(signer) ?? signer };
  const deliver = createDeliver({
    clock,
    random,
    store: store.delivery,
    attachments,
    channel: () => channel,
    policy: { ...POLICY, ...options.policy },
    events,
    sectorOf: (sector) => sectors.find(sector),
    breaker: services,
    wake: (destinations) => void heard.push({ name: "woken", input: destinations }),
  });

  const lines = (code?: string) =>
    simulator.ledger.lines().filter(({ dossierCode }) => code === undefined || dossierCode === code);
  const timeline = async (code: string) => (await store.reads.dossier(code, null))?.timeline ?? [];

  async function deliverOne({ limit = 10, signal = new AbortController().signal } = {}): Promise<boolean> {
    for (const destination of BEHIND_ONE_DOOR.holdsBack.keys()) {
      const leaseToken = random.uuid();
      const claim: Claim | null = await store.delivery.claim({ destination, limit, leaseToken, leaseSeconds: 3600 });
      if (claim === null) continue;
      await deliver(claim, { leaseToken, stillHeld: () => true }, signal);
      return true;
    }
    return false;
  }

  const accept = createAccept({
    clock,
    sectors,
    intake: store.intake,
    attachments,
    largeFrom: options.largeFrom ?? LARGE_FROM,
    order: BEHIND_ONE_DOOR,
    wake: (destinations) => void heard.push({ name: "wake", input: destinations }),
  });
  return {
    clock,
    simulator,
    breaker,
    services,
    place,
    channel: () => channel,
    heard,
    push: (code, { client = VENDOR, key: idempotencyKey, goesBack = false, ...sample } = {}) =>
      accept(client, sampleDossier(code, sample), {
        goesBack,
        idempotency: idempotencyKey === undefined ? null : { key: idempotencyKey, bodySha256: JSON.stringify(sample) },
      }),
    pushAsIs: (dossier, terms, client = VENDOR) => accept(client, dossier, terms),
    ask: (destination, signal = new AbortController().signal) => {
      const inquiry = sectors.find(destination)?.inquiry;
      if (inquiry === undefined) throw new Error(`${destination} cannot be asked`);
      return askDestination(
        {
          clock,
          destination,
          inquiry,
          store: store.feedback,
          channel: () => channel,
          breaker: { ...services, msUntilProbe: breaker.msUntilProbe },
          events,
          everyMs: ASK_EVERY_MS,
          limit: 30,
        },
        signal,
      );
    },
    deliver: deliverOne,
    async deliverAll() {
      for (let idle = 0, rounds = 0; idle < 40; rounds += 1) {
        if (rounds > 400) throw new Error("the system never comes to rest");
        idle = (await deliverOne()) ? 0 : idle + 1;
        clock.advance(breaker.msUntilProbe());
        if (idle === 0) continue;
        const { states } = await store.reads.syncFigures(new Date(clock.now()), null);
        if (states.pending + states.unknown === 0 && idle > 1) return;
        clock.advance(10_000);
        await place.hurry();
      }
    },
    faults: (...rules) => simulator.faults.set(rules),
    lines,
    applied: (code) => lines(code).map(({ service, isUpdating, status }) => nameOf(service, isUpdating, status)),
    state: async (code) => (await store.reads.dossier(code, null))?.syncState,
    timeline,
    attempts: async (code) =>
      (await timeline(code)).flatMap((entry) =>
        entry.kind === "attempt" ? [`${entry.attempt} ${entry.outcome} (${entry.cause})`] : [],
      ),
  };
}

function nameOf(service: string, isUpdating: boolean | null, status: string | null): string {
  if (service === "DongBoHoSoMC") return isUpdating === true ? "update" : "create";
  return service === "CapNhatTienDoHoSoMC" ? `progress ${status}` : "sector";
}

/** The simulator as a `fetch`, but for what a ministry answers itself: a dropped connection looks as undici shows it, and an abort ends the waiting. */
function fetchOf(simulator: Simulator, ministry: FlowUnderTestOptions["ministry"] = () => undefined): WireFetch {
  return async (url, init) => {
    const said = ministry(JSON.parse(new TextDecoder().decode(init.body)) as MinistryCall);
    if (said !== undefined) return Response.json(said);
    const gone = Promise.withResolvers<never>();
    const reason = () => gone.reject(new DOMException("This operation was aborted", "AbortError"));
    init.signal.addEventListener("abort", reason, { once: true });
    gone.promise.catch(() => undefined);
    try {
      return await Promise.race([simulator.app.fetch(new Request(url, init)), gone.promise]);
    } catch (error) {
      if (!(error instanceof ConnectionDropped)) throw error;
      throw new TypeError("fetch failed", { cause: error });
    } finally {
      init.signal.removeEventListener("abort", reason);
    }
  };
}

/** Every dossier item the portal applied is another one: nothing was applied twice. */
export function expectOnce(system: FlowUnderTest): void {
  const items = system.lines().filter(({ service }) => service === "DongBoHoSoMC");
  expect(items.map(({ itemSha256 }) => itemSha256)).toEqual([...new Set(items.map(({ itemSha256 }) => itemSha256))]);
  expect(system.lines().filter(({ signature }) => !signature.valid)).toEqual([]);
}
