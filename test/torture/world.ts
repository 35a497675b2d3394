import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { stringify } from "yaml";
import type { Clock, Random } from "#core/ports/ports.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../../src/simulator/simulator.ts";
import { appliedAt, expectedBy, heldAt, owedBy } from "./books.ts";
import { checkContents } from "./check-contents.ts";
import { checkLedgers } from "./check-ledgers.ts";
import { checkStops } from "./check-stops.ts";
import { freePort, startGatewayProcess, until, type GatewayProcess } from "./gateway-process.ts";
import { readGatewayBook, type GatewayDatabase } from "./read-gateway-database.ts";
import type { Report, Stage } from "./scenario.ts";
import { createVendor, type Vendor } from "./vendor.ts";

const KEY = "khoa-thu-nghiem-tra-tan";
/** Longest time the gateways get to finish once they are left alone. */
const SETTLE_WITHIN_MS = 180_000;
const SENDERS = 8;

export interface WorldOptions {
  /** The portal's clock; absent: the one on the wall. */
  readonly clock?: Clock;
  /** `embedded`: PGlite in a folder of its own, one process; `server`: a database of its own on the stage's PostgreSQL. */
  readonly database: "embedded" | "server";
  readonly processes: number;
  readonly batch?: number;
  readonly concurrency?: number;
  readonly timeoutMs?: number;
  /** `delivery:` of the configuration file, besides what makes everything quick. */
  readonly delivery?: Readonly<Record<string, number | string | readonly string[]>>;
  /** Puts something between the gateways and their database. */
  readonly databaseAt?: (url: string) => string;
}

/** How a gateway's process is started, if not plainly. */
export interface Start {
  readonly preload?: URL;
  readonly env?: Readonly<Record<string, string>>;
}

/** A portal, a database, places for gateways, and a vendor who pushes to whichever runs. All on 127.0.0.1. */
export interface World extends AsyncDisposable {
  readonly random: Random;
  readonly simulator: Simulator;
  readonly house: GatewayDatabase;
  readonly vendor: Vendor;
  readonly gateways: readonly (GatewayProcess | null)[];
  /** Most messages that can be on their way in one process. */
  readonly inFlight: number;
  start(place: number, how?: Start): GatewayProcess;
  startAll(): Promise<void>;
  /** SIGKILL; the place is then free. */
  kill(place: number): Promise<void>;
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Waits until nothing waits any more that could go on by itself; false when that takes too long. */
  settled(withinMs?: number): Promise<boolean>;
  /** Ends all gateways. */
  end(): Promise<void>;
  /** Ends all gateways and compares the three books. `mayRepeat`: progress lines the torment may have doubled. */
  judge(mayRepeat: number, torment: Readonly<Record<string, number>>): Promise<Report>;
}

export async function openWorld({ seed, server, signal }: Stage, options: WorldOptions): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const { batch = 10, concurrency = 2, processes } = options;
  const random = seededRandom(seed);
  const simulator = createSimulator({
    clock: options.clock ?? { now: () => Date.now() },
    random,
    sectors: (await loadSectors()).all,
    trustAnchors: [new X509Certificate(readFileSync(new URL("../../certs.example/ca.pem", import.meta.url)))],
  });
  const portal = stack.use(await serveSimulator({ simulator }));
  const folder = mkdtempSync(join(tmpdir(), "lienthong-torture-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const house: GatewayDatabase =
    options.database === "embedded"
      ? { DATA_DIR: join(folder, "data") }
      : { DATABASE_URL: await freshDatabase((await server()).url, stack) };
  const delivery = {
    leaseSeconds: 2,
    pollMs: 50,
    firstDelayMs: 50,
    longestDelayMs: 500,
    longestPauseMs: 2000,
    askAfterMs: 50,
    settlingMs: 200,
    parkLostStatuses: [],
    ...options.delivery,
  };
  const configFile = join(folder, "config.yaml");
  writeFileSync(configFile, stringify({ delivery }));
  const ports = await Promise.all(Array.from({ length: processes }, freePort));
  const gateways: (GatewayProcess | null)[] = ports.map(() => null);
  const seen =
    "DATABASE_URL" in house && options.databaseAt ? { DATABASE_URL: options.databaseAt(house.DATABASE_URL) } : house;
  const env = (place: number): Record<string, string> => ({
    ...seen,
    DATABASE_CONNECTIONS: "8",
    PORT: String(ports[place]),
    PORTAL_URL: portal.url,
    PORTAL_BATCH_SIZE: String(batch),
    PORTAL_CONCURRENCY: String(concurrency),
    // Much longer than the simulator takes: answers shall be lost by what the scenario does, not by a busy machine.
    PORTAL_TIMEOUT_MS: String(options.timeoutMs ?? 60_000),
    BOOTSTRAP_API_KEY: KEY,
    CONFIG_FILE: configFile,
    LOG_LEVEL: "error",
  });

  const live = () => gateways.filter((gateway) => gateway?.running === true && !gateway.isFrozen());
  const gateway = (): string | null => {
    const some = live();
    return some[Math.floor(random.next() * some.length)]?.url ?? null;
  };
  const vendor = createVendor({ apiKey: KEY, gateway, senders: SENDERS, random, signal });
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" };
  const call: World["call"] = (path, init = {}) =>
    fetch(new URL(path, gateway() ?? "http://127.0.0.1:9"), { headers, ...init, signal });

  const start: World["start"] = (place, how = {}) => {
    const started = stack_.use(startGatewayProcess({ ...env(place), ...how.env }, how.preload));
    gateways[place] = started;
    return started;
  };
  const end = async (): Promise<void> => {
    for (const gateway of gateways) await gateway?.kill();
    gateways.fill(null);
  };
  const stack_ = stack.move();
  return {
    random,
    simulator,
    house,
    vendor,
    gateways,
    inFlight: batch * concurrency,
    start,
    startAll: async () => {
      await Promise.all(gateways.map((gateway, place) => (gateway?.running === true ? gateway : start(place)).ready));
    },
    kill: async (place) => {
      const gateway = gateways[place];
      gateways[place] = null;
      await gateway?.kill();
    },
    call,
    settled: (withinMs = SETTLE_WITHIN_MS) =>
      until(
        async () => {
          const response = await call("/v1/sync").catch(() => null);
          if (response?.ok !== true) return false;
          const { states } = (await response.json()) as { states: Record<string, number> };
          return states["pending"] === 0 && states["unknown"] === 0;
        },
        signal,
        { withinMs, everyMs: 100 },
      ),
    end,
    judge: async (mayRepeat, torment) => {
      const forgotten = await countForgotten(live());
      await end();
      const sectors = await loadSectors();
      const { messages: held, stops, inSync } = await readGatewayBook(house);
      const books = checkLedgers({ owed: owedBy(sectors, vendor), held, applied: appliedAt(simulator) });
      const contents = checkContents({ inSync, expected: expectedBy(sectors, vendor), held: heldAt(simulator) });
      const told = checkStops(stops);
      const more = [
        ...(books.figures.repeated > mayRepeat
          ? [`${books.figures.repeated} progress lines were repeated, and at most ${mayRepeat} answers were lost`]
          : []),
        ...(forgotten > 0 ? [`${forgotten} dossiers were only remembered by the safety net`] : []),
        ...(signal.aborted ? ["ended before its time"] : []),
      ];
      const { falseInSync } = contents;
      return {
        figures: { ...books.figures, falseInSync, unreasoned: told.unreasoned, healed: 0 },
        pushes: vendor.counts,
        violations: [...books.violations, ...contents.violations, ...told.violations, ...more],
        torment,
      };
    },
    [Symbol.asyncDispose]: () => stack_.disposeAsync(),
  };
}

async function freshDatabase(server: string, stack: AsyncDisposableStack): Promise<string> {
  const name = `torture_${process.pid}_${(made += 1)}`;
  const administer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await administer(`create database ${name}`);
  stack.defer(() => administer(`drop database if exists ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

let made = 0;

/** Dossiers that only the safety net remembered; there should be none. */
async function countForgotten(gateways: readonly (GatewayProcess | null)[]): Promise<number> {
  let sum = 0;
  for (const gateway of gateways) {
    if (gateway === null) continue;
    const text = await (await fetch(new URL("/metrics", gateway.url))).text();
    const [, count] = /^lienthong_forgotten\S* (\d+)$/m.exec(text) ?? [];
    if (count === undefined) throw new Error("the gateway does not count forgotten dossiers");
    sum += Number(count);
  }
  return sum;
}
