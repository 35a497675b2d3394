import { once } from "node:events";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { readConfigFile } from "../config/file.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway, type Gateway } from "../compose/gateway.ts";
import { loadSectors } from "../compose/load-sectors.ts";
import type { Command } from "./command.ts";
import { spreadLastNet } from "./last-net.ts";
import { demandOpenFiles, openFilesLimit } from "./open-files.ts";
import { endWithin, STOP_WITHIN_MS } from "./run-command.ts";

const usage = `lienthong serve

Chạy gateway. Mọi thiết lập lấy từ biến môi trường và CONFIG_FILE; xem docs/configuration.md.
Runs the gateway. All settings come from the environment and CONFIG_FILE; see docs/configuration.md.
`;

const STOPPING = "Đang dừng… / Stopping…\n";

/** What a start that is given up has opened may close within this time; nothing in it is worth waiting for longer. */
const CLOSE_WITHIN_MS = 1000;

/** The command behind `npm start`: runs until it is told to stop, then lets what is under way end. */
export const command: Command = {
  name: "serve",
  summary: { vi: "chạy gateway (npm start)", en: "run the gateway (npm start)" },
  usage,

  async run(_args, io) {
    demandOpenFiles(openFilesLimit());
    const env = readEnv(io.env);
    const sectors = await loadSectors();
    const file = env.CONFIG_FILE === undefined ? undefined : readConfigFile(env.CONFIG_FILE, sectors.all);
    const config = toConfig(env, file);
    const secrets = envToSecrets(env, { portal: config.portal.loopback, key: env.SIGNING_KEY === undefined }, io.env);
    const starting = createGateway(config, secrets, { sectors, signal: io.signal });
    const gateway = await unlessGivenUp(starting, io.signal);
    if (gateway === null) {
      io.stderr.write(STOPPING);
      endWithin(CLOSE_WITHIN_MS, 0);
      return 0;
    }
    await using stack = new AsyncDisposableStack();
    // Outlasts the gateway: closing it, too, may leave something that nobody awaits.
    const { broken } = stack.use(spreadLastNet(gateway.events));
    stack.use(gateway);
    io.stdout.write(
      `Liên Thông đang chạy tại ${gateway.url} (bảng điều khiển: ${gateway.url}/console). Ctrl-C để dừng.\n`,
    );
    if (secrets.bootstrapApiKey === undefined && config.clients.length === 0) {
      io.stderr.write(
        "Chưa có phần mềm nào được phép gửi: đặt BOOTSTRAP_API_KEY hoặc khai báo clients trong CONFIG_FILE.\n",
      );
      io.stderr.write("No client may push yet: set BOOTSTRAP_API_KEY or list clients in CONFIG_FILE.\n");
    }
    const stop = AbortSignal.any([io.signal, broken]);
    if (!stop.aborted) await once(stop, "abort");
    if (!broken.aborted) {
      io.stderr.write(STOPPING);
      return 0;
    }
    endWithin(STOP_WITHIN_MS, 1);
    io.stderr.write("Lỗi ngoài dự kiến, xem nhật ký; đang dừng… / Unexpected error, see the log; stopping…\n");
    return 1;
  },
};

/** What is being started; null when that is given up first: what it comes to is then closed again by itself. */
async function unlessGivenUp(starting: Promise<Gateway>, signal: AbortSignal): Promise<Gateway | null> {
  const { promise: givenUp, resolve } = Promise.withResolvers<null>();
  const giveUp = (): void => {
    starting.then((gateway) => gateway[Symbol.asyncDispose]()).catch(() => undefined);
    resolve(null);
  };
  if (signal.aborted) giveUp();
  else signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([starting, givenUp]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
