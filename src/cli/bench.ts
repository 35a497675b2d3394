import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "./command.ts";
import { benchJourney } from "./bench-journey.ts";
import type { Measure } from "./measure.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong bench [signing] [journey] [--dossiers N] [--seconds N] [--out FILE]

Đo tốc độ trên chính máy này; chỉ gửi tới địa chỉ loopback. DATABASE_URL (nếu có) được dùng để đo trên PostgreSQL.
Measures on this machine, against loopback only. With DATABASE_URL the journey is measured on PostgreSQL too.

  --dossiers N  số hồ sơ của hành trình, mặc định 500     dossiers of the journey, default 500
  --seconds N   thời gian đo mỗi dòng ký, mặc định 2      seconds per signing row, default 2
  --out FILE    nơi ghi JSON, mặc định bench-results/…    where the JSON goes
`;

/** The command `lienthong bench`. */
export const command: Command = {
  name: "bench",
  summary: { vi: "đo tốc độ ký và tốc độ trọn hành trình", en: "measure signing and the whole journey" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { dossiers: { type: "string" }, seconds: { type: "string" }, out: { type: "string" } },
    });
    const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
    const folder = mkdtempSync(join(tmpdir(), "lienthong-bench-"));
    const measures: Measure[] = [];
    try {
      if (wanted("signing")) {
        // Only now: its peers are there for development alone.
        const { benchSigning } = await import("./bench-signing.ts");
        measures.push(...(await benchSigning(Number(values.seconds ?? 2), io)));
      }
      if (wanted("journey")) {
        const dossiers = Number(values.dossiers ?? 500);
        measures.push(...(await benchJourney({ name: "PGlite", env: { DATA_DIR: join(folder, "data") }, dossiers })));
        const { DATABASE_URL } = io.env;
        if (DATABASE_URL !== undefined)
          measures.push(...(await benchJourney({ name: "PostgreSQL", env: { DATABASE_URL }, dossiers })));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    io.stdout.write(
      `\n${renderTable(
        ["Nhóm", "Phép đo", "Giá trị", "Đơn vị", "Ghi chú"],
        measures.map(({ group, name, value, unit, note = "" }) => [group, name, value, unit, note]),
      )}`,
    );
    const out =
      values.out ?? join("bench-results", `bench-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.json`);
    if (values.out === undefined) mkdirSync("bench-results", { recursive: true });
    const machine = { cpu: cpus()[0]?.model ?? "?", cores: cpus().length, node: process.version };
    writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), machine, measures }, null, 2)}\n`);
    io.stdout.write(`\n${out}\n`);
    return 0;
  },
};
