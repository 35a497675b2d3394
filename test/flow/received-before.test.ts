import { describe, expect, it } from "vitest";
import type { Cause } from "#core/delivery/causes.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { judgeReceivedBefore } from "../../src/flow/received-before.ts";
import { outcomeOf } from "./message-under-test.ts";

/** Judges an answer to a message that is the first correction of what was delivered, or is not. */
async function judge(
  cause: Cause,
  {
    isFirst = true,
    attempts = 0,
    said = { errorCode: "101" },
  }: { readonly isFirst?: boolean; readonly attempts?: number; readonly said?: Partial<Outcome> } = {},
) {
  const asked: unknown[] = [];
  const store = {
    isFirstCorrection: async (...about: unknown[]) => {
      asked.push(about);
      return isFirst;
    },
  };
  const outcome = outcomeOf("already-exists", {
    cause,
    party: "portal",
    ...said,
  });
  return { outcome, asked, judged: await judgeReceivedBefore(store, outcome, { id: "m", attempts }, ["e1", "e2"]) };
}

describe("a ministry that says that it has the dossier already", () => {
  it.each(["already-received", "already-exists"] as const)("has not taken what changed (%s)", async (cause) => {
    const { judged, asked } = await judge(cause);
    expect(judged).toMatchObject({
      kind: "refused",
      party: "vendor-data",
      cause: "received-not-updatable",
      errorCode: "101",
      happened: {
        vi: expect.stringContaining("(mã 101)") as string,
        en: expect.stringContaining("(code 101)") as string,
      },
    });
    expect(judged.message).toContain(judged.happened?.vi);
    expect(judged.messageEn).toContain(judged.happened?.en);
    expect(asked).toEqual([["m", ["e1", "e2"]]]);
  });

  it("is believed where nothing else was told before, where this was sent before, and in other words", async () => {
    for (const { judged, outcome } of [
      await judge("already-received", { isFirst: false }),
      await judge("already-received", { attempts: 1 }),
      await judge("looked-up"),
    ])
      expect(judged).toBe(outcome);
    expect((await judge("already-received", { attempts: 1 })).asked).toEqual([]);
    expect((await judge("looked-up")).asked).toEqual([]);
  });

  it("may say so without a code", async () => {
    const { judged } = await judge("already-exists", { said: {} });
    expect(judged.happened?.vi).toContain("(mã —)");
  });
});
