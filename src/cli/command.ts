import type { Bilingual } from "#schemas/common/bilingual.ts";

/** What a command gets from the outside world. */
export interface CommandIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command shall stop (Ctrl-C, SIGTERM). */
  readonly signal: AbortSignal;
  /**
   * From now on SIGHUP ends this process only where its terminal is gone, and is told here otherwise; absent where nobody
   * sends signals.
   */
  readonly onHangUp?: (heard: () => void) => void;
}

export interface Output {
  write(text: string): unknown;
  /** A terminal: colours and bars are welcome. */
  readonly isTTY?: boolean;
}

/** A command of `lienthong`; one file each. */
export interface Command {
  readonly name: string;
  readonly summary: Bilingual;
  /** Whole help text, Vietnamese first. */
  readonly usage: string;
  /** Runs to the end and gives the exit status. */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}
