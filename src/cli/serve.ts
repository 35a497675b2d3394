import { once } from "node:events";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { readConfigFile } from "../config/file.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway, type Gateway } from "../compose/gateway.ts";
import { loadSectors } from "../compose/load-sectors.ts";
import type { Command, CommandIo } from "./command.ts";
import { spreadLastNet } from "./last-net.ts";
import { demandOpenFiles, openFilesLimit } from "./open-files.ts";
import { rereadConfig } from "./reread-config.ts";
import { endWithin, STOP_WITHIN_MS } from "./run-command.ts";

const usage = `lienthong serve

Chạy gateway. Mọi thiết lập lấy từ biến môi trường và CONFIG_FILE; xem docs/configuration.md.
SIGHUP: đọc lại mục clients của CONFIG_FILE mà không khởi động lại.
Runs the gateway. All settings come from the environment and CONFIG_FILE; see docs/configuration.md.
SIGHUP: reads the clients of CONFIG_FILE again, without a restart.
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
    const hangUps = hearHangUps(io);
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
    hangUps.attend(() => rereadConfig({ gateway, env, begunWith: file, sectors: sectors.all }));
    if (!gateway.hasClients()) {
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

/**
 * Hears SIGHUP from the first moment to the last, so that it never ends the process. What it asks for is done one after the
 * other from when somebody attends, for what was read before may be older; and not any more while the process stops.
 */
function hearHangUps({ onHangUp, signal }: CommandIo): { readonly attend: (reread: () => Promise<void>) => void } {
  const { promise: attended, resolve: attend } = Promise.withResolvers<() => Promise<void>>();
  let latest = Promise.resolve();
  onHangUp?.(() => {
    latest = latest.then(async () => {
      const reread = await attended;
      if (!signal.aborted) await reread();
    });
  });
  return { attend };
}

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
