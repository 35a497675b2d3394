/** An error whose message is made of words of ours alone, never of anything that was sent, stored or answered. */
export interface PlainMessage {
  readonly hasPlainMessage: true;
}

/** Whether an error's message may stand in a log. */
export function hasPlainMessage(error: Error): boolean {
  return "hasPlainMessage" in error && error.hasPlainMessage === true;
}
