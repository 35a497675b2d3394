import { describe, expect, it } from "vitest";
import { createFairTurns } from "../../src/http/access/fair-turns.ts";

/** Turns of an event loop that come when they are told to. */
function openTurns() {
  const coming: (() => void)[] = [];
  const begun: string[] = [];
  const turns = createFairTurns((begin) => void coming.push(begin));
  return {
    coming,
    begun,
    ask: (who: string, count: number) => {
      for (let n = 1; n <= count; n += 1) {
        const turn = turns.turnOf(who);
        if (turn === null) begun.push(`${who}${n}`);
        else void turn.then(() => begun.push(`${who}${n}`));
      }
    },
    /** Lets a turn come; gives what began in it. */
    turn: async () => {
      const before = begun.length;
      coming.shift()?.();
      await new Promise(setImmediate);
      return begun.slice(before).join(" ");
    },
  };
}

describe("requests that arrive together", () => {
  it("begin at once while they are few, turn after turn", async () => {
    const { ask, begun, turn } = openTurns();
    ask("a", 8);
    expect(begun).toHaveLength(8);
    expect(await turn()).toBe("");
    ask("a", 8);
    expect(begun).toHaveLength(16);
  });

  it("of one sender keep no other waiting behind all of them", async () => {
    const { ask, begun, turn, coming } = openTurns();
    ask("a", 30);
    ask("b", 2);
    expect(begun.join(" ")).toBe("a1 a2 a3 a4 a5 a6 a7 a8");
    expect(await turn()).toBe("a9 b1 a10 b2 a11 a12 a13 a14");
    ask("c", 1);
    expect(await turn()).toBe("a15 c1 a16 a17 a18 a19 a20 a21");
    expect(await turn()).toBe("a22 a23 a24 a25 a26 a27 a28 a29");
    expect(await turn()).toBe("a30");
    while (coming.length > 0) expect(await turn()).toBe("");
    ask("d", 1);
    expect(begun.at(-1)).toBe("d1");
  });
});
