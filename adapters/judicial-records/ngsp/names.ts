import { ethnicGroupByCode } from "#schemas/codes/ethnic-groups.ts";
import { identityKind, type IdentityType } from "#schemas/codes/identity-types.ts";

/**
 * `nycTenLoaiGiayTo`: the name of an identity paper, the citizen's own words for one outside the list. The number list
 * behind `nycLoaiGiayTo` was not found, so VNeID messages carry the name and no number, and are read by the name.
 */
export function identityName(paper: { readonly type: IdentityType; readonly otherKind: string | null }): string {
  return (paper.type === "KHAC" ? paper.otherKind : null) ?? identityKind(paper.type).name;
}

/** Name of an ethnic group by its code in records (table A_1979); empty for none. */
export function ethnicName(code: string | null): string {
  return code === null ? "" : (ethnicGroupByCode("A_1979", code)?.name ?? "");
}
