import { z } from "zod";
import { defineSettings } from "#core/sector/sector.ts";
import { ethnicTableSetting } from "#schemas/codes/ethnic-tables.ts";
import { inboundCalls } from "./vneid/inbound.ts";

/** What a province sets: how VNeID numbers ethnic groups in the declarations it hands over. */
export const settings = defineSettings({
  schema: z.strictObject({ ethnicTable: ethnicTableSetting }),
  sharedKeys: { "ethnicTables.vneid": "ethnicTable" },
  apply: ({ ethnicTable }) => ({ inbound: inboundCalls(ethnicTable) }),
});
