import type { MiddlewareHandler } from "hono";
import { isDatabaseUnavailable } from "#core/fault.ts";
import type { IntakeLimits } from "#core/ports/http-limits.ts";
import type { SyncFigures } from "#core/ports/status-reads.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { HttpEnv } from "../http-env.ts";
import { problem, sendProblem } from "../problem.ts";
import { shareOf, type Shares } from "./client-shares.ts";

export interface IntakeGateDependencies {
  readonly clock: Clock;
  readonly limits: IntakeLimits;
  /** Pushes worked on, by client. */
  readonly pushes: Shares;
  readonly figures: (now: Date) => Promise<Pick<SyncFigures, "waitingMessages" | "deliveredLastMinute">>;
  /** Free bytes where this process keeps its data; null where it keeps none (PostgreSQL watches its own disk). */
  readonly freeDiskBytes: () => Promise<number | null>;
}

/** The figures are looked at this often at most; in between the last ones count. */
const LOOK_EVERY_MS = 2000;
/** Counting a long queue takes time: no more than one part in so many of it goes into looking. */
const LOOK_SHARE = 10;
const SHORTEST_WAIT = 5;
const LONGEST_WAIT = 600;

type Look =
  | { readonly kind: "open" }
  | { readonly kind: "disk" }
  | { readonly kind: "queue"; readonly seconds: number };

/**
 * Stands before every push and answers 429 or 503 with `Retry-After` rather than take in what cannot be kept: too many
 * pushes of one client at once, or of all of them, a queue at its limit (the wait is what the present rate needs to make room), a disk that is full.
 */
export function intakeGate(deps: IntakeGateDependencies): MiddlewareHandler<HttpEnv> {
  const steady = neverSetBack(deps.clock);
  let known: Look | null = null;
  let looking: Promise<Look> | null = null;
  let nextLookAt = -Infinity;

  async function lookAnew(): Promise<Look> {
    const startedAt = steady.now();
    // A database that is away is told by the push itself, item by item where there are several.
    const look = await lookAround(deps).catch((error: unknown): Look => {
      if (isDatabaseUnavailable(error)) return { kind: "open" };
      throw error;
    });
    const endedAt = steady.now();
    nextLookAt = endedAt + Math.max(LOOK_EVERY_MS, LOOK_SHARE * (endedAt - startedAt));
    known = look;
    return look;
  }

  /** While the gate is open nobody waits for a look: pushes go by the last one until the next is there. */
  async function current(): Promise<Look> {
    if (known !== null && steady.now() < nextLookAt) return known;
    looking ??= lookAnew().finally(() => {
      looking = null;
    });
    if (known?.kind !== "open") return looking;
    looking.catch(() => {
      // Whoever comes next looks again, and is told.
      known = null;
    });
    return known;
  }

  return async function keepWithinLimits(c, next) {
    const share = shareOf(c.get("client"));
    if (!deps.pushes.take(share, 1)) return sendProblem(c, problem("too-busy"), { "Retry-After": "1" });
    try {
      const seen = await current();
      if (seen.kind === "queue") return sendProblem(c, problem("queue-full"), { "Retry-After": String(seen.seconds) });
      if (seen.kind === "disk") return sendProblem(c, problem("disk-full"), { "Retry-After": String(LONGEST_WAIT) });
      await next();
      return undefined;
    } finally {
      deps.pushes.give(share, 1);
    }
  };
}

async function lookAround({ clock, limits, figures, freeDiskBytes }: IntakeGateDependencies): Promise<Look> {
  const free = await freeDiskBytes();
  if (free !== null && free < limits.minFreeDiskBytes) return { kind: "disk" };
  const { waitingMessages, deliveredLastMinute } = await figures(new Date(clock.now()));
  const excess = waitingMessages - limits.maxWaitingMessages;
  if (excess < 0) return { kind: "open" };
  const perSecond = deliveredLastMinute / 60;
  const seconds = perSecond === 0 ? LONGEST_WAIT : Math.ceil((excess + 1) / perSecond);
  return { kind: "queue", seconds: Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, seconds)) };
}
