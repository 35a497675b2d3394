import { z } from "zod";
import { ethnicGroupByCode, ethnicGroupByName, ethnicGroups } from "../codes/ethnic-groups.ts";
import { nearest } from "./code-suggestion.ts";
import { refusedWith } from "./refused.ts";
import { foldForCompare } from "./text.ts";

/** Codes some registers have beside the 54 groups: a foreigner, not determined. */
const BESIDE: readonly string[] = ["55", "56"];

function meant(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const names = ethnicGroups.items.flatMap((group) => [group.name, ...group.variants]);
  const folded = foldForCompare(value);
  const near = nearest(folded, names.map(foldForCompare));
  const group = near === undefined ? undefined : names.find((name) => foldForCompare(name) === near);
  const found = group === undefined ? undefined : ethnicGroupByName(group);
  return found === undefined ? undefined : `${found.codeA} (${found.name})`;
}

const schema = (beside: readonly string[]) =>
  z
    .string()
    .overwrite((value) => ethnicGroupByName(value)?.codeA ?? value.trim())
    .refine(
      (code) => ethnicGroupByCode("A_1979", code) !== undefined || beside.includes(code),
      refusedWith({
        code: "ethnicity-code",
        vi: (value) => {
          const near = meant(value);
          return `Dân tộc ghi bằng mã hai chữ số của danh mục 1979 (01 đến 54${beside.length > 0 ? ", 55, 56" : ""}) hoặc bằng tên; người nước ngoài để null${near === undefined ? "." : `. Có phải là ${near}?`}`;
        },
        en: (value) => {
          const near = meant(value);
          return `An ethnic group is a two-digit code of the 1979 list (01 to 54${beside.length > 0 ? ", 55, 56" : ""}) or a name; null for foreigners${near === undefined ? "." : `. Did you mean ${near}?`}`;
        },
      }),
    );

/**
 * An ethnic group: its code in table A_1979, or its name in any known spelling, which becomes that code. Two numberings
 * are in use; whoever holds codes of the other sends names.
 */
export const ethnicity = schema([]);

/** The same where registers also know 55 (foreigner) and 56 (not determined). */
export const registeredEthnicity = schema(BESIDE);
