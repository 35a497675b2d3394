import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createPortalClient } from "../../../src/destinations/wires/envelope/envelope-client.ts";
import { createTransport, type TransportTls } from "../../../src/destinations/wires/http-transport.ts";
import { fakeClock } from "../../kit/fake-clock.ts";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

/** Listens on a free port of this machine and answers as told. */
async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    socket.on("error", () => undefined);
    sockets.add(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const pem = (file: string) => readFileSync(new URL(`../../../certs.example/${file}`, import.meta.url), "utf8");
const raw = (onConnection: (socket: Socket) => void) => listen(createServer(onConnection));
const http = (onRequest: RequestListener) => listen(createHttpServer(onRequest));

function clientOf(url: string, timeoutMs = 5000, tls: TransportTls = {}) {
  const transport = createTransport({ connections: 2, timeoutMs, tls });
  opened.push(transport);
  return createPortalClient({
    url,
    context: "VXPAdapter",
    dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
    username: "000.00.00.H26",
    password: "throwaway-password",
    unitCode: "000.00.00.H26",
    timeoutMs,
    maxAnswerBytes: 10_000,
    shortRetries: { retries: 1, delayMs: 0 },
    fetch: transport.fetch,
    clock: fakeClock(),
  });
}
function envelopeOf(client: ReturnType<typeof clientOf>, data = "[]") {
  return {
    id: "e-1",
    service: "DongBoHoSoMC",
    body: client.encode({ service: "DongBoHoSoMC", data }, "token-1"),
    dossierCodes: [],
    signature: null,
    token: "token-1",
  };
}
async function sendTo(url: string, timeoutMs?: number) {
  const client = clientOf(url, timeoutMs);
  return client.send(envelopeOf(client));
}

describe("over real sockets", () => {
  it("sends the bytes as they are, with the headers adapters expect", async () => {
    const seen: { body: Buffer; headers: Record<string, unknown> }[] = [];
    const url = await http(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen.push({ body: Buffer.concat(chunks), headers: request.headers });
      response.setHeader("Content-Type", "application/json").end('{"error_code":0,"message":"Thành công"}');
    });
    const client = clientOf(url);
    const body = client.encode({ service: "DongBoHoSoMC", data: '["Nguyễn Văn Mẫu"]' }, "token-1");
    const signature = { profile: "jws", header: "X-Test-Signature", value: "a..b", certificateThumbprint: "t" };
    expect(
      await client.send({ id: "e-42", service: "DongBoHoSoMC", dossierCodes: [], body, signature, token: "token-1" }),
    ).toMatchObject({
      kind: "delivered",
    });
    expect(seen[0]?.body.equals(body)).toBe(true);
    expect(seen[0]?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      charset: "utf-8",
      dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider",
      "x-request-id": "e-42",
      "x-test-signature": "a..b",
      "content-length": String(body.length),
    });
  });

  it("asks at the last moment whether it may write, and writes nothing when it may not", async () => {
    let held = true;
    let requests = 0;
    const options = { key: pem("tls-server.key"), cert: pem("tls-server.pem") };
    const server = createHttpsServer(options, (_, response) => {
      requests += 1;
      response.end('{"error_code":0,"message":"Thành công"}');
    });
    // The handshake comes after this, and the request after the handshake.
    server.on("connection", () => {
      held = false;
    });
    const client = clientOf((await listen(server)).replace("http:", "https:"), 5000, { ca: pem("ca.pem") });
    const asked: boolean[] = [];
    const mayWrite = () => {
      asked.push(held);
      return held;
    };
    expect(await client.send(envelopeOf(client), undefined, mayWrite)).toMatchObject({
      kind: "unavailable",
      party: "gateway",
      cause: "lease-over",
    });
    expect({ asked, requests }).toEqual({ asked: [false], requests: 0 });
    expect(await client.send(envelopeOf(client), undefined, () => true)).toMatchObject({ kind: "delivered" });
    expect(requests).toBe(1);
  });

  it("connection refused: certainly not sent", async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await sendTo(url)).toMatchObject({ kind: "unavailable", party: "network", cause: "connection-refused" });
  });

  it("reset after the request was read: unknown, and not sent a second time", async () => {
    let requests = 0;
    const url = await raw((socket) => {
      socket.once("data", () => {
        requests += 1;
        socket.resetAndDestroy();
      });
    });
    expect(await sendTo(url)).toMatchObject({ kind: "unknown", party: "network", cause: "connection-lost" });
    expect(requests).toBe(1);
  });

  it("closed without an answer: unknown", async () => {
    const url = await raw((socket) => socket.once("data", () => socket.end()));
    expect(await sendTo(url)).toMatchObject({ kind: "unknown", party: "network", cause: "connection-lost" });
  });

  it("half an answer: unknown", async () => {
    const url = await raw((socket) =>
      socket.once("data", () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{"error_code":0')),
    );
    expect(await sendTo(url)).toMatchObject({ kind: "unknown", party: "network", cause: "connection-lost" });
  });

  it("no answer in time: unknown", async () => {
    const url = await raw((socket) => void socket.resume());
    expect(await sendTo(url, 60)).toMatchObject({ kind: "unknown", party: "network", cause: "timeout" });
  });

  it("an answer that stops in the middle: unknown", async () => {
    const url = await http((_, response) => {
      response.write('{"error_');
    });
    expect(await sendTo(url, 100)).toMatchObject({ kind: "unknown", party: "network", cause: "timeout" });
  });

  it("stopped by the caller: unknown while under way, not sent when it had not begun", async () => {
    const stop = new AbortController();
    const url = await raw((socket) => socket.once("data", () => stop.abort()));
    const client = clientOf(url);
    const envelope = envelopeOf(client);
    expect(await client.send(envelope, stop.signal)).toMatchObject({ kind: "unknown", cause: "aborted" });
    expect(await client.send(envelope, stop.signal)).toMatchObject({ kind: "unavailable", cause: "not-sent" });
  });

  it("something that is not HTTP: unknown", async () => {
    const url = await raw((socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.6\r\n\r\n")));
    expect(await sendTo(url)).toMatchObject({ kind: "unknown", party: "portal", cause: "not-http" });
  });

  it("TLS spoken to a plain port: configuration", async () => {
    const url = await http((_, response) => response.end());
    expect(await sendTo(url.replace("http:", "https:"))).toMatchObject({
      kind: "unavailable",
      party: "gateway",
      cause: "tls-failed",
    });
  });

  it("does not follow redirects", async () => {
    let requests = 0;
    const url = await http((_, response) => {
      requests += 1;
      response.writeHead(302, { Location: "/elsewhere" }).end();
    });
    expect(await sendTo(url)).toMatchObject({ kind: "unavailable", party: "gateway", cause: "redirected" });
    expect(requests).toBe(1);
  });

  it("stops reading an answer without end", async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await http((_, response) => {
      response.on("close", closed);
      const more = () => void (response.write("x".repeat(5000)) ? setImmediate(more) : response.once("drain", more));
      more();
    });
    expect(await sendTo(url)).toMatchObject({
      kind: "unknown",
      cause: "answer-too-large",
      excerpt: expect.stringMatching(/^x{499}…$/),
    });
    await gone;
  });
});

describe("over TLS", () => {
  const ca = pem("ca.pem");
  const answer: RequestListener = (_, response) => void response.end('{"error_code":0}');

  async function listenTls(more: ServerOptions = {}): Promise<string> {
    const options = { key: pem("tls-server.key"), cert: pem("tls-server.pem"), ...more };
    const server = createHttpsServer(options, answer);
    server.on("tlsClientError", () => undefined);
    return (await listen(server)).replace("http:", "https:");
  }
  async function sendOver(url: string, tls: TransportTls) {
    const client = clientOf(url, 5000, tls);
    return client.send(envelopeOf(client));
  }

  it("trusts the authority it is given, and no other", async () => {
    const url = await listenTls();
    expect(await sendOver(url, { ca })).toMatchObject({ kind: "delivered" });
    expect(await sendOver(url, {})).toMatchObject({ kind: "unavailable", party: "gateway", cause: "tls-failed" });
  });

  it("shows its own certificate where the adapter asks for one", async () => {
    const url = await listenTls({ ca, requestCert: true, rejectUnauthorized: true });
    const own = { cert: pem("tls-client.pem"), key: pem("tls-client.key") };
    expect(await sendOver(url, { ca, ...own })).toMatchObject({ kind: "delivered" });
  });

  it("lacks the certificate the adapter asks for: configuration", async () => {
    // Up to TLS 1.2 the handshake fails. In 1.3 the client may have begun to write when the server says no, and often
    // only sees the connection go; there the login, which can only be unavailable, tells first.
    const url = await listenTls({ ca, requestCert: true, rejectUnauthorized: true, maxVersion: "TLSv1.2" });
    expect(await sendOver(url, { ca })).toMatchObject({ kind: "unavailable", party: "gateway", cause: "tls-failed" });
    const modern = await listenTls({ ca, requestCert: true, rejectUnauthorized: true });
    expect(await clientOf(modern, 5000, { ca }).session()).toMatchObject({ failed: { kind: "unavailable" } });
  });
});
