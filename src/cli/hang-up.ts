import { isatty } from "node:tty";

/**
 * Tells what SIGHUP means for a process: that the terminal it was started in is gone, as when its window is closed, or
 * otherwise, as systemd and `kill -HUP` mean it, that the configuration is to be read again. A terminal that is gone is one no more.
 */
export function hangUpMeaning(isTerminal: (descriptor: number) => boolean = isatty): () => "terminal-gone" | "reread" {
  const terminals = [0, 1, 2].filter(isTerminal);
  return () => (terminals.length > 0 && !terminals.some(isTerminal) ? "terminal-gone" : "reread");
}
