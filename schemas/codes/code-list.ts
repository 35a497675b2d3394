/** A code list as it stood between two days, with where it comes from. */
export interface CodeList<T> {
  /** Name of the list, e.g. `dossier-statuses`. Lists of one name follow each other in time or differ in scheme. */
  readonly list: string;
  readonly title: string;
  readonly titleEn: string;
  /** Law, decision or observation the list was taken from. */
  readonly source: string;
  /** Which numbering this is, where several are in use. */
  readonly scheme?: string;
  /** First and last day in force, `YYYY-MM-DD`; null: no known bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** What about the list is not verified. */
  readonly doubt?: string;
  readonly items: readonly T[];
}

/** Whether a list is in force on a day (`YYYY-MM-DD`). */
export function inForce(list: { readonly from: string | null; readonly to: string | null }, day: string): boolean {
  return (list.from === null || list.from <= day) && (list.to === null || day <= list.to);
}
