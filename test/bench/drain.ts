import { openBacklog } from "./backlog.ts";
import { createBenchGateways } from "./bench-gateway.ts";
import { startOutside } from "./queue-orders.ts";
import { samplePush } from "./sample.ts";
import type { Measure } from "./measure.ts";

const PARTS = 10;

/** How a gateway that starts on a backlog delivers it: how fast on the whole and at its slowest, and in how much memory. */
export async function benchDrain(
  name: string,
  env: Readonly<Record<string, string>>,
  waiting: number,
): Promise<Measure[]> {
  await using outside = await startOutside();
  {
    await using backlog = await openBacklog(env, samplePush());
    await backlog.grow(waiting);
  }
  await using _gateway = await createBenchGateways(env, outside).open({ PORTAL_URL: outside.portalUrl });
  const parts: { readonly perSecond: number; readonly megabytes: number }[] = [];
  const part = Math.ceil(waiting / PARTS);
  const startedAt = performance.now();
  let from = startedAt;
  for (let applied = part; applied <= waiting; applied += part) {
    await outside.carryOut({ kind: "applied", messages: applied });
    const until = performance.now();
    parts.push({ perSecond: (part * 1000) / (until - from), megabytes: process.memoryUsage().heapUsed / 1_048_576 });
    from = until;
  }
  const rates = parts.map(({ perSecond }) => perSecond).toSorted((a, b) => a - b);
  const memory = parts.map(({ megabytes }) => megabytes);
  const group = `chuyển hết tồn đọng / drain ${name}`;
  const measures: [string, number, string][] = [
    [`${waiting} hồ sơ / dossiers`, (part * parts.length * 1000) / (from - startedAt), "hồ sơ/s"],
    ["phần mười trung vị / median tenth", rates[Math.floor(rates.length / 2)] ?? 0, "hồ sơ/s"],
    ["phần mười chậm nhất / slowest tenth", rates[0] ?? 0, "hồ sơ/s"],
    ["bộ nhớ sau phần mười đầu / heap after the first tenth", memory[0] ?? 0, "MB"],
    ["bộ nhớ nhiều nhất / largest heap", Math.max(...memory), "MB"],
  ];
  return measures.map(([what, value, unit]) => ({ group, name: what, value: Number(value.toPrecision(3)), unit }));
}
