import { randomBytes } from "node:crypto";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import type { Measure } from "./measure.ts";

/** Views that warm the process up, and views that count. */
const VIEWS = { before: 20, counted: 200 };

/** What one view of the documentation costs whoever asks for it over HTTP, from the request to the last byte. */
export async function benchDocs(env: Readonly<Record<string, string>>): Promise<Measure[]> {
  const apiKey = `bench-${randomBytes(12).toString("base64url")}`;
  const own = readEnv({ ...env, PORT: "0", BOOTSTRAP_API_KEY: apiKey, LOG_LEVEL: "silent" });
  await using gateway = await createGateway(toConfig(own), envToSecrets(own, { portal: true, key: true }));
  const measures: Measure[] = [];
  for (const path of ["/docs", "/openapi.json"]) {
    const times: number[] = [];
    let bytes = 0;
    for (let view = 0; view < VIEWS.before + VIEWS.counted; view += 1) {
      const startedAt = performance.now();
      const answer = await fetch(new URL(path, gateway.url));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      ({ byteLength: bytes } = await answer.arrayBuffer());
      if (view >= VIEWS.before) times.push(performance.now() - startedAt);
    }
    const middle = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    const value = Number(middle.toPrecision(3));
    measures.push({ group: "tài liệu API / documentation", name: path, value, unit: "ms p50", note: `${bytes} byte` });
  }
  return measures;
}
