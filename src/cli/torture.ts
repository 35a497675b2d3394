import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import type { Command } from "./command.ts";

const usage = `lienthong torture [--scenario NAME]... [--seed N] [--dossiers N] [--short] [--out FILE]

Tra tấn gateway: giết tiến trình, làm chết cơ sở dữ liệu, đứt mạng, đóng băng, Cổng sai hỏng; rồi đối chiếu ba cuốn sổ
(phần mềm một cửa, gateway, Cổng giả lập) xem có mất, lặp hay đảo thứ tự không. Chỉ dùng 127.0.0.1. Mất khoảng một giờ.
Torments the gateway: kills, database crashes, cut lines, freezes, portal faults; then compares the three books (vendor,
gateway, simulated portal) for anything lost, repeated or out of order. 127.0.0.1 only. Takes about an hour.

  --scenario N  chỉ kịch bản này, nhắc lại được   only this scenario, may be repeated: docs/torture.md
  --seed N      hạt giống, mặc định ngẫu nhiên    decides what is drawn; printed, default random
  --dossiers N  số hồ sơ mỗi kịch bản             dossiers in each scenario
  --short       bản ngắn như trong npm test       the short form that npm test runs
  --out FILE    nơi ghi JSON                      where the JSON goes, default bench-results/…
`;

const HARNESS = fileURLToPath(new URL("../../test/torture/main.ts", import.meta.url));

/**
 * The command `lienthong torture`: starts the harness, which is test code (it needs a PostgreSQL of its own and the tests'
 * packages) and therefore a program beside this one.
 */
export const command: Command = {
  name: "torture",
  summary: { vi: "bộ thử lỗi dài: không mất, không lặp, không đảo", en: "the long fault suite" },
  usage,

  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scenario: { type: "string", multiple: true },
        seed: { type: "string" },
        dossiers: { type: "string" },
        short: { type: "boolean" },
        out: { type: "string" },
      },
    });
    if (values.dossiers !== undefined && !/^[1-9]\d{0,6}$/.test(values.dossiers)) {
      throw new Fault("usage", {
        vi: "--dossiers cần một số từ 1 đến 9999999.",
        en: "--dossiers takes a number from 1 to 9999999.",
      });
    }
    if (!existsSync(HARNESS)) {
      throw new Fault("usage", {
        vi: "Bản cài này không kèm thư mục test; hãy chạy trong bản sao đầy đủ của kho mã.",
        en: "This installation has no test folder; run it in a full clone of the repository.",
      });
    }
    const child = spawn(process.execPath, [HARNESS, ...args], { stdio: "inherit" });
    const stop = () => void child.kill("SIGTERM");
    io.signal.addEventListener("abort", stop, { once: true });
    const [status] = (await once(child, "exit")) as [number | null];
    io.signal.removeEventListener("abort", stop);
    return status ?? 1;
  },
};
