import { ThreadsPoolWorker, type PoolRunnerInitializer, type PoolOptions, type WorkerRequest } from "vitest/node";

type Listener = Parameters<ThreadsPoolWorker["on"]>[1];
type Start = Extract<WorkerRequest, { type: "start" }>;

/**
 * A worker thread that outlives the run it was started for, with every module it loaded. Vitest starts a new one for each
 * run, and Stryker makes a run for each mutant: most of the time would go into loading the same packages again.
 *
 * Vitest asks it to start and to stop around every run. Only the first of these reaches the thread; the rest are answered
 * here. What the thread learns at a start besides is the configuration (which tests to run), so that goes with each run.
 */
class KeptWorker extends ThreadsPoolWorker {
  override readonly name = KEPT;
  readonly #listeners = new Map<Listener, string>();
  #config: Start["context"]["config"] | undefined;
  #started = false;

  override on(event: string, listener: Listener): void {
    this.#listeners.set(listener, event);
    super.on(event, listener);
  }

  override off(event: string, listener: Listener): void {
    this.#listeners.delete(listener);
    super.off(event, listener);
  }

  override async start(): Promise<void> {
    if (!this.#started) await super.start();
  }

  /** The run is over, the thread is not. */
  override async stop(): Promise<void> {
    for (const [listener, event] of this.#listeners) super.off(event, listener);
    this.#listeners.clear();
  }

  override send(request: WorkerRequest): void {
    switch (request.type) {
      case "start":
        this.#config = request.context.config;
        if (this.#started) return this.#answer("started");
        this.#started = true;
        return super.send(request);
      case "stop":
        return this.#answer("stopped");
      case "run":
        // The thread takes what a run brings over what the start brought; only the types do not know it.
        return super.send({ ...request, context: Object.assign(request.context, { config: this.#config }) });
      default:
        return super.send(request);
    }
  }

  #answer(type: "started" | "stopped"): void {
    for (const [listener, event] of this.#listeners) {
      if (event === "message") listener({ type, __vitest_worker_response__: true });
    }
  }
}

const KEPT = "kept-thread";

let kept: KeptWorker | undefined;

/** One kept worker for this process; only for runs with a single worker, whose test files share their modules. */
export const keptWorker: PoolRunnerInitializer = {
  name: KEPT,
  createPoolWorker: (options: PoolOptions) => (kept ??= new KeptWorker(options)),
};
