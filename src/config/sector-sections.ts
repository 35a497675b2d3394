import { z } from "zod";
import { Fault } from "#core/fault.ts";
import type { SettingValues } from "#core/sector/sector-settings.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { inBoth } from "./file-faults.ts";

/** A setting of a sector that also stands under a key at the top of the file: `KEY.MEMBER` for `sectors.SECTOR.SETTING`. */
interface SharedSetting {
  readonly key: string;
  readonly member: string;
  readonly sector: string;
  readonly setting: string;
  readonly schema: z.ZodType;
}

/**
 * The schema of the whole file: its own sections and, by their own schemas, what the sectors let a province set, under
 * `sectors` and under the keys that they share. A setting stands in one of the two places.
 * @throws Fault `sector-invalid` when a sector asks for a key that the file has already
 */
export function withSectorSections<Shape extends z.ZodRawShape>(
  file: z.ZodObject<Shape, z.core.$strict>,
  sectors: readonly SectorAdapter[],
) {
  const shared = sharedSettings(sectors);
  const stolen = shared.find(({ key }) => key === "sectors" || key in file.shape);
  if (stolen !== undefined) throw keyTaken(stolen);
  const own = sectors.flatMap(({ sector, settings }) =>
    settings === undefined
      ? []
      : [[sector, settings.schema.optional().describe(`Lĩnh vực ${sector}. Sector ${sector}.`)]],
  );
  const tops = Map.groupBy(shared, ({ key }) => key)
    .entries()
    .map(([key, settings]) => {
      const members = settings.map(({ member, schema }) => [member, schema]);
      return [key, z.strictObject(Object.fromEntries(members) as z.ZodRawShape).default({})];
    });
  return file
    .extend({
      ...(Object.fromEntries(tops) as Readonly<Record<string, z.ZodType<SettingValues>>>),
      sectors: z
        .strictObject(Object.fromEntries(own) as Readonly<Record<string, z.ZodType<SettingValues>>>)
        .default({})
        .describe("Thiết lập riêng của từng lĩnh vực. What each sector lets a province set."),
    })
    .superRefine((read, context) => {
      for (const one of shared.filter((each) => isTwice(read, each))) {
        const other = `sectors.${one.sector}.${one.setting}`;
        const message = inBoth(
          `Chỉ khai báo một nơi, ở đây hoặc ở ${other}.`,
          `say it in one place, here or in ${other}`,
        );
        context.addIssue({ code: "custom", path: [one.key, one.member], message });
      }
    });
}

/** The settings of each sector, wherever they stood in the file. */
export function settingsBySector(
  read: Readonly<Record<string, unknown>>,
  sectors: readonly SectorAdapter[],
): Readonly<Record<string, SettingValues>> {
  const own = sectionOf(read, "sectors") as Readonly<Record<string, SettingValues>>;
  const shared = sharedSettings(sectors).flatMap(({ key, member, sector, setting }) => {
    const value = sectionOf(read, key)[member];
    return value === undefined ? [] : [{ sector, setting, value }];
  });
  return shared.reduce(
    (all, { sector, setting, value }) => ({ ...all, [sector]: { ...all[sector], [setting]: value } }),
    own,
  );
}

function sharedSettings(sectors: readonly SectorAdapter[]): SharedSetting[] {
  return sectors.flatMap(({ sector, settings }) =>
    Object.entries(settings?.sharedKeys ?? {}).flatMap(([path, setting]) => {
      const [, key, member] = /^([^.]+)\.(.+)$/.exec(path) ?? [];
      const schema: unknown = settings?.schema.shape[setting];
      if (key === undefined || member === undefined || !(schema instanceof z.ZodType)) return [];
      return [{ key, member, sector, setting, schema }];
    }),
  );
}

function isTwice(read: Readonly<Record<string, unknown>>, { key, member, sector, setting }: SharedSetting): boolean {
  const own = sectionOf(sectionOf(read, "sectors"), sector);
  return sectionOf(read, key)[member] !== undefined && own[setting] !== undefined;
}

function sectionOf(read: Readonly<Record<string, unknown>>, key: string): SettingValues {
  const section = read[key];
  return typeof section === "object" && section !== null ? (section as SettingValues) : {};
}

function keyTaken({ key, sector }: SharedSetting): Fault {
  return new Fault("sector-invalid", {
    vi: `Lĩnh vực «${sector}»: CONFIG_FILE đã có mục «${key}» cho việc khác.`,
    en: `Sector "${sector}": CONFIG_FILE has a key "${key}" for something else.`,
  });
}
