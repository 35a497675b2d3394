import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { connectTo, firstBytes } from "./broken-connections/raw-call.ts";
import { API_KEY, PATIENT, startMain, temporaryFolder } from "./running-gateway.ts";
import { silentDatabase } from "./silent-database.ts";

const AS_CLIENT = `Host: gateway\r\nAuthorization: Bearer ${API_KEY}\r\n`;

/** What clients leave lying about, up to where the gateway has taken it up. */
const HELD_OPEN: readonly (readonly [string, string, boolean])[] = [
  ["nothing sent", "", false],
  ["half a header", "GET /v1/dossiers HTTP/1.1\r\nHost: gate", false],
  [
    "half a body",
    `POST /v1/dossiers HTTP/1.1\r\n${AS_CLIENT}Content-Type: application/json\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n{`,
    true,
  ],
  [
    "NDJSON without an end",
    `POST /v1/dossiers HTTP/1.1\r\n${AS_CLIENT}Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3\r\n{}\n\r\n`,
    true,
  ],
  ["an answer nobody reads", `GET /openapi.json HTTP/1.1\r\n${AS_CLIENT}\r\n`.repeat(60), true],
];

describe("stopping", PATIENT, () => {
  it("waits for no client that only holds its connection open", async () => {
    using folder = temporaryFolder();
    await fillMigrated(folder.path);
    const gateway = startMain(["serve"], {
      PORT: "0",
      DATA_DIR: folder.path,
      BOOTSTRAP_API_KEY: API_KEY,
      LOG_LEVEL: "error",
      PORTAL_URL: "http://127.0.0.1:1",
    });
    const [, url = ""] = await gateway.says(/tại (http:\/\/127\.0\.0\.1:\d+) /);
    const sockets = await Promise.all(
      HELD_OPEN.map(async ([name, sent, isAnswered]) => {
        const socket = await connectTo(url);
        socket.write(sent);
        if (isAnswered) expect(await firstBytes(socket), name).not.toBeNull();
        return socket;
      }),
    );
    gateway.signal("SIGTERM");
    expect(await gateway.exit).toMatchObject({ status: 0, stderr: "Đang dừng… / Stopping…\n" });
    for (const socket of sockets) socket.destroy();
  });

  it("gives up a start that waits for its database", async () => {
    using folder = temporaryFolder();
    using database = await silentDatabase();
    const gateway = startMain(["serve"], {
      PORT: "0",
      DATA_DIR: folder.path,
      DATABASE_URL: database.url,
    });
    await database.asked;
    gateway.signal("SIGTERM");
    expect(await gateway.exit).toEqual({ status: 0, stdout: "", stderr: "Đang dừng… / Stopping…\n" });
  });

  it("ends where it stands at a second signal, of whichever kind", async () => {
    const process = startDeaf({});
    await process.says("ready");
    process.signal("SIGTERM");
    await process.says("stopping");
    process.signal("SIGINT");
    expect(await process.exit).toEqual({ status: 1, stderr: "Dừng ngay. / Ending at once.\n" });
  });

  it("takes a signal that npm passes on, beside the one of the terminal, for one", async () => {
    const process = startDeaf({ npm_lifecycle_event: "start" });
    await process.says("ready");
    process.signal("SIGINT");
    process.signal("SIGTERM");
    process.signal("SIGUSR2");
    await process.says("still here");
    process.signal("SIGKILL");
    expect(await process.exit).toEqual({ status: null, stderr: "" });
  });
});

/** A command that hears that it is to stop and goes on. */
const DEAF = `
  import { processIo } from ${JSON.stringify(new URL("../../src/cli/run-command.ts", import.meta.url).href)};
  const { signal } = processIo();
  signal.addEventListener("abort", () => console.log("stopping"));
  process.on("SIGUSR2", () => console.log("still here"));
  setInterval(() => undefined, 3_600_000);
  console.log("ready");
`;

function startDeaf(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", DEAF], { env, stdio: "pipe" });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (said[name] += text));
  return {
    exit: once(child, "close").then(([status]) => ({ status: status as number | null, stderr: said.stderr })),
    signal: (name: NodeJS.Signals) => child.kill(name),
    async says(words: string) {
      while (!said.stdout.includes(words)) await once(child.stdout, "data");
    },
  };
}
