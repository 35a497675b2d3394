import type { Client, Right } from "../client.ts";
import { coversScope, isInScope, scopeOn, type Scope } from "../scope.ts";

/** What a client is given, by the configuration or by command. */
export interface ClientGrant {
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
  /** Null: all. */
  readonly agencies: Scope;
  readonly codeUnits: readonly string[];
}

/** What of a grant goes beyond what the one who gives it has. */
export interface GrantExcess {
  readonly rights: readonly Right[];
  /** Null: all of them are meant, and the giver has some. */
  readonly agencies: Scope;
  readonly codeUnits: readonly string[];
}

/** Whether somebody may know of a client: it lies within their agencies. */
export function maySeeClient(administrator: Client, { agencies }: Pick<ClientGrant, "agencies">, day: string): boolean {
  return coversScope(scopeOn(administrator.agencies, day), scopeOn(agencies, day));
}

/**
 * What keeps somebody from giving this, or from changing the key of who has it: nobody gives, or gets into their hands by a
 * new key, what they do not have themselves. Null: nothing does.
 *
 * @param day `YYYY-MM-DD`, for who has a whole province has those that merged into it by then
 */
export function excessOf(
  administrator: Client,
  grant: Pick<ClientGrant, "rights" | "agencies" | "codeUnits">,
  day: string,
): GrantExcess | null {
  const own = scopeOn(administrator.agencies, day);
  const units = own === null ? null : [...own, ...(administrator.codeUnits ?? [])];
  const beyond = (scope: Scope, codes: readonly string[]) => codes.filter((code) => !isInScope(scope, code));
  const excess: GrantExcess = {
    rights: grant.rights.filter((right) => !administrator.rights.has(right)),
    agencies: grant.agencies === null ? (own === null ? [] : null) : beyond(own, grant.agencies),
    codeUnits: beyond(units, grant.codeUnits),
  };
  const isNone = excess.rights.length + (excess.agencies?.length ?? 1) + excess.codeUnits.length === 0;
  return isNone ? null : excess;
}
