import { connect } from "node:net";
import { once } from "node:events";
import type { AttackClass } from "./attack.ts";

const TIMES = 20;

/** Clients that go away in the middle of what they say; afterwards the gateway must not call it a failure of its own. */
export const leaving: AttackClass = {
  name: "leaving",
  async *attempts({ url, pushKey, fullKey }) {
    const { hostname, port, host } = new URL(url);
    const before = await failuresSaid(url, fullKey);
    for (const type of ["application/json", "application/x-ndjson", "application/xml"]) {
      for (let times = 0; times < TIMES; times += 1) {
        const socket = connect(Number(port), hostname);
        socket.on("error", () => undefined);
        await once(socket, "connect");
        const head = `POST /v1/dossiers HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${pushKey}\r\nContent-Type: ${type}\r\n`;
        const part = `${head}Content-Length: 100000\r\n\r\n{}\n{"a":`;
        await new Promise((resolve) => socket.write(part, resolve));
        socket.destroy();
      }
    }
    const after = await failuresSaid(url, fullKey);
    yield { name: "internal failures counted", status: after === before ? 200 : 500 };
  },
};

/** How many failures of its own the gateway has counted, over all places. */
async function failuresSaid(url: string, key: string): Promise<number> {
  const answer = await fetch(new URL("/metrics", url), { headers: { Authorization: `Bearer ${key}` } });
  const lines = (await answer.text())
    .split("\n")
    .filter((line) => /^lienthong_(?:internal_failures|uncaught_errors)_total/.test(line));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}
