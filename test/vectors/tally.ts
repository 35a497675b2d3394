/** What became of the vectors of a suite. */
export class Tally {
  /** Vectors whose verdict is the suite's. */
  agreed = 0;
  /** Those whose verdict is another one: nothing may stay here unexplained. */
  readonly differing: string[] = [];
  /** Those about something that is refused here by name, or not ours to judge; by reason. */
  readonly notApplicable = new Map<string, number>();

  get vectors(): number {
    const left = [...this.notApplicable.values()].reduce((sum, count) => sum + count, 0);
    return this.agreed + this.differing.length + left;
  }

  compare(name: string, expected: boolean, actual: boolean): void {
    if (expected === actual) this.agreed += 1;
    else
      this.differing.push(`${name}: ${expected ? "valid" : "invalid"} there, ${actual ? "accepted" : "refused"} here`);
  }

  setAside(reason: string, count = 1): void {
    this.notApplicable.set(reason, (this.notApplicable.get(reason) ?? 0) + count);
  }
}
