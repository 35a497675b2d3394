import { createHash } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";

/**
 * Holds a data folder for this process alone: two processes on one embedded database would destroy it. The lock is a
 * listening socket, so the operating system itself drops it when the process ends, however it ends; on Linux its name is
 * abstract and leaves no file behind.
 * @throws Fault `data-dir-locked`
 */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  mkdirSync(dataDir, { recursive: true });
  const name = `lienthong-${createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 24)}`;
  const server = createServer((socket) => socket.destroy());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen({ path: process.platform === "linux" ? `\0${name}` : join(tmpdir(), `${name}.sock`) }, resolve);
  try {
    await promise;
  } catch (error) {
    throw new Fault(
      "data-dir-locked",
      {
        vi: `Thư mục dữ liệu ${dataDir} đang được một tiến trình lienthong khác dùng. Dừng tiến trình đó, hoặc đặt DATA_DIR khác, hoặc dùng DATABASE_URL để chạy nhiều tiến trình.`,
        en: `The data folder ${dataDir} is in use by another lienthong process. Stop that one, set another DATA_DIR, or use DATABASE_URL to run several processes.`,
      },
      { cause: error },
    );
  }
  server.unref();
  return {
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
