/** What a process that counts its points (`points.ts`) is to do, as JSON in TORTURE_POINTS. */
export interface PointPlan {
  /** File to write each point to, a line each. */
  readonly record?: string;
  /** Where to die or stand still. */
  readonly strike?: Strike;
}

/** The `nth` time a point is passed, from 1. */
export interface Strike {
  readonly point: string;
  readonly nth: number;
  readonly signal: "SIGKILL" | "SIGSTOP";
}

/** Which points there are and how often each was passed, from what a process wrote down. */
export function countPoints(record: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const point of record.split("\n").filter((line) => line !== "")) counts.set(point, (counts.get(point) ?? 0) + 1);
  return counts;
}
