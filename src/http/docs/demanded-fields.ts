import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { DemandedField } from "#core/sector/demanded-field.ts";

/** The part of JSON Schema that says what must be there. */
interface Shape extends Readonly<Record<string, unknown>> {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly minItems?: number;
}

/**
 * The schema of a record as somebody has to fill it who wants no refusal: what the sector's rules demand is required and not
 * empty, and its description says by which rule, in which case and for whom it is let pass. Only for showing: dossiers are
 * read by the record's own type.
 */
export function withDemands(record: Record<string, unknown>, demands: readonly DemandedField[]) {
  return demands.reduce<Record<string, unknown>>(
    // The first two names are nothing and `record`.
    (shape, demand) => demanded(shape, demand.pointer.split("/").slice(2), demand),
    record,
  );
}

/** Every variant that has the field demands it; the others, null among them, stay as they are. */
function demanded(shape: Shape, [name = "", ...below]: readonly string[], demand: DemandedField): Shape {
  const { anyOf, oneOf, properties = {}, required = [] } = shape;
  const inEach = (options: readonly Shape[]) => options.map((option) => demanded(option, [name, ...below], demand));
  if (anyOf !== undefined) return { ...shape, anyOf: inEach(anyOf) };
  if (oneOf !== undefined) return { ...shape, oneOf: inEach(oneOf) };
  const member = properties[name];
  if (member === undefined) return shape;
  const isField = below.length === 0;
  const changed = isField ? explained(member, demand) : demanded(member, below, demand);
  const isRequired = isField && demand.when === undefined && !required.includes(name);
  return {
    ...shape,
    properties: { ...properties, [name]: changed },
    ...(isRequired ? { required: [...required, name] } : {}),
  };
}

function explained(field: Shape, demand: DemandedField): Shape {
  const words = sentence(demand);
  const description = [field.description, words.vi, words.en].filter((part) => part !== undefined).join(" ");
  return { ...(demand.when === undefined ? filled(field) : field), description };
}

/** The same field without the choice to leave it empty. */
function filled({ default: _none, ...field }: Shape): Shape {
  if (field.type === "array") return { ...field, minItems: Math.max(1, field.minItems ?? 0) };
  const { anyOf, ...rest } = field;
  const options = anyOf?.filter(({ type }) => type !== "null");
  if (options === undefined) return field;
  const [only] = options;
  return options.length === 1 ? { ...only, ...rest } : { ...rest, anyOf: options };
}

function sentence({ rule, when, except }: DemandedField): Bilingual {
  return {
    vi: `Bắt buộc${when === undefined ? "" : ` ${when.vi}`} (${rule})${except === undefined ? "" : `, trừ ${except.vi}`}.`,
    en: `Required${when === undefined ? "" : ` ${when.en}`} (${rule})${except === undefined ? "" : `, but for ${except.en}`}.`,
  };
}
