import { connect } from "node:net";
import type { AttackClass, Target } from "./attack.ts";

const BODIES: readonly (readonly [name: string, headers: string, body: string])[] = [
  ["nothing", "", ""],
  ["length 0", "Content-Length: 0\r\n", ""],
  ["chunked", "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"],
  ["chunked, empty", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"],
  ["chunked, malformed", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"],
  ["both lengths", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"],
  ["two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n", "{}"],
  ["no length", "Content-Length: x\r\n", "{}"],
  ["compressed", "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"],
];
const TYPES = [
  "",
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain; charset=x",
];
const PATHS = [
  "/v1/dossiers",
  "/v1/portal/pause",
  "/console/login",
  "/console/logout",
  "/VXPAdapter/RestService/forward/x",
];

/** Requests that are hardly HTTP, and bodies that are not where their headers say, on bare sockets. */
export const framing: AttackClass = {
  name: "framing",
  async *attempts(target) {
    for (const path of PATHS) {
      for (const type of TYPES) {
        for (const [name, headers, body] of BODIES) {
          const typed = type === "" ? "" : `Content-Type: ${type}\r\nOrigin: ${target.url}\r\n`;
          const head = `POST ${path} HTTP/1.1\r\nHost: ${new URL(target.url).host}\r\nConnection: close\r\n`;
          const text = `${head}Authorization: Bearer ${target.fullKey}\r\n${typed}${headers}\r\n${body}`;
          yield { name: `${path} ${type} ${name}`, status: await send(target, text) };
        }
      }
    }
    for (const line of [
      "GET / HTTP/1.1",
      "GET /%00 HTTP/1.1",
      "GET * HTTP/1.1",
      "TRACE / HTTP/1.1",
      "GET /\u0001 HTTP/1.1",
      "x",
    ])
      yield { name: line, status: await send(target, `${line}\r\nConnection: close\r\n\r\n`) };
  },
};

/** The status of the answer; 0 where the connection ends without one. */
function send({ url }: Target, text: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const { promise, resolve } = Promise.withResolvers<number>();
  let said = "";
  const socket = connect(Number(port), hostname, () => socket.write(text));
  socket.setEncoding("utf8").on("data", (part) => (said += String(part)));
  socket.on("error", () => undefined);
  socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0)));
  socket.setTimeout(30_000, () => socket.destroy());
  return promise;
}
