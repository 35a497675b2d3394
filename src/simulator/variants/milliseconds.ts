import { z } from "zod";

/** A setting that is a length of time in milliseconds, up to an hour. */
export function milliseconds(fallback: number, description: string) {
  return z.int().min(0).max(3_600_000).default(fallback).describe(description);
}
