import { Worker } from "node:worker_threads";
import { READING_THREAD_MIB } from "#core/ports/http-limits.ts";
import type { PackedText, ThreadData, ThreadRequest } from "./thread-message.ts";

/** How a pool of threads is bounded. */
export interface ReadingPoolOptions {
  /** Threads at once. */
  readonly threads: number;
  /** Longest that one text may take. */
  readonly seconds: number;
  /** Texts that wait for a thread. */
  readonly waiting: number;
  readonly data: ThreadData;
  /** Told of a thread that ended over a text. */
  readonly failed: (error: unknown) => void;
}

/** What came of a text: read; no thread was free in time; or its thread ended over it, by time, memory or a fault. */
export type PoolAnswer =
  | { readonly kind: "read"; readonly text: PackedText }
  | { readonly kind: "busy" }
  | { readonly kind: "given-up" };

/** Threads that read large texts, so that nobody else waits for it. */
export interface ReadingPool extends AsyncDisposable {
  /** Takes the bytes over: they are gone for whoever gave them. */
  read(request: ThreadRequest): Promise<PoolAnswer>;
}

/** Memory of one thread; a text that needs more ends it. */
const MEMORY = { maxOldGenerationSizeMb: READING_THREAD_MIB, maxYoungGenerationSizeMb: 16 };

/** A thread that had nothing to do for so long gives its memory back. */
const IDLE_MS = 30_000;

const ENTRY = new URL("./reading-thread.ts", import.meta.url);

interface Job {
  readonly request: ThreadRequest;
  readonly resolve: (answer: PoolAnswer) => void;
}

/**
 * A pool of threads, started when there is something to read. What ends a thread ends the reading of its one text; the next
 * text gets a new thread. Disposing it ends all of them, and what they were reading is given up.
 */
export function createReadingPool({ threads, seconds, waiting, data, failed }: ReadingPoolOptions): ReadingPool {
  const queue: Job[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isClosed = false;

  function serveNext(): void {
    while (queue.length > 0 && (idle.length > 0 || all.size < threads)) {
      const job = queue.shift();
      if (job !== undefined) serve(idle.pop() ?? start(), job);
    }
  }

  function start(): Worker {
    const worker = new Worker(ENTRY, { workerData: data, resourceLimits: MEMORY, stderr: true });
    worker.unref();
    all.add(worker);
    worker.on("error", failed);
    worker.once("exit", () => {
      all.delete(worker);
      forget(worker);
      serveNext();
    });
    return worker;
  }

  function serve(worker: Worker, { request, resolve }: Job): void {
    // While it reads, the process stays: somebody waits for the answer.
    worker.ref();
    const late = setTimeout(() => {
      failed(new Error(`a text took longer than ${seconds} s to read`));
      void worker.terminate();
    }, seconds * 1000);
    const onExit = (): void => {
      clearTimeout(late);
      resolve({ kind: "given-up" });
    };
    worker.once("exit", onExit);
    worker.once("message", (text: PackedText) => {
      clearTimeout(late);
      worker.off("exit", onExit);
      resolve({ kind: "read", text });
      rest(worker);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a window; this is a thread
    worker.postMessage(request, whole(request.bytes) ? [request.bytes.buffer] : []);
  }

  function rest(worker: Worker): void {
    worker.unref();
    idle.push(worker);
    serveNext();
    const tired = setTimeout(() => {
      if (forget(worker)) void worker.terminate();
    }, IDLE_MS);
    tired.unref();
  }

  /** Whether it was idle; it gets no more to read. */
  function forget(worker: Worker): boolean {
    const place = idle.indexOf(worker);
    if (place !== -1) idle.splice(place, 1);
    return place !== -1;
  }

  return {
    read(request) {
      if (isClosed) return Promise.resolve({ kind: "given-up" });
      if (queue.length >= waiting) return Promise.resolve({ kind: "busy" });
      const { promise, resolve } = Promise.withResolvers<PoolAnswer>();
      queue.push({ request, resolve });
      serveNext();
      return promise;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const { resolve } of queue.splice(0)) resolve({ kind: "given-up" });
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** Whether nothing else stands in the memory of these bytes, so that they can be handed over without being copied. */
function whole(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
}
