import { civilSample, type Case } from "./civil-sample.ts";

export type Birth = Case<"KS">;

/** A sample of a birth as the rules and the mapping get it. */
export function birthSample(name: string): Birth {
  return civilSample("KS", name);
}
