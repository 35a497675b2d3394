import { z } from "zod";
import { defineSettings } from "#core/sector/sector.ts";
import { ethnicTableSetting, USUAL_ETHNIC_TABLE } from "#schemas/codes/ethnic-tables.ts";
import { forMinistry } from "./ministry/ethnic-codes.ts";
import type { CivilStatusRecord } from "./record.ts";
import { toSectorMessages } from "./sector-messages.ts";

type MessageInput = Parameters<typeof toSectorMessages>[0] & { readonly record: CivilStatusRecord };

/** What a province sets: how the Ministry of Justice numbers ethnic groups. */
export const settings = defineSettings({
  schema: z.strictObject({ ethnicTable: ethnicTableSetting }),
  sharedKeys: { "ethnicTables.ministry-of-justice": "ethnicTable" },
  apply: ({ ethnicTable = USUAL_ETHNIC_TABLE }) => ({
    toSectorMessages: ({ dossier, record }: MessageInput) =>
      toSectorMessages({ dossier, record: forMinistry(record, ethnicTable) }),
  }),
});
