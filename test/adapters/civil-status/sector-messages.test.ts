import { checkDossier } from "#core/dossier/check-dossier.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { commonRules } from "#core/dossier/common-rules.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../../adapters/civil-status/rules.ts";
import { readSample, registry } from "../adapter-folders.ts";
import { births, deaths, marriages, others } from "./arbitrary-records.ts";

const base = readSample("civil-status", "birth-single-mother") as Record<string, unknown>;
const LISTED = new Set([...rules, ...commonRules].map(({ id }) => id));
const PUSHED: readonly string[] = ["KS", "KT", "KH"];

describe("any record of the right shape", () => {
  it("becomes messages, or is refused by a listed rule", () => {
    const received = fc.constantFrom(
      "2024-12-16T08:00:00+07:00",
      "2025-06-30T08:00:00+07:00",
      "2026-11-19T08:30:00+07:00",
    );
    fc.assert(
      fc.property(fc.oneof(births, deaths, marriages, others), received, (record, receivedAt) => {
        const checked = checkDossier({ ...base, dueAt: null, status: 9, receivedAt, record }, registry);
        const issues = checked.ok ? checked.warnings : checked.issues;
        expect(issues.filter(({ code, pointer }) => !LISTED.has(code) || !isIn(record, pointer))).toEqual([]);
        if (!checked.ok) return;
        const sent = allMessages(checked).filter(({ kind }) => kind === "sector");
        expect(sent).toHaveLength(PUSHED.includes(record.module) ? 1 : 0);
        expect(JSON.parse(JSON.stringify(sent))).toEqual(sent);
      }),
      { numRuns: 600 },
    );
  });
});

/** Whether a pointer leads to something the record has, or could have: its parent is there. */
function isIn(record: object, pointer: string): boolean {
  const [root, ...path] = pointer.split("/").slice(1);
  if (root !== "record") return true;
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !(key in value)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
