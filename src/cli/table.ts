/** Lays rows out in aligned columns under a header; columns of numbers are set right. Widths count characters, not bytes. */
export function renderTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = rows.map((row) => row.map(String));
  const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
  const widths = header.map((title, column) => Math.max(width(title), ...text.map((row) => width(row[column] ?? ""))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
        return numeric[column] === true ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((size) => "─".repeat(size))), ...text.map(line)]
    .map((row) => `${row}\n`)
    .join("");
}

const segments = new Intl.Segmenter("vi", { granularity: "grapheme" });

function width(text: string): number {
  return [...segments.segment(text)].length;
}
