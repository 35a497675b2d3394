import { isWithinAgency, mergedScopes } from "#schemas/common/agency-code.ts";

/** Which agencies' dossiers somebody may see or push: those named, with the units below them; null for all. */
export type Scope = readonly string[] | null;

/** Whether the dossiers of an agency lie in a scope. The database asks the same in `store/reads/in-scope.ts`. */
export function isInScope(scope: Scope, agencyCode: string): boolean {
  return scope === null || scope.some((agency) => isWithinAgency(agency, agencyCode));
}

/** A scope as it reaches on a day (`YYYY-MM-DD`): who has a whole province has those that went into it by then. */
export function scopeOn(scope: Scope, day: string): Scope {
  return scope === null ? null : [...new Set([...scope, ...scope.flatMap((agency) => mergedScopes(agency, day))])];
}

/** Whether everything in a scope lies in another one. */
export function coversScope(outer: Scope, inner: Scope): boolean {
  return outer === null || (inner !== null && inner.every((agency) => isInScope(outer, agency)));
}
