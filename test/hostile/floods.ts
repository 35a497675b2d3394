import { connect, type Socket } from "node:net";
import { once } from "node:events";
import type { AttackClass, Attempt, Target } from "./attack.ts";

/** One key that opens as much as it can and lets it stand, while others push. */
export const floods: AttackClass = {
  name: "floods",
  async *attempts(target, isLong) {
    for (const [type, count] of [
      ["application/json", isLong ? 260 : 140],
      ["application/x-ndjson", isLong ? 300 : 40],
    ] as const) {
      const held = await Promise.all(Array.from({ length: count }, () => openAndWait(target, type)));
      // Whoever else comes is served all the same: by the client with every right, which holds nothing.
      for (let times = 0; times < 10; times += 1) yield await pushAsAnother(target, `${type} ${times}`);
      for (const socket of held) socket.destroy();
    }
  },
};

/** A push that has begun and goes no further. */
async function openAndWait({ url, pushKey }: Target, type: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.resume();
  await once(socket, "connect");
  const head = `POST /v1/dossiers HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${pushKey}\r\nContent-Type: ${type}\r\n`;
  socket.write(`${head}Content-Length: 1000000\r\n\r\n{"summary":"${"x".repeat(60_000)}`);
  return socket;
}

async function pushAsAnother({ url, fullKey }: Target, name: string): Promise<Attempt> {
  const answer = await fetch(new URL("/v1/dossiers", url), {
    method: "POST",
    body: "{}",
    headers: { Authorization: `Bearer ${fullKey}`, "Content-Type": "application/json" },
  });
  await answer.arrayBuffer();
  return { name, status: answer.status, expected: [422] };
}
