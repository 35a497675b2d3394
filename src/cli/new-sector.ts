/** What `adapter:new` is told about the sector to make. */
export interface NewSector {
  /** Folder and sector name, e.g. `household-business`. */
  readonly name: string;
  readonly title: string;
  readonly titleEn: string;
  /** National procedure code, e.g. `1.001612`. */
  readonly procedureCode: string;
  readonly procedureName: string;
}

/** A text as it stands in source code. */
export function text(value: string): string {
  return JSON.stringify(value);
}

/** `household-business` is `HouseholdBusiness`. */
export function pascal(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** `household-business` is `HB`. */
export function initials(name: string): string {
  const letters = name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
  return letters.length > 1 ? letters : name.slice(0, 2).toUpperCase();
}
