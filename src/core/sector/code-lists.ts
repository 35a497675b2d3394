import { codeLists, type AnyCodeList } from "#schemas/codes/all-lists.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { Fault } from "../fault.ts";
import type { JsonObject } from "../message/message.ts";
import { termsOn } from "./procedure.ts";
import type { SectorRegistry } from "./sector-registry.ts";

/** A list as it stands on a day. */
export interface ListOnDay {
  readonly list: string;
  readonly source: string;
  readonly items: readonly object[];
}

/** All code lists there are: the common ones, the sectors' own, and their procedures. */
export interface CodeLists {
  /** Names, in order, each once. */
  readonly names: readonly string[];
  /** The version in force on a day (`YYYY-MM-DD`); undefined for an unknown name or a day no version covers. */
  on(name: string, day: string): ListOnDay | undefined;
}

const PROCEDURES = "procedures";

/** @throws Fault `sector-invalid` when a sector names a list as others do, or speaks of a code that no list has */
export function createCodeLists(sectors: SectorRegistry): CodeLists {
  /** Nobody in particular owns what all share. */
  const owners = new Map<string, string>([...codeLists.map(({ list }) => list), PROCEDURES].map((list) => [list, ""]));
  for (const { sector, codeLists: own = [], codeNotes = {} } of sectors.all) {
    for (const { list } of own) {
      if ((owners.get(list) ?? sector) !== sector) throw taken(sector, list);
      owners.set(list, sector);
    }
    for (const [list, codes] of Object.entries(codeNotes)) {
      const known = new Set(codeLists.filter((one) => one.list === list).flatMap(({ items }) => items.map(codeOf)));
      const unknown = Object.keys(codes).find((code) => !known.has(code));
      if (unknown !== undefined) throw noSuchCode(sector, list, unknown);
    }
  }
  const lists: readonly AnyCodeList[] = [...codeLists, ...sectors.all.flatMap((one) => one.codeLists ?? [])];
  return {
    names: [...owners.keys()].toSorted(),
    on(name, day) {
      if (name === PROCEDURES) return proceduresOn(sectors, day);
      const list = lists.find((one) => one.list === name && inForce(one, day));
      if (list === undefined) return undefined;
      const notes = sectors.all.map(({ codeNotes }) => codeNotes?.[name]).filter((note) => note !== undefined);
      if (notes.length === 0) return list;
      return {
        ...list,
        items: list.items.map((item) => notes.reduce((sum, by) => withNote(sum, by[codeOf(item)]), item)),
      };
    },
  };
}

/** The procedures received on a day, with who decides, how long it may take and what it costs that day. */
function proceduresOn(sectors: SectorRegistry, day: string): ListOnDay {
  const items = sectors.all.flatMap(({ sector, procedures }) =>
    procedures
      .filter((procedure) => inForce(procedure, day))
      .map((procedure) => {
        const { authorities: _authorities, timeLimits: _timeLimits, fees: _fees, ...named } = procedure;
        return { sector, ...named, ...termsOn(procedure, day) };
      }),
  );
  return { list: PROCEDURES, source: "Danh mục thủ tục của các lĩnh vực", items };
}

function codeOf(item: object): string {
  return "code" in item && typeof item.code === "string" ? item.code : "";
}

/** Members that are objects on both sides are joined; everything else is added. */
function withNote<T extends object>(item: T, note: JsonObject | undefined): T {
  if (note === undefined) return item;
  const joined = Object.entries(note).map(([key, value]) => {
    const before: unknown = Object.entries(item).find(([name]) => name === key)?.[1];
    return [key, isPlain(before) && isPlain(value) ? { ...before, ...value } : value];
  });
  return { ...item, ...Object.fromEntries(joined) } as T;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function taken(sector: string, list: string): Fault {
  return new Fault("sector-invalid", {
    vi: `Lĩnh vực «${sector}»: danh mục «${list}» đã có ở nơi khác, hãy đặt tên khác.`,
    en: `Sector "${sector}": there is a code list "${list}" already; give it another name.`,
  });
}

function noSuchCode(sector: string, list: string, code: string): Fault {
  return new Fault("sector-invalid", {
    vi: `Lĩnh vực «${sector}»: danh mục chung «${list}» không có mã «${code}».`,
    en: `Sector "${sector}": the common code list "${list}" has no code "${code}".`,
  });
}
