import { describe, expect, it } from "vitest";
import { renderTable } from "../../src/cli/table.ts";

describe("renderTable", () => {
  it("sets text left and numbers right under its header", () => {
    expect(
      renderTable(
        ["Hồ sơ", "ms", "Ghi chú"],
        [
          ["H26-1", 7, "được"],
          ["H26.107-12", 1234, ""],
        ],
      ),
    ).toBe(
      ["Hồ sơ         ms  Ghi chú", "──────────  ────  ───────", "H26-1          7  được", "H26.107-12  1234", ""].join(
        "\n",
      ),
    );
  });

  it("sets a column with one word in it left", () => {
    expect(renderTable(["n"], [[10], ["?"]])).toBe("n\n──\n10\n?\n");
  });

  it("counts letters as people do: a decomposed letter and a flag are one each", () => {
    const lines = renderTable(
      ["a", "b"],
      [
        ["Hồ sơ".normalize("NFD"), "x"],
        ["Hồ sơ", "x"],
        ["🇻🇳abc", "x"],
      ],
    ).split("\n");
    expect(lines.slice(2, 4).map((line) => line.normalize("NFC"))).toEqual(["Hồ sơ  x", "Hồ sơ  x"]);
    expect(lines[4]).toBe("🇻🇳abc   x");
  });

  it("shows the header of an empty table", () => {
    expect(renderTable(["Hồ sơ", "ms"], [])).toBe("Hồ sơ  ms\n─────  ──\n");
  });

  it("leaves no space at the end of a line, and fills what is missing", () => {
    expect(renderTable(["a", "b"], [["x"], ["y", "z"]])).toBe("a  b\n─  ─\nx\ny  z\n");
  });
});
