/** A gateway under attack. */
export interface Target {
  readonly url: string;
  /** Of a client that may push, and nothing else where that is what is tried. */
  readonly pushKey: string;
  /** Of a client that may do everything. */
  readonly fullKey: string;
}

/** What one attempt was answered with; status 0: the connection ended without an answer. */
export interface Attempt {
  readonly name: string;
  readonly status: number;
  /** Statuses it has to be answered with; absent: any that is no failure of the gateway. */
  readonly expected?: readonly number[];
}

/** A kind of attack. */
export interface AttackClass {
  readonly name: string;
  /** @param isLong also what takes long, or much memory of the attacker */
  attempts(target: Target, isLong: boolean): AsyncIterable<Attempt>;
}

/** What a class came to. */
export interface Tally {
  readonly cases: number;
  readonly refused: number;
  readonly failures: number;
  /** One sentence for each answer that should not be. */
  readonly wrong: readonly string[];
}

/** Plays a class to its end. */
export async function play(attack: AttackClass, target: Target, isLong: boolean): Promise<Tally> {
  const wrong: string[] = [];
  let [cases, refused, failures] = [0, 0, 0];
  for await (const { name, status, expected } of attack.attempts(target, isLong)) {
    cases += 1;
    if (status >= 400 && status < 500) refused += 1;
    const isFailure = status === 0 || (status >= 500 && status !== 503);
    if (isFailure) failures += 1;
    if (isFailure || expected?.includes(status) === false)
      wrong.push(
        `${attack.name}: ${name.slice(0, 60)}: ${status}${expected === undefined ? "" : ` in place of ${expected.join(" or ")}`}`,
      );
  }
  return { cases, refused, failures, wrong };
}
