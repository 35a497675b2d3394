import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { FAULT_KINDS, type FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { BATCH, openJourney, readSamples, renumbered, type Journey, type Pushed } from "./open-journey.ts";
import { expectedItems, judge } from "./verdict.ts";

const sectors = await loadSectors();

/** Judges what the portal applied since `after` against everything pushed since. */
export function verdictOn(journey: Journey, pushed: readonly (readonly Pushed[])[], after = 0) {
  const expected = new Map(pushed.map((own) => [own[0]?.dossierCode ?? "", expectedItems(sectors, own)]));
  return judge(
    journey.simulator.ledger.lines().filter(({ seq }) => seq > after),
    expected,
  );
}

const LATE = ["hang", "http-500", "html-200", "bad-json"] as const;
const SETTINGS: Partial<Record<FaultRule["kind"], Partial<FaultRule>>> = {
  slow: { delayMs: 150 },
  hang: { delayMs: 150 },
  "rate-limit": { retryAfterSeconds: 0 },
  maintenance: { retryAfterSeconds: 0 },
};
const rules: readonly FaultRule[] = [
  ...FAULT_KINDS.map((kind) => ({ kind, ...SETTINGS[kind] })),
  ...LATE.map((kind) => ({ kind, ...SETTINGS[kind], afterApply: true })),
];

/** From a push over a socket to what stands in the portal's books, on whichever database. */
export function journeyContract(
  name: string,
  openDatabase: (stack: AsyncDisposableStack) => Promise<Record<string, string>>,
) {
  describe(`the journey on ${name}`, () => {
    const stack = new AsyncDisposableStack();
    let opened: Journey | undefined;
    let next = 1000;
    const journey = (): Journey => {
      if (opened === undefined) throw new Error("the gateway did not start");
      return opened;
    };
    const fresh = (dossier: Pushed): Pushed => renumbered(dossier, (next += 1));
    const lastLine = () => journey().simulator.ledger.lines().length;

    beforeAll(async () => {
      opened = stack.use(await openJourney(await openDatabase(stack)));
    });
    afterAll(() => stack.disposeAsync());

    it("takes the samples of every sector to the portal: once each, in order, signed", async () => {
      const samples = await readSamples(journey());
      expect(new Set(samples.map(({ sector }) => sector)).size).toBe(sectors.all.length);
      // Some samples show one dossier at two moments of its life.
      const dossiers = Map.groupBy(
        samples.map(({ dossier }) => dossier),
        ({ dossierCode }) => dossierCode,
      );
      const pushed = [...dossiers.values()];
      await Promise.all(
        pushed.map(async (moments) => {
          for (const moment of moments) expect(await journey().push(moment)).toBe(202);
        }),
      );
      const states = await journey().settled();
      expect(states).toMatchObject({ pending: 0, inSync: dossiers.size, unknown: 0, parked: 0, refused: 0 });
      expect(verdictOn(journey(), pushed)).toEqual({ faults: [], repeatedLines: 0 });
      for (const { dossier } of samples) {
        const detail = await journey().call(`/v1/dossiers/${dossier.dossierCode}`);
        expect(await detail.json()).toMatchObject({ dossierCode: dossier.dossierCode, syncState: "in-sync" });
      }
      expect(journey().errors).toEqual([]);
    });

    it("takes what changes to it as well, while earlier pushes are still on their way", async () => {
      const after = lastLine();
      const codes = Array.from({ length: 12 }, () => `H36.03-260518-${(next += 1)}`);
      const revisions = codes.map((code) =>
        [1, 2, 3].map((version) => sampleDossier(code, { version, lines: version })),
      );
      await Promise.all(
        revisions.map(async (own) => {
          for (const revision of own) expect(await journey().push(revision)).toBe(202);
        }),
      );
      await journey().settled();
      expect(verdictOn(journey(), revisions, after)).toEqual({ faults: [], repeatedLines: 0 });
    });

    it.each(rules.map((rule) => [rule.kind + (rule.afterApply === true ? ", applied first" : ""), rule] as const))(
      "ends in sync, each dossier applied once, whatever the portal does: %s",
      async (_name, rule) => {
        const after = lastLine();
        const samples = Object.values(Object.groupBy(await readSamples(journey()), ({ sector }) => sector));
        const pushed = samples.flatMap((own = []) => own.slice(0, 2).map(({ dossier }) => fresh(dossier)));
        const faults = await fetchFaults(journey(), [
          { ...rule, times: 1 },
          { ...rule, probability: 0.1 },
        ]);
        expect(faults).toBe(200);
        for (const answer of await Promise.all(pushed.map((dossier) => journey().push(dossier))))
          expect(answer).toBe(202);
        let states = await journey().settled();
        const fired = journey()
          .simulator.faults.list()
          .reduce((sum, { fired: times = 0 }) => sum + times, 0);
        expect(fired).toBeGreaterThan(0);
        journey().simulator.faults.set([]);
        // Only a no needs a person: to a dossier, or to several lines, some of which may have been applied.
        for (let round = 0; rule.kind === "error-code" && round < 5; round += 1) {
          for (const state of ["refused", "parked"]) {
            const body = JSON.stringify({ state, reason: "Cổng đã sửa" });
            expect((await journey().call("/v1/messages/retry", { method: "POST", body })).status).toBe(202);
          }
          states = await journey().settled();
          if (states["parked"] === 0 && states["refused"] === 0) break;
        }
        expect(states).toMatchObject({ parked: 0, refused: 0 });
        const { faults: found, repeatedLines } = verdictOn(
          journey(),
          pushed.map((dossier) => [dossier]),
          after,
        );
        expect(found).toEqual([]);
        expect(repeatedLines).toBeLessThanOrEqual(fired * BATCH);
      },
    );

    it("goes on where it stopped when the gateway is stopped and started", async () => {
      const after = lastLine();
      const pushed = Array.from({ length: 40 }, () => [sampleDossier(`H36.03-260518-${(next += 1)}`, { lines: 3 })]);
      // The portal takes dossiers and no lines, so that something is left to say at the stop.
      journey().simulator.faults.set([{ kind: "maintenance", service: "CapNhatTienDoHoSoMC", retryAfterSeconds: 1 }]);
      const body = JSON.stringify({ dossiers: pushed.flat() });
      const answer = await (await journey().call("/v1/dossiers", { method: "POST", body })).json();
      expect(answer).toMatchObject({ accepted: pushed.length });
      await journey().stop();
      expect(lastLine()).toBeLessThanOrEqual(after + pushed.length);
      journey().simulator.faults.set([]);
      await journey().start();
      await journey().settled();
      expect(verdictOn(journey(), pushed, after)).toEqual({ faults: [], repeatedLines: 0 });
      expect(journey().errors).toEqual([]);
    });
  });
}

/** Over the wire, as an operator of the simulator would. */
async function fetchFaults(journey: Journey, list: readonly FaultRule[]): Promise<number> {
  const response = await journey.simulator.app.request("/faults", { method: "PUT", body: JSON.stringify(list) });
  return response.status;
}
