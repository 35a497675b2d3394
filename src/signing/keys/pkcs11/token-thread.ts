import { Worker } from "node:worker_threads";

import type { TokenAnswer, TokenRequest, TokenThreadData } from "./token-messages.ts";
import { TokenTrouble } from "./token-trouble.ts";

/** A thread that talks to a module, one call at a time. */
export interface TokenThread {
  /** `ready` for a call; `busy` with one, even when nobody waits for its end any more; `dead` for good. */
  state(): "ready" | "busy" | "dead";
  /**
   * @param limitMs how long the answer is waited for; the thread stays busy until it has it
   * @throws TokenTrouble
   */
  call(request: TokenRequest, limitMs: number): Promise<Exclude<TokenAnswer, { readonly trouble: unknown }>>;
  end(): void;
}

/** Starts a thread. It does not keep the process alive. */
export function startTokenThread(data: TokenThreadData): TokenThread {
  const worker = new Worker(new URL("./token-worker.ts", import.meta.url), { workerData: data, execArgv: [] });
  worker.unref();
  let state: ReturnType<TokenThread["state"]> = "ready";
  let answered: PromiseWithResolvers<TokenAnswer> | undefined;

  const die = (detail: string) => {
    state = "dead";
    answered?.resolve({ trouble: { kind: "failed", detail } });
  };
  worker.on("message", (answer: TokenAnswer) => {
    state = "ready";
    answered?.resolve(answer);
  });
  worker.on("error", (error) => die(`thread failed: ${error instanceof Error ? error.message : String(error)}`));
  worker.on("exit", (code) => die(`thread ended (${code})`));

  return {
    state: () => state,
    async call(request, limitMs) {
      if (state !== "ready") throw new TokenTrouble({ kind: "failed", detail: `thread ${state}` });
      state = "busy";
      answered = Promise.withResolvers();
      worker.postMessage(request, []);
      const answer = await withLimit(answered.promise, limitMs);
      if ("trouble" in answer) throw new TokenTrouble(answer.trouble);
      return answer;
    },
    end() {
      state = "dead";
      // A thread inside a call of the module ends only when the call does; nobody waits for that.
      void worker.terminate();
    },
  };
}

async function withLimit(answer: Promise<TokenAnswer>, limitMs: number): Promise<TokenAnswer> {
  const late = Promise.withResolvers<TokenAnswer>();
  const timer = setTimeout(() => {
    late.resolve({ trouble: { kind: "silent", detail: `no answer within ${limitMs} ms` } });
  }, limitMs);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
