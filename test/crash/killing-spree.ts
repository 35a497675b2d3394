import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadSectors } from "../../src/registry.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { sampleDossier, type SampleDossier } from "../kit/sample-dossier.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { freePort, startGatewayProcess } from "./gateway-process.ts";
import { createPusher, type PushCounts } from "./pusher.ts";
import { expectedItems, judge, type Verdict } from "../journey/verdict.ts";

const KEY = "khoa-thu-nghiem-giet-tien-trinh";
const BATCH = 10;
const CONCURRENCY = 2;
const CONFIG = `delivery:
  leaseSeconds: 2
  pollMs: 50
  firstDelayMs: 50
  longestDelayMs: 500
  askAfterMs: 50
`;

export interface Spree {
  readonly dossiers: number;
  readonly kills: number;
  readonly seed: number;
  /** `DATA_DIR` or `DATABASE_URL`. */
  readonly database: Readonly<Record<string, string>>;
  /** Ends everything early. */
  readonly signal: AbortSignal;
}

export interface SpreeReport extends Verdict {
  readonly pushes: PushCounts;
  readonly applied: number;
  readonly states: Readonly<Record<string, number>>;
  /** Dossiers that only the safety net remembered; there should be none. */
  readonly forgotten: number;
  /** Most progress lines the kills may have repeated: all that can be under way at once, each time. */
  readonly repeatsAllowed: number;
  readonly seconds: number;
}

/**
 * Pushes dossiers to a gateway that is killed again and again, at instants drawn by seed: while it starts, while it takes
 * pushes in, while it delivers. Then lets it finish and judges what the portal applied.
 */
export async function killingSpree({ dossiers, kills, seed, database, signal }: Spree): Promise<SpreeReport> {
  const startedAt = performance.now();
  await using stack = new AsyncDisposableStack();
  const random = seededRandom(seed);
  const simulator = createSimulator({
    clock: { now: () => Date.now() },
    random,
    trustAnchors: [new X509Certificate(readFileSync(new URL("../../certs.example/ca.pem", import.meta.url)))],
  });
  simulator.faults.set([{ kind: "slow", probability: 0.4, delayMs: 30 }]);
  const portal = stack.use(await serveSimulator({ simulator }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...database,
    PORT: String(port),
    PORTAL_URL: portal.url,
    PORTAL_BATCH_SIZE: String(BATCH),
    PORTAL_CONCURRENCY: String(CONCURRENCY),
    PORTAL_TIMEOUT_MS: "60000",
    BOOTSTRAP_API_KEY: KEY,
    CONFIG_FILE: temporaryFile(stack, CONFIG),
    LOG_LEVEL: "error",
  };

  const all = Array.from({ length: dossiers }, (_, index) => revisionsOf(index));
  const pusher = createPusher(url, KEY, signal);
  for (let kill = 0; kill < kills && !signal.aborted; kill += 1) {
    await using gateway = startGatewayProcess(env);
    const share = all.slice(Math.floor((kill * dossiers) / kills), Math.floor(((kill + 1) * dossiers) / kills));
    pusher.give(share);
    // Most die at work, some before they have properly started.
    if (random.next() < 0.75) await gateway.ready.then(() => sleep(random.next() * 700));
    else await sleep(200 + random.next() * 1200);
    await gateway.kill();
  }
  await using gateway = startGatewayProcess(env);
  await gateway.ready;
  await pusher.finished();
  const states = await drained(url, signal);

  const expected = new Map(all.map((own) => [own[0]?.dossierCode ?? "", own]));
  const sectors = await loadSectors();
  const verdict = judge(
    simulator.ledger.lines(),
    new Map([...expected].map(([code, own]) => [code, expectedItems(sectors, own)])),
  );
  return {
    ...verdict,
    pushes: pusher.counts,
    applied: simulator.ledger.lines().length,
    states,
    forgotten: await forgottenSoFar(url),
    repeatsAllowed: kills * BATCH * CONCURRENCY,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  };
}

/** Every third dossier changes after its first push, every third is pushed twice as it is. */
function revisionsOf(index: number): SampleDossier[] {
  const code = `H36.03-260518-${String(1000 + index)}`;
  const first = sampleDossier(code, { lines: 2 });
  if (index % 3 === 0) return [first, sampleDossier(code, { lines: 3, version: 2 })];
  return index % 3 === 1 ? [first, first] : [first];
}

/** Waits until nothing waits any more; gives the dossiers by sync state. */
async function drained(url: string, signal: AbortSignal): Promise<Record<string, number>> {
  for (;;) {
    const response = await fetch(new URL("/v1/sync", url), { headers: { Authorization: `Bearer ${KEY}` } });
    const { states } = (await response.json()) as { states: Record<string, number> };
    if ((states["pending"] === 0 && states["unknown"] === 0) || signal.aborted) return states;
    await sleep(100);
  }
}

async function forgottenSoFar(url: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  const [, count] = /^lienthong_forgotten\S* (\d+)$/m.exec(text) ?? [];
  if (count === undefined) throw new Error("the gateway does not count forgotten dossiers");
  return Number(count);
}

function temporaryFile(stack: AsyncDisposableStack, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-test-crash-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "config.yaml");
  writeFileSync(path, content);
  return path;
}
