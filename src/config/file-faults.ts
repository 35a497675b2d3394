import { type Document, isMap, isNode, isScalar, type LineCounter, type YAMLError } from "yaml";
import { z } from "zod";
import { inVietnamese } from "#core/dossier/zod-words.ts";
import { Fault } from "#core/fault.ts";
import type { Bilingual } from "#schemas/common/bilingual.ts";

/** One thing that is wrong in the file. */
interface FileFault {
  /** Undefined where no line can be named. */
  readonly line: number | undefined;
  readonly reason: Bilingual;
}

/** More are not told at once: who made so many starts with the first. */
const MOST_TOLD = 50;

/** What is wrong with a value, for the schemas of the file, which have room for one text only. */
export function inBoth(vi: string, en: string): string {
  return `${vi}\n${en}`;
}

const toBilingual = (text: string): Bilingual => {
  const [vi = "", en = vi] = text.split("\n");
  return { vi, en };
};

/** One fault for all that is wrong, a line for each in the order of the file. */
export function fileInvalid(path: string, faults: readonly FileFault[]): Fault {
  const inOrder = faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const told = inOrder.slice(0, MOST_TOLD);
  const left = inOrder.length - told.length;
  const vi = told.map(
    ({ line, reason }) =>
      `CONFIG_FILE ${path}${line === undefined ? "" : `, dòng ${line}`}: không hợp lệ (${reason.vi.replace(/\.$/, "")}).`,
  );
  const en = told.map(
    ({ line, reason }) => `CONFIG_FILE ${path}${line === undefined ? "" : `, line ${line}`}: ${reason.en}`,
  );
  return new Fault("config-invalid", {
    vi: [...vi, ...(left === 0 ? [] : [`Còn ${left} lỗi khác trong tệp này.`])].join("\n"),
    en: [...en, ...(left === 0 ? [] : [`The file has ${left} more faults.`])].join("\n"),
  });
}

const SYNTAX: Readonly<Partial<Record<YAMLError["code"], string>>> = {
  BAD_ALIAS: "bí danh (*tên) viết sai",
  BAD_INDENT: "thụt dòng sai",
  BAD_SCALAR_START: "giá trị bắt đầu bằng ký tự phải đặt trong ngoặc kép",
  BLOCK_IN_FLOW: "danh sách thụt dòng nằm trong ngoặc",
  DUPLICATE_KEY: "một mục viết hai lần",
  MISSING_CHAR: "thiếu một ký tự, ví dụ dấu ngoặc, dấu phẩy hoặc dấu cách",
  MULTIPLE_DOCS: "chỉ nhận một tài liệu YAML, bỏ dòng ---",
  TAB_AS_INDENT: "thụt dòng bằng dấu tab, hãy dùng dấu cách",
  UNEXPECTED_TOKEN: "ký tự không được đứng ở đây",
};

/** What is wrong with the text as YAML. */
export function syntaxFaults(errors: readonly YAMLError[], lines: LineCounter): FileFault[] {
  return errors.map(({ code, message, pos: [offset] }) => ({
    line: lines.linePos(offset).line,
    reason: { vi: `YAML: ${SYNTAX[code] ?? `viết sai cú pháp, ${code}`}`, en: message.split("\n")[0] ?? "" },
  }));
}

/** What is wrong with an alias (`*name`), which shows only when the values are taken. */
export function aliasFault({ message }: ReferenceError): FileFault {
  const vi = message.startsWith("Excessive")
    ? "YAML: bí danh (*tên) lồng nhau quá nhiều"
    : "YAML: bí danh (*tên) không có mốc (&tên) ở trước";
  return { line: undefined, reason: { vi, en: message } };
}

const english = z.locales.en().localeError;
const vietnamese: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type" && issue.input === undefined) return "Thiếu mục bắt buộc này.";
  if (issue.code === "invalid_key") return "Tên này không đúng dạng.";
  // What it takes is a whole issue but for its final text.
  return inVietnamese(issue as z.core.$ZodIssue) ?? z.locales.vi().localeError(issue);
};

/** What the file says, by its schema, or everything in it that is wrong; never the values themselves. */
export function readValues<T>(
  schema: z.ZodType<T>,
  value: unknown,
  document: Document.Parsed,
  lines: LineCounter,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly FileFault[] } {
  const parsed = schema.safeParse(value, { error: vietnamese });
  if (parsed.success) return { ok: true, value: parsed.data };
  // The same once more for the English sentences.
  const inEnglish = schema.safeParse(value, { error: english }).error?.issues ?? [];
  const faults = parsed.error.issues.flatMap((issue, index) => told(issue, inEnglish[index] ?? issue, []));
  return {
    ok: false,
    faults: faults.map(({ path, reason }) => {
      const where = path.length === 0 ? "" : `${path.join(".")}: `;
      return {
        line: lines.linePos(offsetOf(document, path)).line,
        reason: { vi: `${where}${reason.vi}`, en: `${where}${reason.en}` },
      };
    }),
  };
}

interface ToldIssue {
  readonly path: readonly PropertyKey[];
  readonly reason: Bilingual;
}

function told(issue: z.core.$ZodIssue, inEnglish: z.core.$ZodIssue, above: readonly PropertyKey[]): ToldIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      reason: { vi: "Không có mục nào tên này.", en: `Unrecognized key: "${key}"` },
    }));
  }
  if (issue.code === "invalid_union" && inEnglish.code === "invalid_union") {
    // Of the shapes it may have, the one it comes closest to.
    const [closest] = issue.errors
      .map((issues, index) => ({ issues, english: inEnglish.errors[index] ?? issues }))
      .toSorted((a, b) => a.issues.length - b.issues.length);
    if (closest !== undefined && closest.issues.length > 0)
      return closest.issues.flatMap((one, index) => told(one, closest.english[index] ?? one, path));
  }
  if (issue.message.includes("\n")) return [{ path, reason: toBilingual(issue.message) }];
  // A constraint that dossiers and calls have as well brings its English sentence along (`refused`).
  const own: unknown = issue.code === "custom" ? issue.params?.["messageEn"] : undefined;
  return [{ path, reason: { vi: issue.message, en: typeof own === "string" ? own : inEnglish.message } }];
}

/** Where in the text the deepest part of the path that exists stands: its key, or the item of a list. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const key = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key
      : undefined;
    const node: unknown = key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
