import type { Issue } from "#core/dossier/issue.ts";
import { WrittenNumber } from "#core/dossier/written-number.ts";
import { surveyJson, type JsonBounds } from "./survey-json.ts";

/** Parsed input, or everything that is wrong with its writing. */
export type ParsedInput =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Input that cannot be read at all, with a sentence in both languages that says why not. */
export function unreadableInput(code: string, message: string, messageEn: string): ParsedInput {
  return { ok: false, issues: [{ pointer: "", code, message, messageEn, severity: "error" }] };
}

/** Input with more members and entries than may be read at once. */
export function tooManyValues(most: number): ParsedInput & { readonly ok: false } {
  return {
    ok: false,
    issues: [
      {
        pointer: "",
        code: "too-many-values",
        message: `Nội dung có quá ${most} giá trị; chia nhỏ, hoặc gửi từng hồ sơ một dòng (NDJSON).`,
        messageEn: `The content has more than ${most} values; divide it, or send one dossier a line (NDJSON).`,
        severity: "error",
      },
    ],
  };
}

export interface JsonInputOptions extends JsonBounds {
  /** A number that is not written as a whole one comes as {@link WrittenNumber}. */
  readonly keepFractions: boolean;
}

/**
 * Parses JSON (RFC 8259); refuses more depth or values than it may have, before
 * anything of it is parsed, and objects that hold a name twice, of which a reader would silently believe the last.
 */
export function parseJsonInput(text: string, { keepFractions, ...bounds }: JsonInputOptions): ParsedInput {
  const survey = surveyJson(text, bounds);
  switch (survey.exceeds) {
    case "depth":
      return tooDeep(bounds.maxDepth);
    case "values":
      return tooManyValues(bounds.maxValues);
    case "members":
      return tooManyMembers(bounds.maxMembers);
    case null:
  }
  let value: unknown;
  try {
    const mayHoldFraction = keepFractions && MAY_HOLD_FRACTION.test(text);
    value = mayHoldFraction ? parseWithSource(text, keepFraction) : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? withoutSource(error.message) : "";
    return unreadableInput("json-syntax", `JSON không đúng cú pháp (${reason}).`, `The JSON is malformed (${reason}).`);
  }
  const { repeated } = survey;
  return repeated.length === 0 ? { ok: true, value } : { ok: false, issues: repeated.map(repeatedName) };
}

function tooManyMembers(most: number): ParsedInput {
  return unreadableInput(
    "too-many-values",
    `Một đối tượng hay danh sách trong nội dung có quá ${most} giá trị; chia nhỏ.`,
    `An object or a list in the content has more than ${most} values; divide it.`,
  );
}

function tooDeep(most: number): ParsedInput {
  return unreadableInput(
    "too-deep",
    `Nội dung lồng nhau quá ${most} cấp.`,
    `The content is nested more than ${most} levels deep.`,
  );
}

function repeatedName(pointer: string): Issue {
  return {
    pointer,
    code: "repeated-name",
    message: "Tên trường này xuất hiện hai lần trong cùng một đối tượng; chỉ giữ lại một.",
    messageEn: "This name stands twice in the same object; keep one of them.",
    severity: "error",
  };
}

/** Only where this is found each value is looked at, which takes several times as long. Text may look like it, too. */
const MAY_HOLD_FRACTION = /[:[,\s]-?\d+[.eE]/;

/** What a reviver is told of a value beside it (ECMAScript, JSON.parse source text access). */
interface Source {
  readonly source?: string;
}

/** TypeScript does not know the reviver's third parameter yet. */
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (name: string, value: unknown, context: Source) => unknown,
) => unknown;

function keepFraction(_name: string, value: unknown, { source }: Source): unknown {
  return typeof value === "number" && source !== undefined && !/^-?\d+$/.test(source)
    ? new WrittenNumber(source)
    : value;
}

/** What V8 says of JSON that it cannot read, without the piece of it that it quotes: that is somebody's dossier. */
function withoutSource(message: string): string {
  const reason = message.replace(/(?:^|, )(?:\.{3})?".*"(?:\.{3})? is not valid JSON$/s, "");
  return reason === "" ? "not JSON" : reason;
}
