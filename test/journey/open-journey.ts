import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { registry } from "../adapters/adapter-folders.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { configFile, type ConfigFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway, type Gateway } from "../../src/compose/gateway.ts";
import { DEMO_KEY_PASSWORD } from "../../src/signing/trust/demo-certificate.ts";
import { readKeyFile } from "../../src/signing/keys/key-file.ts";
import { createSigner } from "../../src/signing/signers/signing-profiles.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../../src/simulator/simulator.ts";

const DEMO_KEY = {
  path: fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url)),
  password: DEMO_KEY_PASSWORD,
};
export const KEY = "khoa-thu-nghiem-hanh-trinh";
/** Longer than any answer takes on a busy machine; the simulator ends what it lets hang long before. */
const TIMEOUT_MS = 60_000;
export const BATCH = 10;

/** A gateway and a portal, each on a socket of its own. */
export interface Journey extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly url: string;
  /** Log lines about what the gateway did not expect. */
  readonly errors: readonly string[];
  call(path: string, init?: RequestInit): Promise<Response>;
  push(dossier: object): Promise<number>;
  /** Waits until nothing waits any more; gives the dossiers by sync state. */
  settled(): Promise<Readonly<Record<string, number>>>;
  /** Stops the gateway as Ctrl-C does. */
  stop(): Promise<void>;
  /** Starts it again on the same database. */
  start(): Promise<void>;
}

/**
 * @param database `DATA_DIR` or `DATABASE_URL`.
 * @param destinations of the configuration file; a password is in MINISTRY_SECRET.
 * @param trusted who issued the certificate of another signing key than the demo's.
 * @param receipts the portal signs its answers with the demo key, and this is what they are worth.
 * @param leaseSeconds long, so that a busy machine does not lose leases; short where a lease shall run out.
 */
export async function openJourney(
  database: Readonly<Record<string, string>>,
  leaseSeconds = 60,
  destinations: z.input<typeof configFile>["destinations"] = {},
  trusted: readonly X509Certificate[] = [],
  receipts?: ConfigFile["portal"]["receipts"],
): Promise<Journey> {
  await using stack = new AsyncDisposableStack();
  const simulator = createSimulator({
    clock: { now: () => Date.now() },
    random: seededRandom("journey"),
    sectors: registry.all,
    trustAnchors: [
      new X509Certificate(readFileSync(new URL("../../certs.example/ca.pem", import.meta.url))),
      ...trusted,
    ],
    ...(receipts !== undefined && { signer: createSigner({ profile: "jws", key: readKeyFile(DEMO_KEY) }) }),
  });
  const portal = stack.use(await serveSimulator({ simulator }));
  const errors: string[] = [];
  let gateway: Gateway | undefined;

  const start = async (): Promise<void> => {
    const env = readEnv({
      ...database,
      PORT: "0",
      PORTAL_URL: portal.url,
      PORTAL_TIMEOUT_MS: String(TIMEOUT_MS),
      PORTAL_BATCH_SIZE: String(BATCH),
      BOOTSTRAP_API_KEY: KEY,
      LOG_LEVEL: "error",
    });
    const delivery = {
      firstDelayMs: 20,
      longestDelayMs: 200,
      askAfterMs: 20,
      settlingMs: 100,
      pollMs: 20,
      leaseSeconds,
      parkLostStatuses: [],
    };
    const config = toConfig(env, {
      ...configFile.parse({ delivery, destinations, portal: { receipts } }),
      sectors: {},
    });
    const log = { write: (line: string) => void (line.includes('"msg":"failed"') && errors.push(line)) };
    gateway = await createGateway(
      config,
      envToSecrets(env, { portal: true, key: true }, { MINISTRY_SECRET: DEMO_PORTAL.password }),
      { log },
    );
  };
  const stop = async (): Promise<void> => {
    await gateway?.[Symbol.asyncDispose]();
    gateway = undefined;
  };
  stack.defer(stop);
  await start();

  const url = () => gateway?.url ?? "http://127.0.0.1:9";
  const call: Journey["call"] = (path, init = {}) =>
    fetch(new URL(path, url()), {
      ...init,
      headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" },
    });
  const owned = stack.move();
  return {
    simulator,
    get url() {
      return url();
    },
    errors,
    call,
    push: async (dossier) => {
      const response = await call("/v1/dossiers", { method: "POST", body: JSON.stringify(dossier) });
      await response.text();
      return response.status;
    },
    settled: async () => {
      for (;;) {
        const response = await call("/v1/sync");
        if (response.ok) {
          const { states } = (await response.json()) as { states: Record<string, number> };
          if (states["pending"] === 0 && states["unknown"] === 0) return states;
        }
        await sleep(30);
      }
    },
    stop,
    start,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The samples of every sector, as `GET /v1/sectors/{sector}/samples` gives them. */
export async function readSamples(journey: Journey): Promise<{ readonly sector: string; readonly dossier: Pushed }[]> {
  const read = async <T>(path: string) => (await (await journey.call(path)).json()) as T;
  const { sectors } = await read<{ sectors: readonly { sector: string }[] }>("/v1/sectors");
  const lists = await Promise.all(
    sectors.map(async ({ sector }) => {
      const { samples } = await read<{ samples: readonly { dossier: Pushed }[] }>(`/v1/sectors/${sector}/samples`);
      return samples.map(({ dossier }) => ({ sector, dossier }));
    }),
  );
  return lists.flat();
}

export interface Pushed {
  readonly dossierCode: string;
}

/** The same dossier under another running number, so that it is a new one. */
export function renumbered(dossier: Pushed, number: number): Pushed {
  const code = dossier.dossierCode.replace(/\d+$/, String(number).padStart(6, "0"));
  return JSON.parse(JSON.stringify(dossier).replaceAll(dossier.dossierCode, code)) as Pushed;
}
