import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import { NOTHING_REPORTED } from "#core/message/plan-messages.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { createAccept } from "../../src/flow/accept.ts";
import { previewDossier } from "../../src/flow/preview-dossier.ts";
import { planResend } from "../../src/flow/reconcile-resend.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { VENDOR } from "./flow-under-test.ts";

const place = sharedDatabase();
const large = { attachments: memoryAttachments(), largeFrom: LARGE_FROM };
const real = await loadSectors();
const dossier = readSample("civil-status", "birth-single-mother") as { readonly dossierCode: string };
const changed = { ...dossier, note: "Đã sửa" };

/** The real sectors, counting how often any of them maps a dossier. */
function countingSectors() {
  const counted = { mappings: 0 };
  const all = real.all.map((adapter): SectorAdapter => {
    const { toSectorMessages } = adapter;
    if (toSectorMessages === undefined) return adapter;
    return {
      ...adapter,
      toSectorMessages: (input) => {
        counted.mappings += 1;
        return toSectorMessages(input);
      },
    };
  });
  const sectors: SectorRegistry = { all, find: (name) => all.find(({ sector }) => sector === name) };
  return { counted, sectors };
}

describe("a sector's mapping runs once", () => {
  it("for each push, be it the first of its dossier, a further one or the same again", async () => {
    const { counted, sectors } = countingSectors();
    const { intake } = place().store;
    const accept = createAccept({
      ...large,
      clock: fakeClock(),
      sectors,
      intake,
      order: BEHIND_ONE_DOOR,
      wake: () => undefined,
    });
    expect(await accept(VENDOR, dossier)).toMatchObject({ outcome: "accepted", revision: 1 });
    expect(counted.mappings).toBe(1);
    expect(await accept(VENDOR, changed)).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(counted.mappings).toBe(2);
    expect(await accept(VENDOR, changed)).toMatchObject({ outcome: "unchanged", revision: 2 });
    expect(counted.mappings).toBe(3);
  });

  it("for a preview, of a dossier that is there too", async () => {
    const { counted, sectors } = countingSectors();
    const { intake } = place().store;
    const accept = createAccept({
      ...large,
      clock: fakeClock(),
      sectors,
      intake,
      order: BEHIND_ONE_DOOR,
      wake: () => undefined,
    });
    await accept(VENDOR, dossier);
    counted.mappings = 0;
    expect(await previewDossier({ sectors, intake }, VENDOR, changed)).toMatchObject({ valid: true });
    expect(counted.mappings).toBe(1);
  });

  it("for what a difference is sent again as, progress lines included", () => {
    const { counted, sectors } = countingSectors();
    const checked = checkDossier(dossier, sectors);
    if (!checked.ok) throw new Error("the sample is not valid");
    const told = { ...NOTHING_REPORTED, entryIds: new Set(checked.dossier.progress.map(({ id }) => id)) };
    const plan = planResend({ kind: "missing", dossier, reported: told }, sectors, { withProgress: true });
    expect(plan).toMatchObject({ ok: true });
    expect(counted.mappings).toBe(1);
  });
});
