import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How often connections are looked at while they are being closed. */
const LOOK_EVERY_MS = 100;

/** A request that is not answered to the end. */
interface UnderWay {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** The connections of a server, so that it can be closed without waiting for clients that only hold them open. */
export interface OpenConnections {
  /**
   * Ends every connection: at once where nothing was asked, after its answer where something was. A client that has
   * neither sent its request to the end nor taken its answer gets `clientMs`; an answer that is still being made `answerMs`.
   * Resolves when no connection is left.
   */
  close(limits: { readonly clientMs: number; readonly answerMs: number }): Promise<void>;
}

/**
 * Watches the connections of a server from its first on. Node itself closes only connections that have been answered
 * before: one on which nothing was ever sent, or half a header, counts as busy there and would be waited for.
 */
export function watchConnections(server: Server): OpenConnections {
  const connections = new Map<Socket, Set<UnderWay>>();
  let isClosing = false;
  server.on("connection", (socket: Socket) => {
    connections.set(socket, new Set());
    socket.once("close", () => connections.delete(socket));
  });
  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming;
    const requests = connections.get(socket);
    const request = { incoming, outgoing };
    requests?.add(request);
    if (isClosing) outgoing.shouldKeepAlive = false;
    outgoing.once("close", () => {
      requests?.delete(request);
      // An answer that began before the closing has promised to keep the connection.
      if (isClosing && requests?.size === 0) socket.destroySoon();
    });
  });
  return {
    async close({ clientMs, answerMs }) {
      const closed = Promise.withResolvers<void>();
      isClosing = true;
      // Node would cut off every answer that is written to its end, though its client has not read it yet.
      server.closeIdleConnections = () => undefined;
      server.close(() => closed.resolve());
      for (const [socket, requests] of connections) {
        if (requests.size === 0) socket.destroy();
        for (const { outgoing } of requests) outgoing.shouldKeepAlive = false;
      }
      const waitedFor = new Map<Socket, number>();
      const looking = setInterval(() => {
        for (const [socket, requests] of connections) {
          const ms = [...requests].some(isUpToClient) ? (waitedFor.get(socket) ?? 0) + LOOK_EVERY_MS : 0;
          waitedFor.set(socket, ms);
          if (ms >= clientMs) socket.destroy();
        }
      }, LOOK_EVERY_MS);
      const patience = setTimeout(() => server.closeAllConnections(), answerMs);
      await closed.promise;
      clearInterval(looking);
      clearTimeout(patience);
    },
  };
}

/** Whether only the client can bring the request to its end: by sending the rest of it, or by reading the answer. */
function isUpToClient({ incoming, outgoing }: UnderWay): boolean {
  return !incoming.complete || outgoing.writableEnded || outgoing.writableNeedDrain;
}
