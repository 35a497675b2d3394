import { z } from "zod";
import { birthRecord } from "./birth-record.ts";

/** What a civil-status form says, by module: `KS` birth. Deaths, marriages and the others join as members. */
export const civilStatusRecord = z.discriminatedUnion("module", [birthRecord]);
export type CivilStatusRecord = z.infer<typeof civilStatusRecord>;
