import { expect, describe, it } from "vitest";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import { createAccept } from "../../src/flow/accept.ts";
import type { Acceptance } from "../../src/flow/acceptance.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/store.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { VENDOR } from "./flow-under-test.ts";

const sectors = await loadSectors();

describe("a database that is lost in the middle of a group", () => {
  it("has everything that was answered as accepted, and the rest is answered as not taken", async () => {
    await using server = await startPostgresServer({ durable: true });
    const location = { kind: "postgres", url: server.url, connections: 4 } as const;
    await using database = await openDatabase(location, () => undefined);
    const store = createStore(database, seededRandom(), BEHIND_ONE_DOOR, SEARCH_TOKENS);
    const accept = createAccept({
      attachments: memoryAttachments(),
      largeFrom: LARGE_FROM,
      clock: fakeClock(),
      sectors,
      intake: store.intake,
      order: BEHIND_ONE_DOOR,
      wake: () => undefined,
    });
    const accepted = new Set<string>();
    const refused: unknown[] = [];
    let crashing: Promise<void> | undefined;
    const push = async (code: string): Promise<void> => {
      try {
        const { outcome }: Acceptance = await accept(VENDOR, sampleDossier(code));
        if (outcome === "accepted") accepted.add(code);
        if (accepted.size >= 100) crashing ??= server.crash();
      } catch (error) {
        refused.push(error);
      }
    };
    const all = Array.from({ length: 1000 }, (_, index) => `H36.03-260518-${String(index).padStart(4, "0")}`);
    for (let at = 0; at < all.length && refused.length < 40; at += 20)
      await Promise.all(all.slice(at, at + 20).map(push));
    await crashing;
    expect(accepted.size).toBeGreaterThanOrEqual(100);
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ name: "Fault", code: "database-unavailable" });

    await server.restart();
    for (const code of accepted)
      expect(await store.reads.dossier(code, null)).toMatchObject({ dossierCode: code, syncState: "pending" });
  });
});
