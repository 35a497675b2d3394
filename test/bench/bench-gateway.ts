import { randomBytes } from "node:crypto";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import type { Order, Outside } from "./queue-orders.ts";
import { samplePush } from "./sample.ts";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";

type Pushing = Pick<Order & { kind: "push" }, "count" | "clients" | "perRequest" | "format">;

/** A gateway on the measured database. Disposing closes it; the next one finds what it left. */
export interface MeasuredGateway extends AsyncDisposable {
  /** Has this many dossiers pushed that nobody pushed before; gives the milliseconds it took. */
  push(pushing: Pushing): Promise<number>;
  /** Statements this gateway has sent to its database so far. */
  statements(): Promise<number>;
}

/** Opens gateways one after the other on one database and counts the dossiers they accepted. */
export function createBenchGateways(database: Readonly<Record<string, string>>, outside: Outside) {
  const apiKey = `bench-${randomBytes(12).toString("base64url")}`;
  const template = samplePush();
  let pushed = 0;

  return {
    /** Dossiers pushed so far. */
    pushed: () => pushed,

    async open(env: Readonly<Record<string, string>>): Promise<MeasuredGateway> {
      const own = readEnv({ ...database, PORT: "0", BOOTSTRAP_API_KEY: apiKey, LOG_LEVEL: "silent", ...env });
      const gateway = await createGateway(toConfig(own), envToSecrets(own, { portal: true, key: true }));
      const client = createGatewayClient(gateway.url, apiKey);
      return {
        async push(pushing) {
          const from = pushed;
          pushed += pushing.count;
          return outside.carryOut({ kind: "push", to: gateway.url, apiKey, template, from, ...pushing });
        },
        statements: async () => {
          const [, count] = /^lienthong_database_statements_total (\d+)/m.exec(await client.text("/metrics")) ?? [];
          return Number(count);
        },
        [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
      };
    },
  };
}
