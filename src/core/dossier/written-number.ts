/**
 * A number of a JSON text that is not written as a whole one (`8.000`, `1e3`). JavaScript would read `8.000` as 8 where a
 * Vietnamese clerk meant eight thousand, so the writing is kept until it is known what kind of number is meant.
 */
export class WrittenNumber {
  /** As it stood in the text. */
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}
