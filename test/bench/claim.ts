import { randomUUID } from "node:crypto";
import { PORTAL } from "#core/delivery/destination.ts";
import { openBacklog, type Backlog } from "./backlog.ts";
import { samplePush } from "./sample.ts";
import type { Measure } from "./measure.ts";

const FEW = 1000;
const CLAIMS = 100;

/** What claiming ten dossiers costs while 1,000 wait, and while so many more do. */
export async function benchClaim(
  name: string,
  env: Readonly<Record<string, string>>,
  waiting: number,
): Promise<Measure[]> {
  await using backlog = await openBacklog(env, samplePush());
  const group = `nhận việc từ hàng đợi / claim ${name}`;
  await backlog.grow(FEW);
  const few = await claimMs(backlog);
  await backlog.grow(Math.max(0, waiting - FEW));
  const many = await claimMs(backlog);
  return [
    { group, name: `10 hồ sơ, ${FEW} đang chờ / 10 dossiers, ${FEW} waiting`, value: round(few), unit: "ms" },
    { group, name: `10 hồ sơ, ${waiting} đang chờ / 10 dossiers, ${waiting} waiting`, value: round(many), unit: "ms" },
    { group, name: "tỉ lệ / ratio", value: round(many / few), unit: "" },
  ];
}

/** Median time of a claim; what was claimed is given back and waits again. */
async function claimMs({ store }: Backlog): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < CLAIMS; round += 1) {
    const startedAt = performance.now();
    const leaseToken = randomUUID();
    const claim = await store.delivery.claim({ destination: PORTAL, limit: 10, leaseToken, leaseSeconds: 60 });
    times.push(performance.now() - startedAt);
    if (claim === null) throw new Error("nothing was waiting");
    await store.delivery.release(claim, { at: new Date() });
  }
  return times.toSorted((a, b) => a - b)[CLAIMS / 2] ?? 0;
}

const round = (value: number): number => Number(value.toPrecision(3));
