import type { z } from "zod";

/** What one constraint of a schema is called and how to break it alone. */
export interface Constraint {
  /** Where it stands: pointer with `*` for items, and the variant of a union in brackets. */
  readonly place: string;
  /** Code of the issue it makes. */
  readonly code: string;
  /** Tells constraints with one code apart, e.g. the bound. */
  readonly label: string;
  /** Where the issue points, below the place: a member's name, mostly nothing. */
  readonly below: string;
  /** The Vietnamese sentence for a refused value. */
  readonly says: (value: unknown) => string;
  /** What to put in the place's stead: values, or ways to change what stands there. */
  readonly faults: readonly Fault[];
}

export type Fault = { readonly value: unknown } | { readonly change: (value: unknown) => unknown };

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
}

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly path?: readonly string[];
  readonly params?: { readonly code?: string };
  readonly error?: (issue: { readonly input: unknown }) => string;
}

export type Schema = z.core.$ZodType;

export const definitionOf = (schema: Schema): Definition => schema._zod.def as unknown as Definition;

/** Members of a place in the schema: what to walk next. */
export function membersOf(schema: Schema): readonly (readonly [name: string, member: Schema])[] {
  const { type, shape, element, innerType, options, discriminator } = definitionOf(schema);
  if (type === "object") return Object.entries(shape ?? {});
  if (type === "array" && element !== undefined) return [["*", element]];
  if (innerType !== undefined) return [["", innerType]];
  if (type !== "union") return [];
  return (options ?? []).map((option) => [`[${variantOf(option, discriminator ?? "")}]`, option]);
}

/** The value of the discriminator that chooses a variant. */
export function variantOf(option: Schema, discriminator: string): string {
  const member = definitionOf(option).shape?.[discriminator];
  return member === undefined ? "?" : String(definitionOf(member).values?.[0]);
}

const KIND: Readonly<Record<string, string>> = {
  string: "chuỗi ký tự",
  number: "số",
  boolean: "true hoặc false",
  object: "đối tượng",
  array: "danh sách",
};

const wrongType = (type: string): unknown => (type === "string" ? 7 : "chữ");

/** Every constraint that stands at this very place; those of its members are theirs. */
export function constraintsAt(schema: Schema, place: string): readonly Constraint[] {
  const definition = definitionOf(schema);
  const { type, format, entries, values, checks = [] } = definition;
  const whole = { place, below: "", label: "" };
  const found: Constraint[] = [];
  const kind = KIND[type];
  if (kind !== undefined) {
    const value = wrongType(type);
    const received = typeof value === "string" ? "chuỗi ký tự" : "số";
    const says = () => `Sai kiểu dữ liệu: cần ${kind}, nhận được ${received}.`;
    found.push({ ...whole, code: "invalid-type", label: type, says, faults: [{ value }] });
  }
  if (format === "safeint") {
    const says = () => "Sai kiểu dữ liệu: cần số nguyên, nhận được số.";
    found.push({
      ...whole,
      code: "invalid-type",
      label: "whole",
      says,
      faults: [1.5, 2.5].map((value) => ({ value })),
    });
  }
  if (type === "string" && format !== undefined) {
    const words: Readonly<Record<string, string>> = {
      url: "địa chỉ web (URL)",
      uuid: "mã UUID",
      base64: "chuỗi base64",
    };
    const says = () => `Không đúng dạng: cần ${words[format] ?? "?"}.`;
    found.push({ ...whole, code: "invalid-format", label: format, says, faults: [{ value: "không phải" }] });
  }
  if (type === "enum" || type === "literal") {
    const allowed = (type === "enum" ? Object.values(entries ?? {}) : (values ?? [])).map(
      (value) => `«${String(value)}»`,
    );
    const says = () =>
      allowed.length === 1 ? `Chỉ nhận giá trị ${allowed[0] ?? ""}.` : `Chỉ nhận một trong: ${allowed.join(", ")}.`;
    found.push({ ...whole, code: "invalid-value", label: type, says, faults: [{ value: "@@@@@@@@" }, { value: 99 }] });
  }
  if (type === "object") found.push(...ofObject(definition, place));
  if (type === "union") found.push(ofUnion(definition, place));
  for (const { _zod } of checks) found.push(...ofCheck(_zod.def, place));
  return found;
}

/** A discriminator that names no variant. The literals of the variants themselves can then not be wrong. */
function ofUnion({ options = [], discriminator = "" }: Definition, place: string): Constraint {
  const allowed = options.map((option) => `'${variantOf(option, discriminator)}'`).join(" | ");
  const change = (value: unknown) => ({ ...(value as object), [discriminator]: "@@@@@@@@" });
  return {
    place,
    code: "invalid-value",
    label: "variant",
    below: `/${discriminator}`,
    says: () => `Giá trị không hợp lệ; chỉ nhận một trong: ${allowed}.`,
    faults: [{ change }],
  };
}

/** Whether a member may be left out, at whichever layer that is said. */
function mayBeAbsent(member: Schema): boolean {
  const { type, innerType } = definitionOf(member);
  if (type === "optional" || type === "default") return true;
  return innerType !== undefined && mayBeAbsent(innerType);
}

function ofObject({ shape = {} }: Definition, place: string): Constraint[] {
  const required = Object.entries(shape).filter(([, member]) => !mayBeAbsent(member));
  const without = (name: string) => (value: unknown) =>
    Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== name));
  return [
    {
      place,
      code: "unknown-field",
      label: "",
      below: "/truongLa",
      says: () => "Trường «truongLa» không có trong định dạng; kiểm tra lại tên trường.",
      faults: [{ change: (value) => ({ ...(value as object), truongLa: 1 }) }],
    },
    ...required.map(([name, member]) => ({
      place,
      // A missing discriminator leaves the variant open, so the whole is refused there.
      code: "missing",
      label: name,
      below: `/${name}`,
      says: () => "Thiếu trường bắt buộc này.",
      faults: definitionOf(member).type === "unknown" ? [] : [{ change: without(name) }],
    })),
  ];
}

function ofCheck(check: Check, place: string): Constraint[] {
  const at = { place, below: "" };
  const again = (value: unknown, count: number) => Array.from({ length: count }, () => (value as unknown[])[0]);
  switch (check.check) {
    case "greater_than": {
      const says = () =>
        check.inclusive === false
          ? `Giá trị phải lớn hơn ${String(check.value)}.`
          : `Giá trị phải từ ${String(check.value)} trở lên.`;
      const faults = [{ value: (check.value ?? 0) - 1 }];
      return [{ ...at, code: "too-small", label: String(check.value), says, faults }];
    }
    case "less_than": {
      const says = () => `Giá trị phải từ ${String(check.value)} trở xuống.`;
      const faults = [{ value: (check.value ?? 0) + 1 }];
      return [{ ...at, code: "too-big", label: String(check.value), says, faults }];
    }
    case "min_length": {
      const minimum = check.minimum ?? 0;
      const says = (value: unknown) => `Cần ít nhất ${minimum} ${Array.isArray(value) ? "mục" : "ký tự"}.`;
      const faults = [{ change: (value: unknown) => (value as unknown[]).slice(0, minimum - 1) }];
      return [{ ...at, code: "too-small", label: String(minimum), says, faults }];
    }
    case "max_length": {
      const maximum = check.maximum ?? 0;
      const says = (value: unknown) => `Chỉ nhận nhiều nhất ${maximum} ${Array.isArray(value) ? "mục" : "ký tự"}.`;
      const change = (value: unknown) =>
        Array.isArray(value)
          ? again(value, maximum + 1)
          : typeof value === "string" && value.startsWith("https://")
            ? value.padEnd(maximum + 1, "a")
            : "a".repeat(maximum + 1);
      return [{ ...at, code: "too-big", label: String(maximum), says, faults: [{ change }] }];
    }
    case "custom": {
      const code = check.params?.code;
      // A check over several fields names its codes itself: fixtures written by hand show those.
      if (code === undefined) return [{ ...at, code: "(own)", label: "", says: () => "", faults: [] }];
      const { error } = check;
      const says = (value: unknown) => (error === undefined ? "" : error({ input: value }));
      const below = (check.path ?? []).map((key) => `/${key}`).join("");
      return [{ place, below, code, label: "", says, faults: (FAULTS[code] ?? []).map(asFault) }];
    }
    default:
      return [];
  }
}

const asFault = (fault: unknown): Fault =>
  typeof fault === "function" ? { change: fault as (value: unknown) => unknown } : { value: fault };

type Members = Readonly<Record<string, unknown>>;
const withMembers = (members: Members) => (value: unknown) => ({ ...(value as Members), ...members });
const without =
  (...names: readonly string[]) =>
  (value: unknown) =>
    Object.fromEntries(Object.entries(value as Members).filter(([name]) => !names.includes(name)));
const INVALID_NUMBERS: readonly unknown[] = ["12", "1234567"];
const IN_HANOI = { countryCode: "VN", scheme: "QD19_2025", provinceCode: "01", communeCode: "90001", detail: "" };

/**
 * How to break each constraint with a code of its own, alone. A constraint with a new code needs a line here: the test
 * that counts them says so.
 */
const FAULTS: Readonly<Record<string, readonly unknown[]>> = {
  "text-empty": ["   "],
  "text-control": ["Mẫu\u0007Mẫu"],
  "text-encoding": ["Hoµng"],
  "text-marks": ["Mạ\u0301u"],
  "person-name": ["Nguyễn Văn 2"],
  "partial-date": ["2026-02-30"],
  "full-date": ["2026-02"],
  "month-format": ["2026-13"],
  "time-format": ["25:00"],
  "timestamp-format": ["hôm nay"],
  "timestamp-offset": ["2026-05-18T08:30:15"],
  "timestamp-calendar": ["2026-02-30T08:30:15+07:00"],
  "birth-before-1900": ["1899"],
  "cccd-format": INVALID_NUMBERS,
  "cmnd-format": INVALID_NUMBERS,
  "passport-format": ["AB"],
  "tax-code-format": INVALID_NUMBERS,
  "tax-code-check-digit": ["0302800001"],
  "identity-number-format": [withMembers({ type: "CCCD", number: "12" })],
  "phone-format": ["12"],
  "phone-several": ["0912345678 / 0987654321"],
  "text-look-alike": ["Ðà Nẵng"],
  "web-address": ["không phải"],
  "email-format": ["không-phải"],
  "country-code": ["VNM"],
  "country-unknown": ["QX"],
  "nationality-code": ["VNM"],
  "nationality-unknown": ["QX"],
  "ethnicity-code": ["99"],
  "unit-code-format": ["1"],
  "province-code-format": ["1"],
  "province-unknown": [() => ({ ...IN_HANOI, provinceCode: "99" })],
  "address-scheme-missing": [() => ({ countryCode: "VN", provinceCode: "01", communeCode: "90001", detail: "" })],
  "district-abolished": [() => ({ ...IN_HANOI, districtCode: "001" })],
  "residence-codes-missing": [() => ({ countryCode: "VN", detail: "" })],
  "commune-code-format": ["1234"],
  "facility-code-format": ["1234"],
  "agency-code-format": ["x"],
  "dossier-code-format": ["x"],
  "procedure-code-format": ["x"],
  "result-code-format": ["KQ.1"],
  "birth-cert-format": ["1.GCS.2.3"],
  "death-notice-format": ["1.GBT.2.3"],
  "health-cert-format": ["1/GKSKLX/2/3"],
  "licence-class-unknown": ["Z9"],
  "requested-class-twice": [
    (value: unknown) => [...(value as unknown[]).slice(0, 1), ...(value as unknown[]).slice(0, 1)],
  ],
  "attachment-not-named": [without("attachmentId", "fileName")],
  "authorization-missing": [withMembers({ formType: "UY_QUYEN", authorization: null })],
  "authorization-unexpected": [withMembers({ formType: "CA_NHAN" })],
  "delivery-address-missing": [withMembers({ method: 2, address: null })],
  "foreign-registration-missing": [
    withMembers({ registrationType: 3, foreignRegistration: null }),
    withMembers({ registrationType: 2, foreignRegistration: null }),
  ],
  "one-application": [without("declaration", "request"), withMembers({ declaration: null, request: null })],
  "purpose-other-missing": [withMembers({ purposeCode: 9, purposeName: "Khác", purposeOther: null })],
  "refusal-without-reason": [withMembers({ outcome: "KHONG_XAC_NHAN", reason: null })],
  "requester-identity-missing": [withMembers({ relation: "CON", identity: null, personalId: null })],
  "residence-abroad-contradicted": [
    withMembers({ residenceAbroad: true, residence: IN_HANOI }),
    withMembers({ residenceAbroad: true }),
  ],
  "residence-missing": [
    (value: unknown) => {
      const { applicant, ...form } = value as Members;
      return { ...form, applicant: { ...(applicant as Members), permanentResidence: null, temporaryResidence: null } };
    },
  ],
  "tax-codes-differ": [withMembers({ traderTaxCode: "9900000129" }), withMembers({ traderTaxCode: "0100109106" })],
};
