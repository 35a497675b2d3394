import { describe, expect, it } from "vitest";
import { startProgress } from "../../src/cli/progress-bar.ts";

/** What a bar of so many steps writes where there is no terminal. */
function lines(total: number, steps = total): string[] {
  const written: string[] = [];
  const bar = startProgress({ write: (text) => written.push(text) }, "Gửi hồ sơ", total);
  for (let step = 0; step < steps; step += 1) bar.step(`H26-${step}`);
  bar.stop();
  return written;
}

describe("progress where there is no terminal", () => {
  it("is a line for each of a few", () => {
    expect(lines(3)).toEqual(["Gửi hồ sơ: 1/3\n", "Gửi hồ sơ: 2/3\n", "Gửi hồ sơ: 3/3\n"]);
  });

  it("is a line each tenth of the way for many, and one at the end", () => {
    expect(lines(1000)).toHaveLength(10);
    expect(lines(25).map((line) => line.slice(11, -1))).toEqual([
      "3/25",
      "6/25",
      "9/25",
      "12/25",
      "15/25",
      "18/25",
      "21/25",
      "24/25",
      "25/25",
    ]);
  });

  it("ends where it was stopped", () => {
    expect(lines(3, 1)).toEqual(["Gửi hồ sơ: 1/3\n"]);
    expect(lines(0)).toEqual([]);
  });
});
