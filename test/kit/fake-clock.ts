import type { Clock } from "#core/ports/ports.ts";

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** Moves on by this many milliseconds; back where they are negative, as a clock that is put right. */
  advance(milliseconds: number): void;
  /** Jumps to an instant, forwards or back (ISO 8601 with offset). */
  jumpTo(instant: string): void;
}

/** @param start ISO 8601 with offset; by default a Monday morning in Ha Noi. */
export function fakeClock(start = "2026-05-18T08:30:15+07:00"): FakeClock {
  let now = read(start);
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
    jumpTo(instant) {
      now = read(instant);
    },
  };
}

function read(instant: string): number {
  const read = Date.parse(instant);
  if (Number.isNaN(read)) throw new Error(`Not an instant: ${instant}`);
  return read;
}
