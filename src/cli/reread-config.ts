import { isDeepStrictEqual } from "node:util";
import { Fault } from "#core/fault.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import type { Gateway } from "../compose/gateway.ts";
import { toConfig } from "../config/config.ts";
import type { Env } from "../config/env.ts";
import { EMPTY_CONFIG_FILE, readConfigFile, type ConfigFile } from "../config/file.ts";

export interface RereadDependencies {
  readonly gateway: Pick<Gateway, "events" | "takeOverClients">;
  readonly env: Env;
  /** The file as the gateway was started with it. */
  readonly begunWith: ConfigFile | undefined;
  readonly sectors: readonly SectorAdapter[];
}

/**
 * Reads `CONFIG_FILE` again while the gateway runs, looks at all of it as at the start, and takes over its clients. What is
 * faulty in it is told in the log, and nothing changes; where another section differs the log says that it needs a restart.
 */
export async function rereadConfig({
  gateway,
  env,
  begunWith = EMPTY_CONFIG_FILE,
  sectors,
}: RereadDependencies): Promise<void> {
  try {
    if (env.CONFIG_FILE === undefined)
      throw new Fault("config-missing", {
        vi: "Không đặt CONFIG_FILE nên không có gì để đọc lại.",
        en: "CONFIG_FILE is not set, so there is nothing to read again.",
      });
    const file = readConfigFile(env.CONFIG_FILE, sectors);
    const clients = await gateway.takeOverClients(toConfig(env, file));
    gateway.events.configReread({ clients, needRestart: sectionsThatDiffer(begunWith, file) });
  } catch (error) {
    if (error instanceof Fault) gateway.events.configRefused(error);
    else gateway.events.failed("reread-config", error);
  }
}

/** Sections besides the clients that say something else; those of sectors by the name of the sector. */
function sectionsThatDiffer(before: ConfigFile, after: ConfigFile): readonly string[] {
  const { clients: _before, sectors: sectorsBefore, ...old } = before;
  const { clients: _after, sectors: sectorsAfter, ...now } = after;
  return [...namesThatDiffer(old, now), ...namesThatDiffer(sectorsBefore, sectorsAfter)];
}

function namesThatDiffer(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
