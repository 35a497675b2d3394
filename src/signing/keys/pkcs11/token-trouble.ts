import type { PlainMessage } from "#core/plain-message.ts";

/** What can be wrong with a key in a token, by who has to do what about it. */
export type TokenTroubleKind =
  | "driver"
  | "module"
  | "token-missing"
  | "token-several"
  | "pin-missing"
  | "pin-refused"
  /** The token says that wrong PINs were entered before; nothing was tried. */
  | "pin-doubtful"
  | "key-missing"
  | "key-several"
  | "key-unusable"
  /** No answer in time. */
  | "silent"
  /** A call failed that should not: the token was pulled out, the session or the line to the HSM was lost. */
  | "failed";

/** Trouble as it travels between threads. */
export interface TokenTroubleReport {
  readonly kind: TokenTroubleKind;
  /** For the log: return value or message of the driver. Never holds a PIN. */
  readonly detail: string;
  /** Which of the keys it was, when it was one. */
  readonly key?: number;
}

export class TokenTrouble extends Error implements PlainMessage {
  override readonly name = "TokenTrouble";
  readonly hasPlainMessage = true;
  readonly kind: TokenTroubleKind;
  readonly detail: string;
  /** Which of the keys it was, when it was one. */
  readonly key: number | undefined;

  constructor({ kind, detail, key }: TokenTroubleReport) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
    this.detail = detail;
    this.key = key;
  }
}

/** Whether the PIN was, or would be, refused: then it is not tried again, or the token locks itself. */
export function isAboutPin({ kind }: Pick<TokenTroubleReport, "kind">): boolean {
  return kind === "pin-refused" || kind === "pin-doubtful" || kind === "pin-missing";
}
