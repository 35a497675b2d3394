import { Fault } from "#core/fault.ts";
import type { Config } from "./config.ts";
import { PLAIN_DESTINATION, type DestinationFile, type DoorFile } from "./destination-file.ts";
import { isLoopback } from "./loopback.ts";
import type { AnswersFile } from "./answers-file.ts";
import type { ReceiptsFile } from "./trust-files.ts";

/** How a destination is reached from one day to another; complete, but for the password. */
export interface DoorConfig {
  /** First and last day in force in Viet Nam, `YYYY-MM-DD`; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly url: string;
  readonly loopback: boolean;
  /** The portal's envelope, or one REST call for each service. */
  readonly wire: "envelope" | "rest";
  /** Where a token for `rest` is had; undefined: the password is the token. */
  readonly tokenUrl: string | undefined;
  readonly context: "VXPAdapter" | "XrdAdapter";
  readonly dstcode: string;
  readonly providerUrl: string | undefined;
  readonly username: string;
  readonly unitCode: string;
  readonly signingProfile: string;
  readonly timeoutMs: number;
  /** Whose signature under its answers is looked at; undefined: nobody's. */
  readonly receipts: ReceiptsFile | undefined;
  /** How it words its answers, beside what is known; undefined: as usual. */
  readonly answers: AnswersFile | undefined;
  /** Where its password comes from; null: it is the portal's. */
  readonly password: { readonly env: string } | { readonly file: string } | null;
}

/** One destination besides the national portal. */
export interface DestinationConfig {
  /** The sector that reports to it, or the name the sector gives it. */
  readonly name: string;
  readonly doors: readonly DoorConfig[];
  readonly concurrency: number;
  readonly requestsPerMinute: number | null;
  readonly lostAnswer: "resend" | "park";
  readonly holdsBack: boolean;
  /** Minutes between two questions about one dossier. */
  readonly askEveryMinutes: number;
}

/** A door of which nothing is said: the portal's own. */
const PORTALS_OWN: DoorFile = { wire: "envelope" };

/**
 * The destinations of these names, each as the file describes it, completed from the portal's own settings.
 * @throws Fault `config-invalid` when the file describes a destination that nobody reports to
 */
export function toDestinations(config: Config, names: readonly string[]): DestinationConfig[] {
  const unknown = Object.keys(config.destinations).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Fault("config-invalid", {
      vi: `CONFIG_FILE, destinations: không có nơi nhận «${unknown}». Các nơi nhận: ${names.join(", ")}.`,
      en: `CONFIG_FILE, destinations: there is no destination "${unknown}". Destinations: ${names.join(", ")}.`,
    });
  }
  return names.map((name) => toDestination(config, name, config.destinations[name] ?? PLAIN_DESTINATION));
}

function toDestination(config: Config, name: string, file: DestinationFile): DestinationConfig {
  const doors = file.doors.length === 0 ? [PORTALS_OWN] : file.doors;
  return {
    name,
    doors: doors.map((door) => toDoor(config, door)),
    concurrency: file.concurrency,
    requestsPerMinute: file.requestsPerMinute ?? null,
    lostAnswer: file.lostAnswer,
    // Behind one door everything of a dossier arrives in the order of its numbers; a system of its own has outages of
    // its own, which must not stop what the portal is told.
    holdsBack: file.holdsBack ?? file.doors.every(({ url }) => url === undefined),
    askEveryMinutes: file.askEveryMinutes,
  };
}

function toDoor({ portal, signing }: Config, door: DoorFile): DoorConfig {
  const url = door.url ?? portal.url;
  return {
    from: door.from ?? null,
    to: door.to ?? null,
    url,
    loopback: isLoopback(url),
    wire: door.wire,
    tokenUrl: door.tokenUrl,
    context: door.context ?? portal.context,
    dstcode: door.dstcode ?? portal.dstcode,
    providerUrl: door.providerUrl ?? (door.url === undefined ? portal.providerUrl : undefined),
    username: door.username ?? portal.username,
    unitCode: door.unitCode ?? portal.unitCode,
    signingProfile: door.signingProfile ?? signing.profile,
    timeoutMs: door.timeoutMs ?? portal.timeoutMs,
    receipts: door.receipts ?? (isPortalsOwn(door) ? portal.receipts : undefined),
    answers: door.answers ?? (isPortalsOwn(door) ? portal.answers : undefined),
    password: passwordOf(door),
  };
}

/** Whether the portal itself answers there. */
function isPortalsOwn({ url, dstcode, providerUrl }: DoorFile): boolean {
  return url === undefined && dstcode === undefined && providerUrl === undefined;
}

function passwordOf({ passwordEnv, passwordFile }: DoorFile): DoorConfig["password"] {
  if (passwordEnv !== undefined) return { env: passwordEnv };
  return passwordFile === undefined ? null : { file: passwordFile };
}
