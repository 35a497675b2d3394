import { once } from "node:events";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { readConfigFile } from "../config/file.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway } from "../compose/gateway.ts";
import type { Command } from "./command.ts";

const usage = `lienthong serve

Chạy gateway. Mọi thiết lập lấy từ biến môi trường và CONFIG_FILE; xem bảng cấu hình trong README.
Runs the gateway. All settings come from the environment and CONFIG_FILE; see the table in the README.
`;

/** The command behind `npm start`: runs until it is told to stop, then lets what is under way end. */
export const command: Command = {
  name: "serve",
  summary: { vi: "chạy gateway (npm start)", en: "run the gateway (npm start)" },
  usage,

  async run(_args, io) {
    const env = readEnv(io.env);
    const config = toConfig(env, env.CONFIG_FILE === undefined ? undefined : readConfigFile(env.CONFIG_FILE));
    const secrets = envToSecrets(env, { portal: config.portal.loopback, key: env.SIGNING_KEY === undefined }, io.env);
    await using gateway = await createGateway(config, secrets);
    io.stdout.write(
      `Liên Thông đang chạy tại ${gateway.url} (bảng điều khiển: ${gateway.url}/console). Ctrl-C để dừng.\n`,
    );
    if (secrets.bootstrapApiKey === undefined && config.clients.length === 0) {
      io.stderr.write(
        "Chưa có phần mềm nào được phép gửi: đặt BOOTSTRAP_API_KEY hoặc khai báo clients trong CONFIG_FILE.\n",
      );
      io.stderr.write("No client may push yet: set BOOTSTRAP_API_KEY or list clients in CONFIG_FILE.\n");
    }
    if (!io.signal.aborted) await once(io.signal, "abort");
    io.stderr.write("Đang dừng… / Stopping…\n");
    return 0;
  },
};
