import { createBenchGateways } from "./bench-gateway.ts";
import { startOutside } from "./queue-orders.ts";
import type { Measure } from "./measure.ts";

interface JourneyBench {
  readonly name: string;
  /** Where the database is. */
  readonly env: Readonly<Record<string, string>>;
  readonly dossiers: number;
}

/**
 * Intake while the portal is away, one by one and in bulk; then how fast a gateway that starts on that backlog delivers
 * it; then both at once. All on this machine; a dossier here makes one message.
 */
export async function benchJourney({ name, env, dossiers }: JourneyBench): Promise<Measure[]> {
  await using outside = await startOutside();
  const house = createBenchGateways(env, outside);
  // The breaker opens and nothing is claimed, so what is measured is intake alone.
  const away = { PORTAL_URL: outside.awayUrl };
  const measures: Measure[] = [];
  const add = (what: string, value: number, unit: string) =>
    measures.push({ group: `hành trình / journey ${name}`, name: what, value: Number(value.toPrecision(3)), unit });
  const addRate = (what: string, count: number, ms: number) => add(what, (count * 1000) / ms, "hồ sơ/s");
  let applied = 0;

  await accept();
  await deliver(10);
  await fill();
  await deliver(1);
  await both();
  return measures;

  async function accept(): Promise<void> {
    await using gateway = await house.open(away);
    await gateway.push({ count: 64, clients: 8, perRequest: 1, format: "one" });
    const ways = [
      ["1 luồng / 1 client", { count: Math.ceil(dossiers / 2), clients: 1, perRequest: 1, format: "one" }],
      ["32 luồng / 32 clients", { count: dossiers, clients: 32, perRequest: 1, format: "one" }],
      ["lô 10 / batches of 10", { count: dossiers, clients: 1, perRequest: 10, format: "batch" }],
      ["NDJSON", { count: dossiers, clients: 1, perRequest: dossiers, format: "lines" }],
    ] as const;
    for (const [way, pushing] of ways) {
      const before = await gateway.statements();
      addRate(`nhận / accept, ${way}`, pushing.count, await gateway.push(pushing));
      add(`… câu SQL mỗi hồ sơ / statements per dossier`, ((await gateway.statements()) - before) / pushing.count, "");
    }
  }

  async function fill(): Promise<void> {
    await using gateway = await house.open(away);
    await gateway.push({ count: dossiers, clients: 1, perRequest: dossiers, format: "lines" });
  }

  /** From opening the gateway to the last message applied. */
  async function deliver(perEnvelope: number): Promise<void> {
    const startedAt = performance.now();
    await using gateway = await house.open({ PORTAL_URL: outside.portalUrl, PORTAL_BATCH_SIZE: String(perEnvelope) });
    const waiting = house.pushed() - applied;
    await outside.carryOut({ kind: "applied", messages: house.pushed() });
    addRate(
      `chuyển / deliver, gói ${perEnvelope} / ${perEnvelope} per envelope`,
      waiting,
      performance.now() - startedAt,
    );
    add(`… câu SQL mỗi hồ sơ / statements per dossier`, (await gateway.statements()) / waiting, "");
    applied += waiting;
  }

  async function both(): Promise<void> {
    await using gateway = await house.open({ PORTAL_URL: outside.portalUrl });
    const startedAt = performance.now();
    const ms = await gateway.push({ count: dossiers, clients: 32, perRequest: 1, format: "one" });
    addRate("nhận trong lúc chuyển / accept while delivering, 32 clients", dossiers, ms);
    await outside.carryOut({ kind: "applied", messages: house.pushed() });
    addRate("nhận tới khi Cổng ghi nhận / accept to applied, 32 clients", dossiers, performance.now() - startedAt);
  }
}
