import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { Right } from "#core/client.ts";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import type { Webhook } from "#core/ports/webhooks.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from "#core/ports/http-limits.ts";
import { administerClients } from "../../src/flow/access/administer-clients.ts";
import { followClients } from "../../src/flow/access/follow-clients.ts";
import { createAccept } from "../../src/flow/accept.ts";
import { webhookViews } from "../../src/flow/webhook-views.ts";
import { createEvidence } from "../../src/evidence/evidence-service.ts";
import { createHttpApp } from "../../src/http/app.ts";
import { createClientShares } from "../../src/http/access/client-shares.ts";
import {
  createClientRegister,
  type ClientOfFile,
  type ClientRegister,
} from "../../src/http/access/client-directory.ts";
import { clientAddress } from "../../src/http/access/client-address.ts";
import type { HttpDependencies } from "../../src/http/dependencies.ts";
import { trustedAddresses } from "../../src/http/access/trusted-addresses.ts";
import type { Problem } from "../../src/http/problem.ts";
import { createBreaker } from "../../src/destinations/breaker/breaker.ts";
import { startReading } from "../../src/compose/reading.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { PORTAL } from "#core/delivery/destination.ts";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import type { Store } from "../../src/store/store.ts";
import { createEvents } from "../../src/telemetry/events.ts";
import { createLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fakeClock, type FakeClock } from "../kit/fake-clock.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { checkAnswer } from "./answer-check.ts";
import { seededRandom } from "../kit/seeded-random.ts";

export const sectors = await loadSectors();
export const KEYS = {
  all: "khoa-quan-tri-mau",
  push: "khoa-chi-gui",
  read: "khoa-chi-xem",
  ward: "khoa-phuong",
  portal: "khoa-cong-goi-vao",
};

/** How long a rotated key works on. */
export const KEY_OVERLAP_MS = 24 * 3_600_000;

/** The secret of the key that is made as the so-manieth, instead of chance. */
const randomBytesOf = (number: number) => Buffer.alloc(32, number);

/** How often dossiers are compared with the portal. */
export const RECONCILE = { perMinute: 60, perNight: 100, everyDays: 7, finalEveryDays: 30, changedWithinDays: 0 };
const sealingKey = readKeyFile({
  path: fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url)),
  password: DEMO_KEY_PASSWORD,
});

function client(id: string, key: string, rights: readonly Right[], agencies?: readonly string[]): ClientOfFile {
  return { id, name: id, rights, agencies, keySha256: createHash("sha256").update(key).digest("hex") };
}

/** Webhooks that are configured, whether or not anybody sends to them. */
const WEBHOOKS: readonly Pick<Webhook, "name" | "client" | "scope">[] = [
  { name: "ward-a", client: "ward", scope: ["H36.03.05"] },
  { name: "other", client: "read", scope: null },
];

/** `from`: the address at the other end of the connection. */
type CallInit = RequestInit & { readonly key?: string | null; readonly from?: string };

export interface Api {
  readonly app: ReturnType<typeof createHttpApp>;
  readonly clock: FakeClock;
  /** Who is let in; follows the database when it is told to look. */
  readonly register: ClientRegister;
  look(): Promise<void>;
  /** Destinations whose workers were woken, in order. */
  readonly woken: readonly string[];
  /** Lines of the log. */
  readonly log: readonly string[];
  /** As the client with every right, unless `key` says otherwise (null: without a key). */
  call(path: string, init?: CallInit): Promise<Response>;
  /** Pushes text as it is, anything else as JSON. */
  push(body: unknown, init?: CallInit & { readonly type?: string }): Promise<Response>;
}

/** The API on a store, called without sockets, beside no worker: what is pushed stays waiting. */
export function openApi(
  store: Store,
  limits: Partial<HttpLimits> = {},
  watch: HttpDependencies["changes"]["watch"] = { updates: () => 0, wait: async () => false },
  callSignatures: HttpDependencies["callSignatures"] = null,
  attachments: AttachmentStore = memoryAttachments(),
  besides: {
    readonly clients?: readonly ClientOfFile[];
    readonly webhooks?: typeof WEBHOOKS;
    readonly metricsKey?: string;
  } = {},
): Api {
  const large = { attachments, largeFrom: LARGE_FROM };
  const woken: string[] = [];
  const clock = fakeClock();
  const log: string[] = [];
  const metrics = createMetrics();
  const events = createEvents(createLogger("debug", { write: (line) => void log.push(line) }), metrics);
  const register = createClientRegister(
    [
      ...(besides.clients ?? []),
      client("push", KEYS.push, ["push"]),
      client("read", KEYS.read, ["read"]),
      client("portal", KEYS.portal, ["inbound"]),
      client("ward", KEYS.ward, ["push", "read", "operate"], ["H36.03.05"]),
    ],
    KEYS.all,
    { clock, onConflict: events.clientSetAside },
  );
  const { look } = followClients({ store: store.clients, register, clock });
  let made = 0;
  const app = createHttpApp(
    {
      clock,
      sectors,
      accept: createAccept({
        ...large,
        clock,
        sectors,
        intake: store.intake,
        order: BEHIND_ONE_DOOR,
        wake: () => undefined,
      }),
      intake: store.intake,
      audit: (entry) => store.auditLog.note(entry),
      reads: store.reads,
      ...large,
      actions: store.actions,
      applications: store.applications,
      auditChain: store.auditChain,
      evidence: createEvidence({
        store: store.evidence,
        coverAudit: async () => undefined,
        revocationFiles: async () => [],
        sealer: () => createSigner({ profile: "cms", key: sealingKey }),
        issuers: [],
        clock,
        version: "0.1.0",
        maxBytes: limits.maxEvidenceBytes ?? DEFAULT_HTTP_LIMITS.maxEvidenceBytes,
      }),
      pauses: { ...store.pauses, refresh: () => Promise.resolve() },
      reconciliation: { store: store.reconciliation, policy: RECONCILE, wake: () => undefined },
      addressOf: clientAddress(["10.9.0.0/24"]),
      trusted: trustedAddresses(["10.1.0.0/16"]),
      callSignatures,
      webhooks: {
        views: (reader) => webhookViews(store.webhooks, [...WEBHOOKS, ...(besides.webhooks ?? [])], reader),
        resume: store.webhooks.resume,
      },
      changes: { feed: store.changes, watch },
      events,
      clients: register,
      administration: administerClients({
        clock,
        store: store.clients,
        register,
        refresh: look,
        randomBytes: () => randomBytesOf((made += 1)),
        keyOverlapMs: KEY_OVERLAP_MS,
      }),
      limits: { ...DEFAULT_HTTP_LIMITS, ...limits },
      shares: createClientShares({ ...DEFAULT_HTTP_LIMITS, ...limits }),
      // Its threads end with the process: they keep nobody waiting.
      readingPool: startReading(sectors, { ...DEFAULT_HTTP_LIMITS, ...limits }, { failed: () => undefined }),
      freeDiskBytes: () => Promise.resolve(null),
      destinations: [
        { name: PORTAL, breaker: createBreaker({ clock, random: seededRandom() }).view, stoppedServices: () => [] },
      ],
      wake: (names) => void woken.push(...names),
      previewSignatureInput: async (canonical) => `signed ${canonical.length}`,
      metricsKey: besides.metricsKey,
      metrics: { contentType: metrics.registry.contentType, metrics: () => metrics.registry.metrics() },
      version: "0.1.0",
    },
    { console: new Hono(), docs: () => new Hono() },
  );
  // Whatever a test asks for, the answer has to be what the document says of it.
  const call: Api["call"] = async (path, { key = KEYS.all, from, headers, ...init } = {}) => {
    const answer = await app.request(
      path,
      {
        ...init,
        headers: {
          ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
          ...(headers as Record<string, string>),
        },
      },
      from === undefined ? undefined : { incoming: { socket: { remoteAddress: from } } },
    );
    const type = answer.headers.get("Content-Type") ?? "";
    // Of a body that still comes, the answer does too: whoever sends it reads it while it does.
    if (type.includes("json") && !(init.body instanceof ReadableStream)) {
      checkAnswer(init.method ?? "GET", path, { status: answer.status, type, text: await answer.clone().text() });
    }
    return answer;
  };
  return {
    app,
    clock,
    register,
    look,
    woken,
    log,
    call,
    push: (body, { type = "application/json", headers, ...init } = {}) =>
      call("/v1/dossiers", {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "Content-Type": type, ...(headers as Record<string, string>) },
        ...init,
      }),
  };
}

/** The problem document of an answer, checked to be one. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get("Content-Type");
  if (type !== "application/problem+json; charset=utf-8") throw new Error(`${response.status} ${type ?? ""}`);
  const problem = (await response.json()) as Problem;
  if (problem.status !== response.status) throw new Error("the status is not the document's");
  if (problem.type !== `urn:lienthong:problem:${problem.code}`) throw new Error(problem.type);
  return problem;
}

/** Status and code of a refusal, e.g. `422 invalid-dossier`. */
export async function refusalOf(response: Response): Promise<string> {
  const { status, code } = await problemOf(response);
  return `${status} ${code}`;
}
