import { ageRange } from "#schemas/common/partial-date.ts";

/** Ages of a parent at the birth outside of which somebody should look again. */
export const LIKELY_AGES = { mother: { min: 12, max: 60 }, father: { min: 12, max: 90 } } as const;

/** Whether the parent's age at the child's birth is likely whatever days the partial dates mean. */
export function isLikelyParent(role: "mother" | "father", parentBirth: string, childBirth: string): boolean {
  const { min, max } = ageRange(parentBirth, childBirth);
  return min >= LIKELY_AGES[role].min && max <= LIKELY_AGES[role].max;
}
