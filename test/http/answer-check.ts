import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { documentOf, operationsOf } from "./api-document.ts";

const document = documentOf(await loadSectors());
const operations = operationsOf(document)
  .map((operation) => ({ ...operation, pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) }))
  // A path without parameters goes before one that would also take it.
  .toSorted((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")));
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(document, "api");
const compiled = new Map<string, ValidateFunction>();

/** An answer as it came over the wire. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Throws when an answer is not what the document says of it: its status, its media type, each member and none besides. */
export function checkAnswer(method: string, url: string, { status, type, text }: Answer): void {
  const path = new URL(url, "http://gateway").pathname;
  const found = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(path));
  if (found === undefined) return;
  const { operationId = "" } = found;
  const place = `${operationId} ${status}`;
  const described = found.responses[status];
  if (described === undefined) throw new Error(`${place}: the document knows no such answer`);
  const media = type.split(";")[0]?.trim() ?? "";
  const schema = described.content?.[media]?.schema;
  if (schema === undefined) {
    if (text === "" && described.content === undefined) return;
    throw new Error(`${place}: the document knows no ${media}`);
  }
  if (!media.includes("json")) return;
  const reference = String(schema["$ref"]);
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: `api${reference}` });
  compiled.set(reference, validate);
  if (!validate(JSON.parse(text))) throw new Error(`${place}: ${ajv.errorsText(validate.errors)}`);
}
