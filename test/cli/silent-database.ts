import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** What takes connections as a database would and says nothing, gone when disposed. */
export interface SilentDatabase extends Disposable {
  readonly url: string;
  /** Resolves when somebody is connected. */
  readonly asked: Promise<void>;
}

/** For a start that waits for its database for as long as a test wants. */
export async function silentDatabase(): Promise<SilentDatabase> {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    resolve();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://lienthong@127.0.0.1:${port}/lienthong`,
    asked,
    [Symbol.dispose]: () => void server.close(),
  };
}
