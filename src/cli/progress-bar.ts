import { SingleBar } from "cli-progress";
import type { Output } from "./command.ts";

export interface ProgressBar {
  step(label: string): void;
  stop(): void;
}

/** A live bar on a terminal; elsewhere a line each tenth of the way, so that logs stay readable. */
export function startProgress(out: Output, title: string, total: number): ProgressBar {
  if (out.isTTY !== true) return plainProgress(out, title, total);
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} {label}`,
    hideCursor: true,
    clearOnComplete: false,
    stream: process.stdout,
    barsize: 30,
  });
  bar.start(total, 0, { label: "" });
  return { step: (label) => bar.increment({ label }), stop: () => bar.stop() };
}

function plainProgress(out: Output, title: string, total: number): ProgressBar {
  let done = 0;
  const every = Math.max(1, Math.ceil(total / 10));
  return {
    step: () => {
      done += 1;
      if (done % every === 0 || done === total) out.write(`${title}: ${done}/${total}\n`);
    },
    stop: () => undefined,
  };
}
