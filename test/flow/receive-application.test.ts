import { describe, expect, it } from "vitest";
import type { Client } from "#core/client.ts";
import type { Application, InboundCall } from "#core/sector/inbound-call.ts";
import { receiveApplication } from "../../src/flow/receive-application.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();
const CODE = "H36.03-260518-0001";

const FILED: Application = {
  dossierCode: CODE,
  procedureCode: "2.000033",
  submittedOn: "2026-05-18",
  record: { a: 1 },
  files: [{ name: "don.pdf", content: "JVBERi0x", url: null }],
};

function hand(change: Partial<Application> = {}, isCorrection = false, client: Client | null = null) {
  const call = {
    name: "nhanHoSo",
    read: () => ({ ok: true, application: { ...FILED, ...change }, isCorrection }),
  } as unknown as InboundCall;
  return receiveApplication(
    { clock: fakeClock(), applications: place().store.applications, intake: place().store.intake },
    { sector: "civil-status", call, body: {}, actor: "system:lgsp", client, signed: null },
  );
}

describe("an application that is handed over", () => {
  it("is taken once, however often it comes", async () => {
    expect(await hand()).toEqual({ kind: "taken", dossierCode: CODE });
    expect(await hand()).toEqual({ kind: "unchanged", dossierCode: CODE });
  });

  it.each<[string, Partial<Application>]>([
    ["record", { record: { a: 2 } }],
    ["procedure", { procedureCode: "2.000034" }],
    ["day", { submittedOn: "2026-05-19" }],
    ["file", { files: FILED.files.map((file) => ({ ...file, content: "JVBERi0y" })) }],
    ["file's name", { files: FILED.files.map((file) => ({ ...file, name: "khac.pdf" })) }],
  ])(
    "with another %s under a known code is a conflict, unless the caller says that it corrects",
    async (_what, change) => {
      await hand();
      expect(await hand(change)).toEqual({ kind: "conflict", dossierCode: CODE });
      expect(await hand(change, true)).toEqual({ kind: "replaced", dossierCode: CODE });
      expect(await hand(change)).toEqual({ kind: "unchanged", dossierCode: CODE });
    },
  );

  it("with other content is taken where a supplement was asked for, and only there", async () => {
    const sample = readSample("civil-status", "birth-single-mother") as { readonly dossierCode: string };
    const { dossierCode } = sample;
    await hand({ dossierCode });
    const system = openFlowUnderTest(place());
    expect(await system.pushAsIs(sample)).toMatchObject({ outcome: "accepted" });
    expect(await hand({ dossierCode, record: { a: 2 } })).toMatchObject({ kind: "conflict" });
    expect(await system.pushAsIs({ ...sample, status: 5 })).toMatchObject({ outcome: "accepted" });
    expect(await hand({ dossierCode, record: { a: 2 } })).toMatchObject({ kind: "replaced" });
  });

  it("is taken of a client bound to agencies where the code is one of theirs, or the dossier is at one", async () => {
    const bound = (...agencies: string[]): Client => ({ id: "lgsp", name: "LGSP", rights: new Set(), agencies });
    expect(await hand({}, false, bound("H36.04"))).toEqual({ kind: "forbidden" });
    expect(await hand({}, false, bound("H36.03"))).toMatchObject({ kind: "taken" });
    expect(await hand({}, false, { ...bound(), agencies: null })).toMatchObject({ kind: "unchanged" });
    const system = openFlowUnderTest(place());
    const sample = readSample("civil-status", "birth-single-mother") as {
      readonly dossierCode: string;
      readonly agencyCode: string;
    };
    await system.pushAsIs(sample);
    const { dossierCode, agencyCode } = sample;
    expect(await hand({ dossierCode }, false, bound(`${agencyCode}.99`))).toEqual({ kind: "forbidden" });
    expect(await hand({ dossierCode }, false, bound(agencyCode))).toMatchObject({ kind: "taken" });
  });
});
