/**
 * What a ministry's own error numbers stand for, where it is not the data: the account, the machine's address, the unit's
 * code, that there is nothing to tell (yet), or a failure of its own. The codes of causes in `src/core/delivery/causes.ts`.
 */
export type MinistryFault =
  | "ministry-account-refused"
  | "ministry-address-refused"
  | "ministry-unit-unknown"
  | "ministry-record-unknown"
  | "ministry-record-unfinished"
  | "ministry-failed";

interface MinistryError {
  readonly code: string;
  /** As it stands before " - " in the description. */
  readonly name: string;
  /** Null: the data are at fault, and the words beside the name say how. */
  readonly fault: MinistryFault | null;
}

/** The errors in the Ministry of Justice's description of its services on the national data-exchange platform. */
export const MINISTRY_ERRORS: readonly MinistryError[] = [
  { code: "100", name: "AUTHEN_ERROR", fault: "ministry-account-refused" },
  { code: "101", name: "IP_DISALLOWED", fault: "ministry-address-refused" },
  { code: "106", name: "AGENCY_ID_INCORRECT", fault: "ministry-unit-unknown" },
  { code: "108", name: "PROVINCE_ID_INCORRECT", fault: "ministry-unit-unknown" },
  { code: "200", name: "RECORD_UNCOMPLETE", fault: "ministry-record-unfinished" },
  { code: "201", name: "RECORD_NOT_FOUND", fault: "ministry-record-unknown" },
  { code: "302", name: "DATA_TYPE_INVALID", fault: null },
  { code: "500", name: "DATA_INCORRECT", fault: null },
];

/** A no in the form that ministries share, as its description words it. */
export function ministryRefusal(name: string, words: string) {
  const code = MINISTRY_ERRORS.find((error) => error.name === name)?.code ?? "";
  return { status: 0, statusDescription: "", errorCode: Number(code), errorDescription: `${name} - ${words}` };
}

/**
 * What a no is about, by the name before " - " in its description, else by its number: of the two the name says more, and
 * numbers are other systems' too. Null where it is about the data, or nobody knows.
 */
export function ministryFault(code: string, description: string): MinistryFault | null {
  const name = /^\s*(?<name>[A-Z][A-Z_]+)(?=\s*(?:[-–:]|$))/u.exec(description)?.groups?.["name"];
  const error = MINISTRY_ERRORS.find((one) => one.name === name) ?? MINISTRY_ERRORS.find((one) => one.code === code);
  return error?.fault ?? null;
}
