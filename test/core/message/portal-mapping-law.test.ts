import { pushedDossier } from "#core/dossier/pushed-dossier.ts";
import { toPortalDossier, toPortalProgress } from "#core/message/portal-mapping.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { progressEntry } from "#schemas/portal/progress-update.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NAMES, push } from "../push.ts";
import { pushes } from "../pushed-dossiers.ts";

/** A push in which every field says something. */
const FULL = push({
  summary: "a",
  agencyName: "a",
  procedureName: "a",
  fieldCode: "a",
  fieldName: "a",
  receiptNumber: "a",
  note: "a",
  submittedAt: "2026-05-18T08:00:00+07:00",
  applicant: { type: "citizen", name: "a", identifiers: [{ type: "other", number: "a" }], email: "a@example.vn" },
  connectedDatabases: ["a"],
  attachments: [{ id: "a", name: "a", componentCode: "a", url: "https://a.vn", replacementResultCode: "a" }],
  otherPapers: [{ name: "a", quantity: 1, kind: 1 }],
  fees: [{ name: "a", code: "a", collection: 1, amount: 1, kind: 1, paid: true }],
  supplements: [
    {
      id: 1,
      requestedBy: "a",
      content: "a",
      requestedAt: "2026-05-18T08:00:00+07:00",
      receivedBy: "a",
      receivedNote: "a",
      completed: true,
    },
  ],
  results: [{ id: "a", name: "a", componentCode: "a", resultCode: "a", url: "https://a.vn" }],
  progress: [
    { id: "a", at: "2026-05-18T08:00:00+07:00", actor: "a", title: "a", department: "a", note: "a", status: 2 },
  ],
});

interface Shape {
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** The same with every «a» as long as the gateway's own format lets it be. */
function atTheLimit(value: unknown, shape: Shape | undefined): unknown {
  const shapes = shape?.anyOf ?? shape?.oneOf ?? (shape === undefined ? [] : [shape]);
  if (value === "a") return "a".repeat(Math.max(...shapes.map(({ maxLength }) => maxLength ?? 0)));
  if (Array.isArray(value)) return value.map((item) => atTheLimit(item, shapes.find(({ items }) => items)?.items));
  if (typeof value !== "object" || value === null) return value;
  const last = shapes.findLast(({ properties }) => properties !== undefined);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, atTheLimit(member, last?.properties?.[key])]),
  );
}

describe("whatever the gateway takes", () => {
  it("is taken by the portal's format as it stands", () => {
    fc.assert(
      fc.property(pushes, (input) => {
        const read = pushedDossier.parse(input);
        const names = {
          name: read.procedureName ?? "",
          fieldCode: read.fieldCode ?? "",
          fieldName: read.fieldName ?? "",
        };
        const payload = toPortalDossier(read, names);
        expect(portalDossier.parse(payload)).toEqual(payload);
        for (const line of read.progress) {
          const entry = toPortalProgress(read.dossierCode, line);
          expect(progressEntry.parse(entry)).toEqual(entry);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is no longer than the portal's fields are wide", () => {
    const shape = z.toJSONSchema(pushedDossier, { io: "input", unrepresentable: "any" }) as Shape;
    const read = pushedDossier.parse(atTheLimit(FULL, shape));
    expect([read.summary.length, read.applicant.identifiers[0]?.number.length]).toEqual([1000, 40]);
    expect(JSON.stringify(read)).not.toContain('"a"');
    const { procedureName, fieldCode, fieldName } = read;
    const names = { name: procedureName ?? "", fieldCode: fieldCode ?? "", fieldName: fieldName ?? "" };
    expect(portalDossier.safeParse(toPortalDossier(read, names)).error).toBeUndefined();
    for (const line of read.progress)
      expect(progressEntry.safeParse(toPortalProgress(read.dossierCode, line)).error).toBeUndefined();
  });

  it("is the same when it is pushed as it was read", () => {
    fc.assert(
      fc.property(pushes, (input) => {
        const read = pushedDossier.parse(input);
        expect(pushedDossier.parse(read)).toEqual(read);
      }),
    );
  });

  it("is text in NFC", () => {
    fc.assert(
      fc.property(pushes, (input) => {
        const written = JSON.stringify(toPortalDossier(pushedDossier.parse(input), NAMES));
        expect(written).toBe(written.normalize("NFC"));
      }),
    );
  });

  it.each(["2199-12-31T23:00:00-10:00", "1900-01-01T00:00:00+14:00"])(
    "has no year the portal cannot read: %s",
    (at) => {
      expect(pushedDossier.safeParse(push({ submittedAt: at })).success).toBe(false);
    },
  );
});
