import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Random } from "#core/ports/ports.ts";

/** Stands between gateways and PostgreSQL, and cuts the line where it hurts. */
export interface DatabaseProxy extends AsyncDisposable {
  /** The same address, by way of the proxy. */
  at(url: string): string;
  /** Cuts from now on, or lets everything pass. */
  cutting: boolean;
  /** How often it cut, by where. */
  readonly cuts: Readonly<Record<Cut, number>>;
}

/**
 * `before-commit`: the server never hears the COMMIT; `after-commit`: it commits, and the answer is lost; `to-server`,
 * `to-client`: in the middle of something, after so many bytes. Only the server knows in the first two cases what it did.
 */
type Cut = "before-commit" | "after-commit" | "to-server" | "to-client";

/** Of this many commits one is cut off on either side. */
const COMMITS_PER_CUT = 12;
/** A line that is cut in the middle of something passes at most this many bytes first. */
const LONGEST_BYTES = 200_000;
const COMMIT = Buffer.from("commit\0");

/** @param server where PostgreSQL listens */
export async function startDatabaseProxy(server: string, random: Random): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(server);
  const cuts: Record<Cut, number> = { "before-commit": 0, "after-commit": 0, "to-server": 0, "to-client": 0 };
  const open = new Set<Socket>();
  const proxy = { cutting: false };

  function serve(client: Socket): void {
    const upstream = connect(Number(port), hostname);
    const line = [client, upstream];
    for (const socket of line) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        for (const other of line) other.destroy();
      });
    }
    const cut = (where: Cut): void => {
      cuts[where] += 1;
      for (const socket of line) socket.destroy();
    };
    let answerLost = false;
    const budget = {
      "to-server": Math.floor(random.next() * LONGEST_BYTES),
      "to-client": Math.floor(random.next() * LONGEST_BYTES),
    };
    const pass = (chunk: Buffer, to: Socket, where: "to-server" | "to-client"): void => {
      if (proxy.cutting) budget[where] -= chunk.length;
      if (budget[where] >= 0) {
        to.write(chunk);
        return;
      }
      // The first part still goes.
      to.write(chunk.subarray(0, chunk.length + budget[where]), () => cut(where));
    };
    client.on("data", (chunk: Buffer) => {
      const commits = proxy.cutting && isCommit(chunk);
      const drawn = commits ? Math.floor(random.next() * COMMITS_PER_CUT) : -1;
      if (drawn === 0) return cut("before-commit");
      answerLost ||= drawn === 1;
      pass(chunk, upstream, "to-server");
    });
    upstream.on("data", (chunk: Buffer) => {
      if (answerLost) return cut("after-commit");
      pass(chunk, client, "to-client");
    });
  }

  const listener = createServer(serve).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const own = (listener.address() as AddressInfo).port;
  return {
    at(url) {
      const by = new URL(url);
      by.hostname = "127.0.0.1";
      by.port = String(own);
      return by.href;
    },
    get cutting() {
      return proxy.cutting;
    },
    set cutting(on) {
      proxy.cutting = on;
    },
    cuts,
    async [Symbol.asyncDispose]() {
      const closed = once(listener, "close");
      listener.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** The word, as a statement of its own in either case, whichever way it is sent. */
function isCommit(chunk: Buffer): boolean {
  return Buffer.from(chunk.toString("latin1").toLowerCase(), "latin1").includes(COMMIT);
}
