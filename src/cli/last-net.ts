import { isConnectionLost } from "#core/connection-lost.ts";
import type { Events } from "#core/ports/events.ts";

/** Catches what nobody caught, until it is disposed. */
export interface LastNet extends Disposable {
  /** Aborts when this process should not go on: code threw where nobody could put things right. */
  readonly broken: AbortSignal;
}

/**
 * Tells what would otherwise end the process. A rejected promise that nobody awaits, and a connection that broke where
 * nobody listened, have left nothing half done: the functions they came from have ended and cleaned up. An exception out of
 * a callback may have left anything half done, so the process is to stop in order and be started anew.
 */
export function spreadLastNet(events: Pick<Events, "uncaught">): LastNet {
  const broken = new AbortController();
  const onRejection = (error: unknown): void => events.uncaught({ kind: "rejection", error });
  const onException = (error: unknown): void => {
    if (isConnectionLost(error)) return events.uncaught({ kind: "connection", error });
    events.uncaught({ kind: "exception", error });
    broken.abort();
  };
  process.on("unhandledRejection", onRejection);
  process.on("uncaughtException", onException);
  return {
    broken: broken.signal,
    [Symbol.dispose]: () => {
      process.off("unhandledRejection", onRejection);
      process.off("uncaughtException", onException);
    },
  };
}
