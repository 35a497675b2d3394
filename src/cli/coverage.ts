import { readFileSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { joinCoverage, traceFields } from "./coverage/trace-fields.ts";
import type { SectorAdapter } from "#core/sector/sector.ts";
import { loadSectors } from "../compose/load-sectors.ts";
import type { Command } from "./command.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong coverage [SECTOR...] [--lost]

Mỗi trường của hồ sơ đi đâu: tới trường nào của Cổng hoặc của hệ thống chuyên ngành, hay vì sao không gửi.
Where every field of a dossier goes: to which field of the portal or ministry, or why it is not sent. Worked out by
changing each value of the samples and looking what changes in the messages.

  --lost  chỉ in trường không tới đâu và không có lý do; thoát 1 nếu có
          only fields that reach nobody without a reason; status 1 when there are any
`;

interface Line {
  readonly pointer: string;
  readonly fate: string;
  readonly lost: boolean;
}

/** The command `lienthong coverage`. */
export const command: Command = {
  name: "coverage",
  summary: {
    vi: "mỗi trường của hồ sơ đi đâu, hay vì sao không gửi",
    en: "where every field goes, or why it is not sent",
  },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lost: { type: "boolean" } },
    });
    const sectors = await loadSectors();
    const chosen = sectors.all.filter(({ sector }) => positionals.length === 0 || positionals.includes(sector));
    let lost = 0;
    for (const adapter of chosen) {
      const lines = coverageOf(adapter, sectors);
      const shown = values.lost === true ? lines.filter((line) => line.lost) : lines;
      lost += lines.filter((line) => line.lost).length;
      io.stdout.write(`\n${adapter.title} (${adapter.sector}): ${lines.length} trường / fields\n\n`);
      if (shown.length > 0)
        io.stdout.write(
          renderTable(
            ["Trường", "Đi đâu"],
            shown.map(({ pointer, fate }) => [pointer, fate]),
          ),
        );
    }
    return values.lost === true && lost > 0 ? 1 : 0;
  },
};

function coverageOf(adapter: SectorAdapter, sectors: SectorRegistry): Line[] {
  const traced = readSamples(sectors.folderOf?.(adapter.sector)).flatMap((sample) => {
    const checked = checkDossier(sample, sectors);
    return checked.ok ? [traceFields(checked)] : [];
  });
  return joinCoverage(traced, adapter.notSent ?? {}).map(({ pointer, targets, reason }) => {
    if (targets.length > 0) return { pointer, fate: targets.join(", "), lost: false };
    return { pointer, fate: reason === null ? "KHÔNG TỚI ĐÂU / LOST" : `không gửi: ${reason}`, lost: reason === null };
  });
}

function readSamples(sectorFolder: URL | undefined): unknown[] {
  if (sectorFolder === undefined) return [];
  const folder = new URL("samples/", sectorFolder);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as unknown);
}
