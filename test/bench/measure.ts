/** One measured figure of the benchmark. */
export interface Measure {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What to know beside the figure. */
  readonly note?: string;
}
