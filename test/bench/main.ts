import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAudit } from "./audit-cost.ts";
import { benchClaim } from "./claim.ts";
import { benchDocs } from "./docs-views.ts";
import { benchDrain } from "./drain.ts";
import { benchJourney } from "./journey.ts";
import type { Command } from "../../src/cli/command.ts";
import { processIo, runCommand } from "../../src/cli/run-command.ts";
import type { Measure } from "./measure.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { benchScale } from "./scale/scale.ts";
import { benchSearch } from "./search.ts";
import { benchSigning } from "./signing.ts";
import { renderTable } from "../../src/cli/table.ts";

const usage = `npm run bench -- [signing] [journey] [drain] [claim] [audit] [docs] [search] [scale] [--dossiers N] [--waiting N] [--seconds N] [--out FILE]

Đo tốc độ trên chính máy này; chỉ gửi tới địa chỉ loopback. DATABASE_URL (nếu có) được dùng để đo trên PostgreSQL: dùng một
cơ sở dữ liệu riêng, trống; các hồ sơ dùng để đo ở lại trong đó.
Measures on this machine, against loopback only. With DATABASE_URL it is measured on PostgreSQL too: give it an empty
database of its own; the measured dossiers stay there.

  signing       tốc độ ký, bên cạnh phần mềm khác         signatures, beside other software
  journey       nhận, chuyển, và cả hai cùng lúc          intake, delivery, and both at once
  drain         chuyển hết một lượng tồn đọng             delivering a backlog
  claim         giá của một lần nhận việc khi tồn đọng    what a claim costs beside a backlog
  audit         phần của nhật ký nối chuỗi               what chaining the audit log costs
  docs          một lần xem tài liệu API                a view of the documentation
  search        tìm người trong một kho tên               finding people among invented names
  scale         mọi danh sách và con số khi có hàng triệu tin   every list and figure beside millions of messages;
                chỉ chạy khi gọi tên                             only when named
  --messages N  số tin, nhắc lại được, mặc định 1000000          messages, may be repeated, default 1000000
  --people N    số người của kho tên, mặc định 100000    people to search among, default 100000
  --dossiers N  số hồ sơ của hành trình, mặc định 500     dossiers of the journey, default 500
  --waiting N   số hồ sơ tồn đọng, mặc định 2000          dossiers of the backlog, default 2000
  --seconds N   thời gian đo mỗi dòng ký, mặc định 2      seconds per signing row, default 2
  --out FILE    nơi ghi JSON, mặc định bench-results/…    where the JSON goes
`;

const command: Command = {
  name: "bench",
  summary: { vi: "đo tốc độ ký và tốc độ trọn hành trình", en: "measure signing and the whole journey" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dossiers: { type: "string" },
        waiting: { type: "string" },
        people: { type: "string" },
        messages: { type: "string", multiple: true },
        seconds: { type: "string" },
        out: { type: "string" },
      },
    });
    const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
    const dossiers = Number(values.dossiers ?? 500);
    const waiting = Number(values.waiting ?? 2000);
    const folder = mkdtempSync(join(tmpdir(), "lienthong-bench-"));
    const measures: Measure[] = [];
    try {
      if (wanted("signing")) {
        measures.push(...(await benchSigning(Number(values.seconds ?? 2), io)));
      }
      if (wanted("docs")) measures.push(...(await benchDocs({ DATA_DIR: join(folder, "docs") })));
      if (positionals.includes("scale")) {
        await using server = await startPostgresServer();
        const env = { DATABASE_URL: server.url };
        measures.push(...(await benchScale("PostgreSQL", env, (values.messages ?? ["1000000"]).map(Number), io)));
      }
      for (const { name, open } of databases(folder, io.env)) {
        if (wanted("journey")) measures.push(...(await benchJourney({ name, env: open("journey"), dossiers })));
        if (wanted("drain")) measures.push(...(await benchDrain(name, open("drain"), waiting)));
        if (wanted("audit")) measures.push(...(await benchAudit(name, open("audit"), dossiers)));
        if (wanted("search"))
          measures.push(...(await benchSearch(name, open("search"), Number(values.people ?? 100_000), io)));
        if (wanted("claim")) measures.push(...(await benchClaim(name, open("claim"), waiting)));
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

/** Where to measure; the embedded database is a fresh one each time. */
function databases(folder: string, { DATABASE_URL }: Readonly<Record<string, string | undefined>>) {
  const embedded = { name: "PGlite", open: (what: string) => ({ DATA_DIR: join(folder, what) }) };
  return DATABASE_URL === undefined ? [embedded] : [embedded, { name: "PostgreSQL", open: () => ({ DATABASE_URL }) }];
}

process.exitCode = await runCommand(command, process.argv.slice(2), processIo());
