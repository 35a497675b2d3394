import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A dossier that the benchmark numbers and pushes. */
export type Pushable = Readonly<Record<string, unknown>> & { readonly dossierCode: string };

/** What the benchmark asks of the world outside the gateway, one order at a time. */
export type Order =
  | {
      readonly kind: "push";
      readonly to: string;
      readonly apiKey: string;
      readonly template: Pushable;
      /** Number of the first dossier. */
      readonly from: number;
      readonly count: number;
      readonly clients: number;
      readonly perRequest: number;
      readonly format: "one" | "batch" | "lines";
    }
  /** Wait until the portal has applied so many messages since it was started. */
  | { readonly kind: "applied"; readonly messages: number };

interface Addresses {
  readonly portalUrl: string;
  /** Nobody listens there. */
  readonly awayUrl: string;
}

export type Report = Addresses | { readonly ms: number } | { readonly error: string };

/** The world outside, as the benchmark sees it. Disposing ends it. */
export interface Outside extends Addresses, AsyncDisposable {
  /** Carries an order out; gives the milliseconds it took. */
  carryOut(order: Order): Promise<number>;
}

export async function startOutside(): Promise<Outside> {
  const worker = new Worker(new URL("./outside.ts", import.meta.url));
  const answer = async (): Promise<Report> => ((await once(worker, "message")) as [Report])[0];
  const hello = await answer();
  if (!("portalUrl" in hello)) throw new Error("the world outside did not start");
  return {
    ...hello,
    async carryOut(order) {
      const answered = answer();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(order);
      const report = await answered;
      if ("ms" in report) return report.ms;
      throw new Error("error" in report ? report.error : "an order was answered strangely");
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}

/** The template under a number of its own. */
export function numbered(template: Pushable, index: number): Pushable {
  const [unit, date] = template.dossierCode.split("-");
  return { ...template, dossierCode: `${unit}-${date}-${String(index).padStart(7, "0")}` };
}
