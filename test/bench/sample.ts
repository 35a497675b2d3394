import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import type { Pushable } from "./queue-orders.ts";

const SAMPLE = new URL("../../adapters/judicial-records/samples/application-without-record.json", import.meta.url);

/**
 * A dossier as most are: no record of the sector's own and nothing done yet, so it makes one message. Its code is of an
 * agency of this run's own, so that a database that was measured before is no hindrance.
 */
export function samplePush(): Pushable {
  const sample = JSON.parse(readFileSync(SAMPLE, "utf8")) as Pushable;
  const [, day] = sample.dossierCode.split("-");
  const agency = `H26.107.${randomBytes(2).toString("hex").toUpperCase()}`;
  return { ...sample, dossierCode: `${agency}-${day}-0000000`, record: null, progress: [] };
}
