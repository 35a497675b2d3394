import { describe, expect, it } from "vitest";
import { freshPostgresDatabase } from "../kit/database.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { journeyContract, verdictOn } from "./journey.ts";
import { BATCH, openJourney } from "./open-journey.ts";

journeyContract("PostgreSQL", async (stack) => ({ DATABASE_URL: stack.use(await freshPostgresDatabase()).url }));

describe("a database that goes away in the middle", () => {
  it("is answered with 503 meanwhile, and everything accepted is delivered when it is back", async () => {
    await using server = await startPostgresServer({ durable: true });
    await using journey = await openJourney({ DATABASE_URL: server.url }, 2);
    journey.simulator.faults.set([{ kind: "slow", probability: 0.5, delayMs: 60 }]);
    const dossiers = Array.from({ length: 60 }, (_, index) =>
      sampleDossier(`H36.03-260518-${2000 + index}`, { lines: 2 }),
    );
    const answers = new Map<string, number>();
    const pushAll = (some: typeof dossiers) =>
      Promise.all(some.map(async (dossier) => answers.set(dossier.dossierCode, await journey.push(dossier))));

    await pushAll(dossiers.slice(0, 30));
    const racing = pushAll(dossiers.slice(30, 50));
    await server.crash();
    await racing;
    await pushAll(dossiers.slice(50));
    for (const { dossierCode } of dossiers.slice(50)) expect(answers.get(dossierCode)).toBe(503);
    const away = await journey.call("/readyz");
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await away.json()).toMatchObject({ code: "database-unavailable", status: 503 });
    expect((await journey.call("/healthz")).status).toBe(200);
    expect((await journey.call("/v1/sync")).status).toBe(503);

    await server.restart();
    const refused = dossiers.filter(({ dossierCode }) => answers.get(dossierCode) === 503);
    const taken = dossiers.filter((dossier) => !refused.includes(dossier));
    for (const { dossierCode } of taken) expect(answers.get(dossierCode)).toBe(202);
    // A 503 may hide a commit, never a loss: pushed again, each is taken exactly once.
    await pushAll(refused);
    for (const { dossierCode } of refused) expect([200, 202]).toContain(answers.get(dossierCode));
    const states = await journey.settled();
    expect(states).toMatchObject({ inSync: dossiers.length, parked: 0, refused: 0 });
    const { faults, repeatedLines } = verdictOn(
      journey,
      dossiers.map((dossier) => [dossier]),
    );
    expect(faults).toEqual([]);
    // At most what was under way when the database went.
    expect(repeatedLines).toBeLessThanOrEqual(4 * BATCH);
  });
});
