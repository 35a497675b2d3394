import { isWithinAgency } from "#schemas/common/agency-code.ts";

/** Which agencies' dossiers somebody may see or push: those named, with the units below them; null for all. */
export type Scope = readonly string[] | null;

/** Whether the dossiers of an agency lie in a scope. The database asks the same in `store/reads/in-scope.ts`. */
export function isInScope(scope: Scope, agencyCode: string): boolean {
  return scope === null || scope.some((agency) => isWithinAgency(agency, agencyCode));
}
