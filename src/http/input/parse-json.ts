/** Parsed input, or a sentence in both languages that says why not. */
export type ParsedInput =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly messageEn: string };

/** Parses JSON and refuses nesting deeper than `maxDepth`. */
export function parseJsonInput(text: string, maxDepth: number): ParsedInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return {
      ok: false,
      code: "json-syntax",
      message: `JSON không đúng cú pháp (${reason}).`,
      messageEn: `The JSON is malformed (${reason}).`,
    };
  }
  if (deeperThan(value, maxDepth)) {
    return {
      ok: false,
      code: "too-deep",
      message: `Nội dung lồng nhau quá ${maxDepth} cấp.`,
      messageEn: `The content is nested more than ${maxDepth} levels deep.`,
    };
  }
  return { ok: true, value };
}

function deeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => deeperThan(member, depth - 1));
}
