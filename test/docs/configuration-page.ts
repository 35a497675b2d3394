import { z } from "zod";
import { toConfig } from "../../src/config/config.ts";
import { configFileSchema } from "../../src/config/file.ts";
import { registry } from "../adapters/adapter-folders.ts";
import { SIMULATOR_VARIABLES, VARIABLES, type Variable } from "../../src/config/variables.ts";

/** A JSON Schema, as far as the page needs it. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly Schema[];
  /** Sections told apart by their first key. */
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A key of the file or something inside it: `delivery.maxAttempts`, `clients[].id`, `destinations.NAME.doors[].url`. */
export interface Key {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every key of the configuration file, in the order of the schema. */
export function keysOfFile(): readonly Key[] {
  const schema = z.toJSONSchema(configFileSchema(registry.all), { io: "input", unrepresentable: "any" }) as Schema;
  return keysOf(schema, "");
}

function keysOf(schema: Schema, path: string): Key[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]): Key[] => {
    const key = path === "" ? name : `${path}.${name}`;
    return [{ path: key, schema: child, required: schema.required?.includes(name) ?? false }, ...keysOf(child, key)];
  });
  const values = schema.additionalProperties;
  // One of these is given, so none of them by itself has to be.
  const among = (schema.anyOf ?? []).flatMap((one) => keysOf(one, path)).map((key) => ({ ...key, required: false }));
  return [
    ...own,
    ...(typeof values === "object" ? keysOf(values, `${path}.NAME`) : []),
    ...(schema.items === undefined ? [] : keysOf(schema.items, `${path}[]`)),
    // What several alternatives have in common is said once.
    ...among.filter(({ path: one }, at) => among.findIndex((other) => other.path === one) === at),
  ];
}

/** Vietnamese and English of a description: `Tiếng Việt. English.` */
export function languagesOf(description: string): { readonly vi: string; readonly en: string } {
  const [, vi = "", en = ""] = /^(.*?[^.]\.) (\p{Lu}.*)$/su.exec(description) ?? [];
  return { vi, en };
}

/** The page `docs/configuration.md`. */
export function configurationPage(example: string): string {
  const sections = Map.groupBy(keysOfFile(), ({ path }) => /^\w+/.exec(path)?.[0] ?? "");
  return [
    "# Cấu hình · Configuration",
    "<!-- Written from the code by `npm run docs`; do not edit by hand. -->",
    "Những thiết lập chính nằm ở biến môi trường; phần mềm được phép gửi và các chính sách nằm trong một tệp YAML. Khi Cổng ở\n" +
      "ngay trên máy này (`PORTAL_URL` là địa chỉ loopback), biến nào cũng có giá trị mà Cổng giả lập chấp nhận; với Cổng ở máy\n" +
      "khác, những dòng ghi *Cổng thật* phải được khai báo. Thiếu hoặc sai một giá trị thì gateway không khởi động và nói rõ tên\n" +
      "biến, hoặc dòng nào trong tệp.",
    "The environment holds the essentials; clients and policies are in one YAML file. For a portal on this machine (`PORTAL_URL`\n" +
      "is loopback) everything has a value that the simulator accepts; for any other portal, what the table marks *real portal*\n" +
      "must be given. A missing or wrong value stops the start with a sentence that names the variable, or the line of the file.",
    "## Biến môi trường · Environment",
    table("biến / variable", Object.entries<Variable<string | number>>(VARIABLES).map(variableRow)),
    "*Bí mật*: không bao giờ được in ra hay ghi vào nhật ký. Biến để trống cũng như không đặt. `TZ` không có tác dụng: thời gian\n" +
      "luôn theo Asia/Ho_Chi_Minh.",
    "*Secret*: never printed, never logged. An empty variable is an absent one. `TZ` is ignored: times are Asia/Ho_Chi_Minh.",
    "## Cổng giả lập · Simulator",
    table("biến / variable", Object.entries<Variable<string | number>>(SIMULATOR_VARIABLES).map(variableRow)),
    "`npm run simulator` đọc các biến trên, và nhận thêm tài khoản khai trong `PORTAL_USERNAME`, `PORTAL_PASSWORD`,\n" +
      "`PORTAL_UNIT_CODE`, `PORTAL_DSTCODE`, để cùng dùng một môi trường với gateway.",
    "`npm run simulator` reads these, and also accepts the account in `PORTAL_USERNAME` and its siblings, so that it can share\n" +
      "an environment with the gateway.",
    "## Tệp cấu hình · Configuration file",
    "Đường dẫn ở `CONFIG_FILE`. Khóa nào cũng có thể bỏ, trừ khóa ghi *bắt buộc* bên trong một mục đã khai. Tệp không chứa bí mật\n" +
      "nào: mật khẩu và khóa nằm ở biến môi trường hoặc tệp riêng mà nó nêu tên. Điều gì cả hai cùng nói thì theo biến môi trường.",
    "Its path is in `CONFIG_FILE`. Every key may be left out, but for the *required* ones inside an entry that is there. It never\n" +
      "holds a secret: passwords and keys are in environment variables or files that it names. The environment wins for what both\n" +
      "say.",
    `\`\`\`yaml test=config\n${example.trimEnd()}\n\`\`\``,
    ...[...sections].flatMap(([name, keys]) => sectionOf(name, keys)),
    "[Vận hành · Operations](operations.md) · [Ký số · Signing](signing.md) · [Từ vựng · Glossary](glossary.md)",
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

function sectionOf(name: string, keys: readonly Key[]): string[] {
  const own = keys.find(({ path }) => path === name);
  const inner = keys.filter(({ path }) => path !== name);
  const about = own?.schema.description === undefined ? [] : [bilingual(own.schema.description, "\n")];
  const heading = `### ${name}`;
  if (inner.length === 0) return [heading, table("khóa / key", own === undefined ? [] : [keyRow(own)])];
  return [heading, ...about, table("khóa / key", inner.map(keyRow))];
}

type Row = readonly [name: string, fallback: string, value: string, meaning: string];

function table(first: string, rows: readonly Row[]): string {
  const head = `| ${first} | mặc định / default | giá trị / value | ý nghĩa / meaning |\n|---|---|---|---|`;
  return [head, ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)].join(
    "\n",
  );
}

function variableRow([name, variable]: readonly [string, Variable<string | number>]): Row {
  const { expected, example, vi, en } = variable;
  const secret = variable.secret === true ? `<br>*bí mật / secret; \`${name}_FILE\`*` : "";
  const shown = example === undefined ? "" : `<br>ví dụ / e.g. \`${example}\``;
  const value = `${expected.vi}<br>*${expected.en}*${shown}${secret}`;
  return [`\`${name}\``, fallbackOf(variable), value, `${vi}<br>*${en}*`];
}

function fallbackOf({ fallback, demo }: Variable<string | number>): string {
  if (demo !== undefined) return `\`${demo}\`<br>*Cổng thật: phải khai / real portal: must be given*`;
  return fallback === undefined ? "không / none" : `\`${fallback}\``;
}

function keyRow({ path, schema, required }: Key): Row {
  const inside = path.replace(/^\w+(?:\[\])?\./, "");
  const meaning = schema.description === undefined ? "" : bilingual(schema.description, "<br>");
  return [`\`${inside}\``, defaultOf(path, schema, required), valueOf(schema), meaning];
}

function bilingual(description: string, between: string): string {
  const { vi, en } = languagesOf(description);
  return `${vi}${between}*${en}*`;
}

/** The limits' defaults are filled in where the configuration is put together. */
const { limits } = toConfig({}).http;

function defaultOf(path: string, schema: Schema, required: boolean): string {
  if (required) return "*bắt buộc / required*";
  const [section, name = ""] = path.split(".");
  const value: unknown =
    section === "limits" ? Object.entries(limits).find(([limit]) => limit === name)?.[1] : schema.default;
  return value === undefined ? "không / none" : `\`${JSON.stringify(value)}\``;
}

/** What a value may be, in words short enough for a column. */
function valueOf(schema: Schema): string {
  const among = schema.anyOf;
  if (schema.oneOf !== undefined) return schema.oneOf.map(alternative).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(", ");
  if (schema.items !== undefined) return `danh sách / list${countOf(schema)}${itemOf(schema.items)}`;
  if (schema.properties !== undefined || among?.[0]?.properties !== undefined) return "mục / section";
  if (typeof schema.additionalProperties === "object")
    return `theo tên / by name: ${valueOf(schema.additionalProperties)}`;
  if (among !== undefined) return [...new Set(among.map(valueOf))].join(", ");
  if (schema.type === "integer" || schema.type === "number") return `${numberWord(schema)}${rangeOf(schema)}`;
  if (schema.type === "boolean") return "`true`, `false`";
  return FORMATS[schema.format ?? ""] ?? "chuỗi / text";
}

/** A section that its first key tells from its siblings, in one line: `{kind: days, count}`. */
function alternative({ properties = {} }: Schema): string {
  const keys = Object.entries(properties).map(([name, { const: word }]) =>
    word === undefined ? name : `${name}: ${String(word)}`,
  );
  return `\`{${keys.join(", ")}}\``;
}

const FORMATS: Readonly<Record<string, string>> = { date: "ngày / date `2027-01-31`", uri: "địa chỉ / address" };

function itemOf(items: Schema): string {
  const word = valueOf(items);
  return word === "mục / section" ? "" : `: ${word}`;
}

function countOf({ minItems, maxItems }: Schema): string {
  return maxItems === undefined ? "" : ` ${minItems ?? 0}–${maxItems}`;
}

function numberWord({ type }: Schema): string {
  return type === "integer" ? "số nguyên / whole" : "số / number";
}

function rangeOf({ minimum, maximum }: Schema): string {
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return minimum === undefined ? "" : ` ≥ ${minimum}`;
  return ` ${minimum ?? 0}–${maximum}`;
}
