import { z } from "zod";
import type { VariantHooks } from "../hooks.ts";

/** When sessions end before their time. */
export const sessionEndSettings = {
  afterCalls: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(5)
    .describe("Phiên dùng được mấy lần gọi. Calls a session is good for"),
  afterMs: z.int().min(1).max(3_600_000).optional().describe("Hoặc bao lâu (ms). Or how long, milliseconds"),
};

/** Ends sessions after so many calls, or so long. */
export function endsAfter({
  afterCalls,
  afterMs = Number.POSITIVE_INFINITY,
}: {
  readonly afterCalls: number;
  readonly afterMs?: number | undefined;
}): NonNullable<VariantHooks["sessionHolds"]> {
  return ({ uses, ageMs }) => uses < afterCalls && ageMs < afterMs;
}
