import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook as StandardWebhook } from "standardwebhooks";
import type { Change } from "#core/ports/changes.ts";

/** Throwaway, as `echo whsec_$(openssl rand -base64 32)` makes them. */
export const SECRET = `whsec_${Buffer.alloc(32, "mau-1").toString("base64")}`;
export const NEW_SECRET = `whsec_${Buffer.alloc(32, "mau-2").toString("base64")}`;

export interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
  /** Parsed after the signature was verified; null where it does not verify. */
  readonly verified: { readonly type: string; readonly data: { readonly changes: readonly Change[] } } | null;
}

/** A vendor's receiver, with the client library vendors use. */
export interface Vendor extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Most requests that were open at the same time. */
  readonly crowd: () => number;
}

/** @param answer what it answers; 204 to everything by default */
export async function openVendor(
  answer: (response: ServerResponse, received: Received) => unknown = (response) => response.writeHead(204).end(),
  secret = SECRET,
): Promise<Vendor> {
  const received: Received[] = [];
  const library = new StandardWebhook(secret);
  let open = 0;
  let crowd = 0;
  const server: Server = createServer((request, response) => {
    open += 1;
    crowd = Math.max(crowd, open);
    response.on("close", () => (open -= 1));
    void (async () => {
      const body = await text(request);
      const { headers } = request;
      let verified: Received["verified"] = null;
      try {
        verified = library.verify(body, headers as Record<string, string>) as Received["verified"];
      } catch {
        // A test looks at it.
      }
      const one = { id: String(headers["webhook-id"]), body, headers, verified };
      received.push(one);
      await answer(response, one);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/nhan`,
    received,
    crowd: () => crowd,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export const changesIn = (received: readonly Received[]): Change[] =>
  received.flatMap(({ verified }) => verified?.data.changes ?? []);
