import type { Sample } from "./containers.ts";

/** Somebody who judges samples. */
export interface Verifier {
  readonly name: string;
  /** Not on this machine: nobody asks it. */
  readonly isHere: boolean;
  readonly speaks: (sample: Sample) => boolean;
  /** True where it accepts one. All at once, so that what starts slowly starts once; in the order of the samples. */
  readonly judge: (samples: readonly Sample[]) => Promise<readonly boolean[]>;
}

export const isXml = ({ profile }: Pick<Sample, "profile">): boolean => profile !== "jws" && profile !== "cms";

/** A verifier that is asked about one at a time; to throw is to refuse. */
export function oneByOne(accepts: (sample: Sample) => Promise<boolean> | boolean): Verifier["judge"] {
  return async (samples) => {
    const verdicts: boolean[] = [];
    for (const sample of samples) verdicts.push(await Promise.try(() => accepts(sample)).catch(() => false));
    return verdicts;
  };
}
