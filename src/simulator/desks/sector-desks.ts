import type { JsonObject } from "#core/message/message.ts";
import type { DeskMemory, DeskVerdict, MessageDesk, SimulatorDesk } from "#core/sector/simulator-desk.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { granted, refusedWith, type DeskAnswer, type ReadDesk } from "../portal-answer.ts";
import type { PortalRecords } from "../portal-records.ts";
import type { PortalProfile } from "../profile.ts";
import type { SimulatedStatuses } from "./simulated-statuses.ts";

/** What the simulator takes of a sector. */
export type SimulatedSector = Pick<SectorAdapter, "sector" | "procedures" | "dossierKeys" | "simulatorDesk">;

/** A service of a ministry that takes messages, with the form in which the ministry answers. */
export interface MinistryService extends MessageDesk {
  /** Keys under which a message names its dossier, most specific first. */
  readonly dossierKeys: readonly string[];
  inOwnWords?(verdict: DeskVerdict): JsonObject;
  /** What it was seen to answer when something is wrong, by name of what it is. */
  readonly troubles?: SimulatorDesk["troubles"];
}

/** A service that no sector speaks for: whatever names a dossier as the portal itself does. */
const UNKNOWN_SERVICE = { dossierKeys: ["MaHoSo", "maHoSo", "mahoso"] } satisfies MinistryService;

/** The desks of all sectors, by service. */
export interface SectorDesks {
  /** How a service takes messages. */
  serviceOf(service: string): MinistryService;
  /** Services that tell where dossiers stand. */
  readonly questions: Readonly<Record<string, ReadDesk>>;
  /** What the ministries add to the portal's answer to a look-up of a dossier. */
  lookup(dossierCode: string): JsonObject;
}

/** Puts the sectors' desks together, all on the simulator's one memory. */
export function openSectorDesks(parts: {
  sectors: readonly SimulatedSector[];
  records: PortalRecords;
  statuses: SimulatedStatuses;
  profile: PortalProfile;
}): SectorDesks {
  const { records, statuses, profile } = parts;
  const desks = parts.sectors.flatMap(({ simulatorDesk }) => simulatorDesk ?? []);
  const memory: DeskMemory = {
    message: (dossierCode, service, part) => records.get(dossierCode)?.sector.get(messageKey(service, part)),
    standing: (dossierCode, stations) => statuses.ask(dossierCode, stations),
  };
  const services = new Map(parts.sectors.flatMap(servicesOf));
  const questions = desks.flatMap((desk) =>
    Object.entries(desk.questions ?? {}).map(([service, question]): [string, ReadDesk] => [
      service,
      ({ body }) => {
        const said = question(body, memory);
        if ("refused" in said) {
          return inWordsOf(desk, refusedWith(profile.failureCode, said.refused));
        }
        return { ...inWordsOf(desk, granted("Thành công")), more: said.members };
      },
    ]),
  );
  return {
    serviceOf: (service) => services.get(service) ?? UNKNOWN_SERVICE,
    questions: Object.fromEntries(questions),
    lookup: (dossierCode) =>
      Object.assign({}, ...desks.map((desk) => desk.lookup?.(dossierCode, memory) ?? {})) as JsonObject,
  };
}

/** The answer as the ministry itself would word it, unless it has words of its own already. */
export function inWordsOf(
  { inOwnWords }: { readonly inOwnWords?: SimulatorDesk["inOwnWords"] | undefined },
  answer: DeskAnswer,
): DeskAnswer {
  if (inOwnWords === undefined || answer.ownWords !== undefined) return answer;
  return { ...answer, ownWords: inOwnWords({ code: answer.errorCode, message: answer.message }) };
}

/** Under what the last message about a dossier is remembered. */
export function messageKey(service: string, part: string | undefined): string {
  return part === undefined ? service : `${service}/${part}`;
}

function servicesOf({ dossierKeys = {}, simulatorDesk = {} }: SimulatedSector): [string, MinistryService][] {
  const { messages = {}, inOwnWords, troubles = {} } = simulatorDesk;
  const services = new Set([...Object.keys(dossierKeys), ...Object.keys(messages)]);
  return [...services].map((service) => [
    service,
    {
      dossierKeys: dossierKeys[service] ?? UNKNOWN_SERVICE.dossierKeys,
      ...messages[service],
      troubles,
      ...(inOwnWords === undefined ? {} : { inOwnWords }),
    },
  ]);
}
