import { agencyLists } from "./agencies.ts";
import { applicantTypes } from "./applicant-types.ts";
import { channels } from "./channels.ts";
import { inForce, type CodeList } from "./code-list.ts";
import { countries } from "./countries.ts";
import { dossierStatuses } from "./dossier-statuses.ts";
import { ethnicGroups } from "./ethnic-groups.ts";
import { holidays } from "./holidays.ts";
import { identityTypes } from "./identity-types.ts";
import { ministries } from "./ministries.ts";
import { provinceLists } from "./provinces.ts";
import { returnMethods } from "./return-methods.ts";

type AnyList = CodeList<{ readonly name: string }>;

/** Every code list kept as data, all versions of it. */
export const codeLists: readonly AnyList[] = [
  ...provinceLists,
  ...agencyLists,
  ministries,
  dossierStatuses,
  channels,
  applicantTypes,
  returnMethods,
  ethnicGroups,
  countries,
  holidays,
  identityTypes,
];

/** The names of the lists, each once. */
export const codeListNames: readonly string[] = [...new Set(codeLists.map((list) => list.list))];

/** The version of a list in force on a day (`YYYY-MM-DD`); undefined for an unknown name or a day no version covers. */
export function codeListOn(name: string, day: string): AnyList | undefined {
  return codeLists.find((list) => list.list === name && inForce(list, day));
}
