import { once } from "node:events";
import { connect as openSocket, type Socket } from "node:net";

/** One call as it goes over the wire, in parts, so that a client can leave between any two of them. */
export interface RawCall {
  readonly requestLine: string;
  readonly headers: readonly string[];
  /** As it is sent, chunk marks included; empty where there is none. */
  readonly body: Buffer;
}

export interface CallInput {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body?: { readonly type: string; readonly text: string };
}

/** A call in each way of saying how long its body is. */
export function rawCalls({ method, path, headers: own, body }: CallInput): readonly [RawCall, ...RawCall[]] {
  const requestLine = `${method.toUpperCase()} ${path} HTTP/1.1`;
  const headers = ["Host: gateway", ...own];
  if (body === undefined) return [{ requestLine, headers, body: Buffer.alloc(0) }];
  const typed = [...headers, `Content-Type: ${body.type}`];
  const bytes = Buffer.from(body.text);
  const chunked = Buffer.from(`${bytes.length.toString(16)}\r\n${body.text}\r\n0\r\n\r\n`);
  return [
    { requestLine, headers: [...typed, `Content-Length: ${bytes.length}`], body: bytes },
    { requestLine, headers: [...typed, "Transfer-Encoding: chunked"], body: chunked },
  ];
}

export const headOf = ({ requestLine, headers }: RawCall, ...more: readonly string[]): string =>
  `${[requestLine, ...headers, ...more].join("\r\n")}\r\n\r\n`;

/** A connection that tells nobody how it ended: whoever breaks it knows. */
export async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = openSocket({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** The first bytes of what comes back, or nothing when the other side hangs up. The rest is left unread. */
export function firstBytes(socket: Socket): Promise<Buffer | null> {
  return new Promise((resolve) => {
    socket.once("data", (bytes: Buffer) => {
      socket.pause();
      resolve(bytes);
    });
    socket.once("close", () => resolve(null));
  });
}

/** Reads until what came matches; what comes after that is left unread. Fails when the other side hangs up before. */
export function readUntil(socket: Socket, words: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const look = (bytes: Buffer): void => {
      text += bytes.toString("latin1");
      if (!words.test(text)) return;
      socket.off("data", look).pause();
      resolve();
    };
    socket.on("data", look);
    socket.once("close", () => reject(new Error(`only this was answered: ${text}`)));
  });
}

export async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, "close");
}
