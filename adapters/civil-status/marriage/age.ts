import { ageRange } from "#schemas/common/partial-date.ts";

/** Age in full years from which one may marry, by gender (Luật Hôn nhân và gia đình 52/2014/QH13, article 8). */
export const MARRIAGE_AGE = { 1: 20, 2: 18 } as const;

/** Whether somebody with this birth date, partial perhaps, may marry on a day. */
export function mayMarry(birthDate: string, gender: 1 | 2, day: string): "yes" | "no" | "undetermined" {
  const { min, max } = ageRange(birthDate, day);
  if (min >= MARRIAGE_AGE[gender]) return "yes";
  return max < MARRIAGE_AGE[gender] ? "no" : "undetermined";
}
