import type { TokenThreadData } from "./token-messages.ts";
import { startTokenThread, type TokenThread } from "./token-thread.ts";
import { TokenTrouble } from "./token-trouble.ts";

/** Threads that share the calls to one module. */
export interface TokenThreads {
  /**
   * Gives a thread that is free, in the order of asking, for the time of the call.
   * @throws TokenTrouble when sent away, or no thread answers
   */
  withOne<T>(use: (thread: TokenThread) => Promise<T>): Promise<T>;
  /** Sends away who waits for a thread. */
  sendAway(): void;
  /**
   * Sends away who waits, lets what is under way end, and replaces what has died: then nobody else talks to the module.
   * @throws TokenTrouble `silent` while a call is still under way after its time
   */
  hush(): Promise<readonly [TokenThread, ...TokenThread[]]>;
  end(): void;
}

/** @param count how many threads, at least one */
export function startTokenThreads(data: TokenThreadData, count: number): TokenThreads {
  let threads: readonly TokenThread[] = Array.from({ length: count }, () => startTokenThread(data));
  const taken = new Set<TokenThread>();
  const underWay = new Set<Promise<unknown>>();
  let waiting: PromiseWithResolvers<TokenThread>[] = [];

  const free = () => threads.find((thread) => thread.state() === "ready" && !taken.has(thread));
  const takeOne = async (): Promise<TokenThread> => {
    const thread = waiting.length === 0 ? free() : undefined;
    if (thread !== undefined) {
      taken.add(thread);
      return thread;
    }
    if (threads.every((one) => one.state() !== "ready")) throw new TokenTrouble({ kind: "silent", detail: "all busy" });
    const turn = Promise.withResolvers<TokenThread>();
    waiting.push(turn);
    return turn.promise;
  };
  const giveBack = (thread: TokenThread) => {
    taken.delete(thread);
    const next = free();
    if (next === undefined || waiting.length === 0) return;
    taken.add(next);
    waiting.shift()?.resolve(next);
  };

  const sendAway = () => {
    for (const turn of waiting) turn.reject(new TokenTrouble({ kind: "failed", detail: "token lost" }));
    waiting = [];
  };

  return {
    async withOne(use) {
      const thread = await takeOne();
      const used = use(thread).finally(() => giveBack(thread));
      const settled = used.catch(() => undefined);
      underWay.add(settled);
      void settled.then(() => underWay.delete(settled));
      return used;
    },
    sendAway,
    async hush() {
      sendAway();
      await Promise.all(underWay);
      threads = threads.map((thread) => (thread.state() === "dead" ? startTokenThread(data) : thread));
      const [first, ...others] = threads;
      if (first === undefined || threads.some((thread) => thread.state() !== "ready")) {
        throw new TokenTrouble({ kind: "silent", detail: "a call is still under way" });
      }
      return [first, ...others];
    },
    end() {
      for (const thread of threads) thread.end();
    },
  };
}
