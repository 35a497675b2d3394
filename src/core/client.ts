import { isInScope, type Scope } from "./scope.ts";

/** What clients may do, in the order in which people are told of it. */
export const RIGHTS = ["push", "read", "operate", "administer", "inbound"] as const;

/** What a client may do. Nothing that is not listed is allowed. */
export type Right = (typeof RIGHTS)[number];

/** One-stop software or an operator, as configured. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly rights: ReadonlySet<Right>;
  /** Agency-code prefixes it may push and read; null for all. */
  readonly agencies: Scope;
  /** Further units whose dossier codes it may name; absent: those of its agencies only. */
  readonly codeUnits?: readonly string[];
}

/** Whether the agency lies inside what the client was given: the same code or one below it. */
export function mayTouchAgency(client: Client, agencyCode: string): boolean {
  return isInScope(client.agencies, agencyCode);
}
