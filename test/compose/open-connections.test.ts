import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { watchConnections } from "../../src/compose/open-connections.ts";

/** Longer than any test here may take: what waits for it hangs. */
const NEVER_MS = 3_600_000;
const patient = { clientMs: NEVER_MS, answerMs: NEVER_MS };

async function open(listener: RequestListener) {
  const server = createServer(listener);
  const connections = watchConnections(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    connections,
    /** A connection that the server knows of. */
    async join(): Promise<Socket> {
      const known = once(server, "connection");
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      await Promise.all([known, once(socket, "connect")]);
      return socket;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      if (server.listening) server.close();
    },
  };
}

/** Hangs until the test's own limit where somebody is waited for who should not be. */
const isClosed = async (closing: Promise<void>): Promise<boolean> => closing.then(() => true);

const greet: RequestListener = (_, outgoing) => outgoing.end("xin chào");
const GET = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n";

describe("watchConnections", () => {
  it("waits for nobody who has asked nothing", async () => {
    await using server = await open(greet);
    await server.join();
    const half = await server.join();
    half.write("GET / HTTP/1.1\r\nHost: gate");
    const kept = await server.join();
    kept.write(GET);
    await once(kept, "data");
    expect(await isClosed(server.connections.close(patient))).toBe(true);
  });

  it("lets an answer that is being made reach its client, and says that it is the last", async () => {
    const asked = Promise.withResolvers<() => void>();
    await using server = await open((_, outgoing) => asked.resolve(() => outgoing.end("xin chào")));
    const client = await server.join();
    client.write(GET);
    const answer = await asked.promise;
    const closing = server.connections.close({ clientMs: 0, answerMs: NEVER_MS });
    answer();
    expect(await text(client)).toMatch(/connection: close\r\n[^]*xin chào/i);
    await closing;
  });

  it("lets a client read its answer to the end", async () => {
    const written = Promise.withResolvers<void>();
    await using server = await open((_, outgoing) => {
      outgoing.end(Buffer.alloc(16_000_000, "a"));
      written.resolve();
    });
    const client = await server.join();
    client.write(GET);
    await written.promise;
    const closing = server.connections.close(patient);
    expect((await buffer(client)).byteLength).toBeGreaterThan(16_000_000);
    await closing;
  });

  it("closes a connection after an answer that had promised to keep it", async () => {
    const begun = Promise.withResolvers<() => void>();
    await using server = await open((_, outgoing) => {
      outgoing.write("xin ");
      begun.resolve(() => outgoing.end("chào"));
    });
    const client = await server.join();
    client.write(GET);
    const finish = await begun.promise;
    const closing = server.connections.close(patient);
    finish();
    expect(await text(client)).toMatch(/keep-alive[^]*xin [^]*chào/i);
    await closing;
  });

  it.each<[string, RequestListener, string]>([
    [
      "sends its request no further",
      (incoming) => incoming.resume(),
      "POST / HTTP/1.1\r\nHost: gateway\r\nContent-Length: 9\r\n\r\nhalf",
    ],
    ["reads its answer no further", (_, outgoing) => outgoing.end(Buffer.alloc(16_000_000)), GET],
    ["reads a streamed answer no further", (_, outgoing) => outgoing.write(Buffer.alloc(16_000_000)), GET],
  ])("gives a client that %s no more than its time", async (_, listener, request) => {
    const asked = Promise.withResolvers<void>();
    await using server = await open((incoming, outgoing) => {
      listener(incoming, outgoing);
      asked.resolve();
    });
    const client = await server.join();
    client.pause().write(request);
    await asked.promise;
    expect(await isClosed(server.connections.close({ clientMs: 300, answerMs: NEVER_MS }))).toBe(true);
  });

  it("gives an answer that is being made no more than its time", async () => {
    const asked = Promise.withResolvers<void>();
    await using server = await open(() => asked.resolve());
    const client = await server.join();
    client.write(GET);
    await asked.promise;
    expect(await isClosed(server.connections.close({ clientMs: 0, answerMs: 100 }))).toBe(true);
  });
});
