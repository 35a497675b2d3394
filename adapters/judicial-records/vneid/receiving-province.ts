import { provinceNameOn, provinceSchemeOn } from "#schemas/codes/provinces.ts";
import { provinceOfAgency } from "#schemas/common/agency-code.ts";

/**
 * `maTinh` and `tenTinh` of the province that received a dossier, by its agency's code, in the numbering of the day
 * (`YYYY-MM-DD`). Empty for the ministry's own unit.
 */
export function provinceKeys(agencyCode: string, day: string): { readonly maTinh: string; readonly tenTinh: string } {
  const known = provinceOfAgency(agencyCode);
  if (known === null) return { maTinh: "", tenTinh: "" };
  const province = provinceSchemeOn(day) === "QD19_2025" ? known.present : known.former;
  return { maTinh: province.code, tenTinh: provinceNameOn(province, day) };
}
