import type { TokenTroubleReport } from "./token-trouble.ts";
import type { KeyAddress } from "./key-address.ts";

/** A key to open, as a thread is told of it. */
export interface KeyToOpen {
  readonly address: Pick<KeyAddress, "token" | "object" | "id">;
  readonly pin: string | undefined;
}

/** What a thread found when it opened a key. */
export interface OpenedKey {
  /** DER of the X.509 certificates on the token, and whether each has the key's `CKA_ID`. */
  readonly certificates: readonly { readonly der: Uint8Array; readonly isOfKey: boolean }[];
  /** Signature over {@link trialBytes}: the key can sign, and its certificate is told by it. ECDSA as r and s side by side. */
  readonly trial: Uint8Array;
}

export type TokenRequest =
  /** `anew`: the module forgets what it knew of slots and sessions, in all threads. `wary`: no login after wrong PINs. */
  | { readonly kind: "open"; readonly keys: readonly KeyToOpen[]; readonly anew: boolean; readonly wary: boolean }
  | { readonly kind: "sign"; readonly key: number; readonly bytes: Uint8Array }
  | { readonly kind: "close" };

export type TokenAnswer =
  | { readonly opened: readonly OpenedKey[] }
  | { readonly signature: Uint8Array }
  | { readonly closed: true }
  | { readonly trouble: TokenTroubleReport };

/** How a thread is started. */
export interface TokenThreadData {
  readonly modulePath: string;
  /** Folder from which `pkcs11js` is looked for; undefined: this project. */
  readonly driver: string | undefined;
}

/** Signed once at each opening. Worth nothing to anybody. */
export const trialBytes = Buffer.from("lienthong: trial of a key, signs nothing\n");
