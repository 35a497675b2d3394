import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { Fault } from "#core/fault.ts";
import { allMessages } from "#core/message/plan-messages.ts";
import { loadSectors } from "../compose/load-sectors.ts";
import { sectorFiles, type NewSector } from "./adapter-template.ts";
import type { Command } from "./command.ts";

const ADAPTERS = fileURLToPath(new URL("../../adapters/", import.meta.url));

const usage = `lienthong adapter:new NAME --title TÊN --title-en NAME --procedure CODE --procedure-name TÊN [--into DIR]

Tạo thư mục lĩnh vực mới dưới adapters/, qua được bộ kiểm thử chung ngay; xem docs/adding-a-sector.md.
Makes the folder of a new sector under adapters/ that passes the contract suite as it stands.

  NAME                  tên thư mục, chữ thường và gạch nối     folder name, lower case and hyphens
  --title, --title-en   tên lĩnh vực                            title of the sector
  --procedure           mã thủ tục quốc gia, ví dụ 1.001612     national procedure code
  --procedure-name      tên thủ tục                             name of the procedure
  --into DIR            thư mục khác thay cho adapters/         another place than adapters/
`;

/** The command `lienthong adapter:new`. */
export const command: Command = {
  name: "adapter:new",
  summary: { vi: "tạo thư mục cho một lĩnh vực mới", en: "make the folder of a new sector" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        title: { type: "string" },
        "title-en": { type: "string" },
        procedure: { type: "string" },
        "procedure-name": { type: "string" },
        into: { type: "string" },
      },
    });
    const sector = readSector(positionals[0], values);
    const root = pathToFileURL(`${values.into ?? ADAPTERS}/`);
    const folder = new URL(`${sector.name}/`, root);
    if (existsSync(folder)) {
      const path = fileURLToPath(folder);
      throw new Fault("usage", { vi: `Thư mục ${path} đã có.`, en: `The folder ${path} exists already.` });
    }
    try {
      write(folder, sectorFiles(sector));
      write(folder, await expectedFiles(sector, root));
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    io.stdout.write(`${fileURLToPath(folder)}\n`);
    io.stdout.write("Kiểm tra / check: npx vitest run --config test/vitest.config.ts test/adapters\n");
    return 0;
  },
};

function readSector(name: string | undefined, values: Readonly<Record<string, string | undefined>>): NewSector {
  const { title, procedure } = values;
  const titleEn = values["title-en"];
  const procedureName = values["procedure-name"];
  if (
    name === undefined ||
    title === undefined ||
    titleEn === undefined ||
    procedure === undefined ||
    procedureName === undefined
  ) {
    throw new Fault("usage", {
      vi: "Thiếu tham số; xem adapter:new --help.",
      en: "An argument is missing; see adapter:new --help.",
    });
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) || !/^[1-9]\.\d{6}$/.test(procedure)) {
    throw new Fault("usage", {
      vi: "NAME gồm chữ thường, số, gạch nối; --procedure có dạng 1.001612.",
      en: "NAME holds lower-case letters, digits and hyphens; --procedure looks like 1.001612.",
    });
  }
  return { name, title, titleEn, procedureCode: procedure, procedureName };
}

/** The messages the new samples make, worked out by the new folder itself. */
async function expectedFiles(sector: NewSector, root: URL): Promise<Record<string, string>> {
  const sectors = await loadSectors(root);
  const files = Object.entries(sectorFiles(sector)).filter(([path]) => /^samples\/[^/]+\.json$/.test(path));
  return Object.fromEntries(
    files.map(([path, content]) => {
      const checked = checkDossier(JSON.parse(content), sectors);
      const messages = checked.ok
        ? allMessages(checked).map(({ kind, service, payload }) => ({ kind, service, payload }))
        : [];
      return [path.replace("samples/", "samples/expected/"), `${JSON.stringify({ messages }, null, 2)}\n`];
    }),
  );
}

function write(folder: URL, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = fileURLToPath(new URL(path, folder));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
