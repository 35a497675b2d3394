import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway } from "../gateway.ts";
import { seededRandom } from "../simulator/seeded-random.ts";
import { serveSimulator } from "../simulator/serve-simulator.ts";
import { createSimulator } from "../simulator/simulator.ts";
import type { Measure } from "./measure.ts";
import type { CommandIo } from "./command.ts";
import { createGatewayClient, type GatewayClient } from "./gateway-client.ts";

interface JourneyBench {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly dossiers: number;
}

/**
 * Accepts dossiers over HTTP one by one from several senders, then in one NDJSON push, and waits until the portal's
 * stand-in has applied every one; everything on this machine.
 */
export async function benchJourney({ name, env: own, dossiers }: JourneyBench, io: CommandIo): Promise<Measure[]> {
  await using stack = new AsyncDisposableStack();
  const simulator = createSimulator({ clock: { now: () => Date.now() }, random: seededRandom("bench") });
  const portal = stack.use(await serveSimulator({ simulator, host: "127.0.0.1" }));
  const apiKey = `bench-${randomBytes(12).toString("base64url")}`;
  const env = readEnv({ ...own, PORT: "0", PORTAL_URL: portal.url, BOOTSTRAP_API_KEY: apiKey, LOG_LEVEL: "error" });
  const gateway = stack.use(await createGateway(toConfig(env), envToSecrets(env, { portal: true, key: true })));
  const client = createGatewayClient(gateway.url, apiKey);
  const template = await sampleDossier(client);

  const measures: Measure[] = [];
  const add = (what: string, count: number, ms: number) =>
    measures.push({
      group: `hành trình / journey ${name}`,
      name: what,
      value: Math.round((count * 1000) / ms),
      unit: "hồ sơ/s",
    });

  const startedAt = performance.now();
  await pushOneByOne(client, template, dossiers, 8);
  add("nhận từng hồ sơ, 8 luồng / accept, 8 senders", dossiers, performance.now() - startedAt);
  await applied(() => simulator.ledger.lines().length, dossiers, io.signal);
  add("nhận tới khi Cổng ghi nhận / accept to applied", dossiers, performance.now() - startedAt);

  const bulkAt = performance.now();
  const lines = Array.from({ length: dossiers }, (_, index) => JSON.stringify(numbered(template, dossiers + index)));
  await client.push(lines.join("\n"), "application/x-ndjson");
  add("nhận NDJSON / accept NDJSON", dossiers, performance.now() - bulkAt);
  await applied(() => simulator.ledger.lines().length, dossiers * 2, io.signal);
  add("NDJSON tới khi Cổng ghi nhận / NDJSON to applied", dossiers, performance.now() - bulkAt);
  return measures;
}

type Pushable = Readonly<Record<string, unknown>> & { readonly dossierCode: string };

async function sampleDossier(client: GatewayClient): Promise<Pushable> {
  const { samples } = (await client.get("/v1/sectors/judicial-records/samples")) as {
    samples: readonly { dossier: Pushable }[];
  };
  const [first] = samples;
  if (first === undefined) throw new Error("there is no sample to measure with");
  return { ...first.dossier, progress: [] };
}

function numbered(template: Pushable, index: number): Pushable {
  const [unit, date] = template.dossierCode.split("-");
  return { ...template, dossierCode: `${unit}-${date}-${String(index).padStart(6, "0")}` };
}

async function pushOneByOne(client: GatewayClient, template: Pushable, count: number, senders: number): Promise<void> {
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const { status } = await client.push(JSON.stringify(numbered(template, index)), "application/json");
      if (status !== 202) throw new Error(`a push was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

async function applied(count: () => number, wanted: number, signal: AbortSignal): Promise<void> {
  while (count() < wanted && !signal.aborted) await sleep(5);
}
