import { agencyLists } from "./agencies.ts";
import { applicantTypes } from "./applicant-types.ts";
import { channels } from "./channels.ts";
import type { CodeList } from "./code-list.ts";
import { countries } from "./countries.ts";
import { dossierStatuses } from "./dossier-statuses.ts";
import { ethnicGroups } from "./ethnic-groups.ts";
import { holidays } from "./holidays.ts";
import { identityTypes } from "./identity-types.ts";
import { ministries } from "./ministries.ts";
import { provinceLists } from "./provinces.ts";
import { returnMethods } from "./return-methods.ts";

export type AnyCodeList = CodeList<{ readonly name: string }>;

/** Every code list that all sectors share, kept as data, all versions of it. A sector's own are in its folder. */
export const codeLists: readonly AnyCodeList[] = [
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
