import { z } from "zod";
import type { Chance } from "../chance.ts";

interface DrawSettings {
  readonly every?: number | undefined;
  readonly probability: number;
}

/** How often a variant strikes: every nth, or by chance. */
export function drawSettings(probability: number) {
  return {
    every: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("Cứ n lần thì một lần; có thì bỏ qua xác suất. Every nth time; with it chance is not asked"),
    probability: z.number().min(0).max(1).default(probability).describe("Xác suất mỗi lần. Chance each time"),
  };
}

/** Draws by the settings. By chance the key decides, as in {@link Chance}; otherwise the number of draws so far. */
export function drawing({ every, probability }: DrawSettings, chance: Chance): (key: string) => boolean {
  let drawn = 0;
  return (key) => {
    drawn += 1;
    return every === undefined ? chance.strikes(key, probability) : drawn % every === 0;
  };
}
