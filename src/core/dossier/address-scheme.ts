import { provinceSchemeOn, type ProvinceScheme } from "#schemas/codes/provinces.ts";

/** Members of records that say where somebody lives or sits now; the others may speak of the past. */
const OF_TODAY: readonly string[] = ["residence", "permanentResidence", "temporaryResidence", "address"];

/** Province codes of a record whose numbering is not the one of the day. */
export interface MisplacedScheme {
  /** JSON pointer to the province code, from the dossier's root. */
  readonly pointer: string;
  readonly scheme: ProvinceScheme;
}

/**
 * Addresses numbered by a list that was not in force on `day` (`YYYY-MM-DD`): the 34 provinces before 2025-07-01, and the
 * 63 after it where an address is of today. A place of birth, or of an old paper, keeps the old list.
 */
export function misplacedSchemes(record: unknown, day: string): readonly MisplacedScheme[] {
  const valid = provinceSchemeOn(day);
  return addressesIn(record, "/record", "").flatMap(({ pointer, scheme, name }) =>
    scheme === valid || (valid === "QD19_2025" && !OF_TODAY.includes(name))
      ? []
      : [{ pointer: `${pointer}/provinceCode`, scheme }],
  );
}

interface Found {
  readonly pointer: string;
  readonly name: string;
  readonly scheme: ProvinceScheme;
}

function addressesIn(value: unknown, pointer: string, name: string): readonly Found[] {
  if (typeof value !== "object" || value === null) return [];
  if ("scheme" in value && "provinceCode" in value && "detail" in value) {
    const { scheme } = value;
    return scheme === "QD124_2004" || scheme === "QD19_2025" ? [{ pointer, name, scheme }] : [];
  }
  return Object.entries(value).flatMap(([key, member]) => addressesIn(member, `${pointer}/${key}`, key));
}
