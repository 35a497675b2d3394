import { randomBytes } from "node:crypto";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway } from "../gateway.ts";
import type { Order, Outside, Pushable } from "./bench-orders.ts";
import { createGatewayClient } from "./gateway-client.ts";

type Pushing = Pick<Order & { kind: "push" }, "count" | "clients" | "perRequest" | "format">;

/** A gateway on the measured database. Disposing closes it; the next one finds what it left. */
export interface MeasuredGateway extends AsyncDisposable {
  /** Has this many dossiers pushed that nobody pushed before; gives the milliseconds it took. */
  push(pushing: Pushing): Promise<number>;
  /** Statements this gateway has sent to its database so far. */
  statements(): Promise<number>;
}

/** Opens gateways one after the other on one database and counts the dossiers they accepted. */
export function createBenchHouse(database: Readonly<Record<string, string>>, outside: Outside) {
  const apiKey = `bench-${randomBytes(12).toString("base64url")}`;
  // An agency of this run's own, so that a database that was measured before is no hindrance.
  const agency = `H26.107.${randomBytes(2).toString("hex").toUpperCase()}`;
  let pushed = 0;

  return {
    /** Dossiers pushed so far. */
    pushed: () => pushed,

    async open(env: Readonly<Record<string, string>>): Promise<MeasuredGateway> {
      const own = readEnv({ ...database, PORT: "0", BOOTSTRAP_API_KEY: apiKey, LOG_LEVEL: "silent", ...env });
      const gateway = await createGateway(toConfig(own), envToSecrets(own, { portal: true, key: true }));
      const client = createGatewayClient(gateway.url, apiKey);
      const template = await plainSample(client, agency);
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

/** A dossier as most are: no record of the sector's own and nothing done yet, so it makes one message. */
async function plainSample(client: ReturnType<typeof createGatewayClient>, agency: string): Promise<Pushable> {
  const { samples } = (await client.get("/v1/sectors/judicial-records/samples")) as {
    samples: readonly { dossier: Pushable }[];
  };
  const [first] = samples;
  if (first === undefined) throw new Error("there is no sample to measure with");
  const [, day] = first.dossier.dossierCode.split("-");
  return { ...first.dossier, dossierCode: `${agency}-${day}-0`, record: null, progress: [] };
}
