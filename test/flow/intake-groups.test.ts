import { describe, expect, it } from "vitest";
import { LARGE_FROM } from "#core/message/content-reference.ts";
import { IdempotencyKeyUsed, type IntakeStore } from "#core/ports/intake-store.ts";
import { createAccept } from "../../src/flow/accept.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { memoryAttachments } from "../kit/memory-attachments.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { VENDOR, openFlowUnderTest } from "./flow-under-test.ts";

const sectors = await loadSectors();
const large = { attachments: memoryAttachments(), largeFrom: LARGE_FROM };
const codes = Array.from({ length: 12 }, (_, index) => `H36.03-260518-${String(index).padStart(4, "0")}`);
const acceptWith = (intake: IntakeStore) =>
  createAccept({ ...large, clock: fakeClock(), sectors, intake, order: BEHIND_ONE_DOOR, wake: () => undefined });

describe("pushes that come together", () => {
  const place = sharedDatabase();

  it("share transactions, and each is answered for itself", async () => {
    const system = openFlowUnderTest(place());
    const { intake } = place().store;
    const sizes: number[] = [];
    const accept = acceptWith({
      ...intake,
      insertFirst: (pushes) => {
        sizes.push(pushes.length);
        return intake.insertFirst(pushes);
      },
    });
    const first = codes[0] ?? "";
    await accept(VENDOR, sampleDossier(first));
    const answers = await Promise.all([
      ...codes.map((code) => accept(VENDOR, sampleDossier(code))),
      accept(VENDOR, sampleDossier(first, { version: 2 })),
      accept(VENDOR, sampleDossier(first, { version: 2 })),
      accept(VENDOR, sampleDossier(first, { patch: { status: 99 } })),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      "unchanged",
      ...codes.slice(1).map(() => "accepted"),
      "accepted",
      "unchanged",
      "invalid",
    ]);
    expect(Math.max(...sizes)).toBeGreaterThan(5);
    expect(await system.state(codes[5] ?? "")).toBe("pending");
    expect(await place().store.reads.dossier(first, null)).toMatchObject({ revision: 2 });
  });

  it("are not harmed by one among them that cannot be taken", async () => {
    const accept = acceptWith(place().store.intake);
    const answers = await Promise.all(
      codes.map((code, index) =>
        // Two of them come under one key, which only one can have.
        accept(VENDOR, sampleDossier(code), {
          idempotency: index === 4 || index === 8 ? { key: "k", bodySha256: code } : null,
        }),
      ),
    );
    const outcomes = answers.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(codes.length - 1);
    expect(new Set([outcomes[4], outcomes[8]])).toEqual(new Set(["accepted", "key-conflict"]));
    const refused = codes[outcomes.indexOf("key-conflict")] ?? "";
    expect(await place().store.reads.dossier(refused, null)).toBeNull();
  });

  it("of dossiers that are there are not harmed by one among them either", async () => {
    const accept = acceptWith(place().store.intake);
    await Promise.all(codes.map((code) => accept(VENDOR, sampleDossier(code))));
    const answers = await Promise.all(
      codes.map((code, index) =>
        accept(VENDOR, sampleDossier(code, { version: 2 }), {
          idempotency: index === 4 || index === 8 ? { key: "k", bodySha256: code } : null,
        }),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(codes.length - 1);
    const revisions = await Promise.all(codes.map((code) => place().store.reads.dossier(code, null)));
    expect(revisions.map((detail) => detail?.revision)).toEqual(
      answers.map(({ outcome }) => (outcome === "accepted" ? 2 : 1)),
    );
  });

  it("find a key that was used while they looked used, and are not told so of anything else", async () => {
    const { intake } = place().store;
    const [code = ""] = codes;
    const idempotency = { key: "k", bodySha256: "b" };
    await acceptWith(intake)(VENDOR, sampleDossier(code), { idempotency });
    const usedMeanwhile = () => Promise.reject(new IdempotencyKeyUsed());
    const first = acceptWith({ ...intake, insertFirst: usedMeanwhile });
    expect(await first(VENDOR, sampleDossier(code), { idempotency })).toMatchObject({ outcome: "unchanged" });
    const further = acceptWith({ ...intake, transaction: usedMeanwhile });
    const next = sampleDossier(code, { version: 2 });
    expect(await further(VENDOR, next)).toEqual({ outcome: "key-conflict", dossierCode: code });
    const broken = acceptWith({ ...intake, transaction: () => Promise.reject(new Error("no table")) });
    await expect(broken(VENDOR, next, { idempotency })).rejects.toThrow("no table");
  });
});
