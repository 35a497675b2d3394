import { toPointer, type Issue } from "#core/dossier/issue.ts";

/** No text but a file is ever longer; in characters. */
export const LONGEST_TEXT = 100_000;

/** Files come as base64 or as a data URL, indented or not. Such letters are one byte each and cost little to hand on. */
const MAY_BE_FILE = /^[\t\n\r\x20-\x7E]*$/;

/** Texts that are named; one is enough to refuse what they stand in. */
const MOST_NAMED = 20;

/**
 * What is wrong with texts that are so long that no field takes them, by their places. Handing megabytes of letters on, only
 * for a schema to say so, would keep everybody else waiting.
 */
export function endlessTexts(value: unknown): readonly Issue[] {
  const issues: Issue[] = [];
  look(value, []);
  return issues;

  function look(one: unknown, path: readonly PropertyKey[]): void {
    if (issues.length >= MOST_NAMED) return;
    if (typeof one === "string") {
      if (one.length > LONGEST_TEXT && !MAY_BE_FILE.test(one)) issues.push(tooLong(path, one.length));
    } else if (typeof one === "object" && one !== null) {
      for (const [name, member] of Object.entries(one)) look(member, [...path, name]);
    }
  }
}

function tooLong(path: readonly PropertyKey[], length: number): Issue {
  return {
    pointer: toPointer(path),
    code: "too-big",
    message: `Dài ${length} ký tự; chỉ nội dung tệp (base64) mới được dài hơn ${LONGEST_TEXT} ký tự.`,
    messageEn: `${length} characters long; only the content of a file (base64) may be longer than ${LONGEST_TEXT}.`,
    severity: "error",
  };
}
