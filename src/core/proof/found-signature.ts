import type { Bilingual } from "#schemas/common/bilingual.ts";

/** A signature that came with something from outside, as it travelled, and what was found about it. */
export interface FoundSignature {
  /** HTTP header it came in, and its value. */
  readonly header: string;
  readonly value: string;
  readonly finding:
    | {
        readonly verdict: "verified";
        /** E.g. `jws`. */
        readonly profile: string;
        /** Subject of the certificate, and its base64url SHA-256. */
        readonly signer: string;
        readonly thumbprint: string;
        readonly signedAt: Date;
        /** Stable codes of what was left open, e.g. `revocation-unchecked`. */
        readonly warnings: readonly string[];
      }
    | {
        readonly verdict: "refused";
        /** Stable code, see docs/verifying.md. */
        readonly code: string;
        readonly text: Bilingual;
        readonly detail?: string;
      };
}

/** Something that may carry a signature in its headers. */
export interface Carried {
  readonly headers: { get(name: string): string | null };
  /** The exact bytes the signature has to cover. */
  readonly body: Uint8Array;
  /** Nothing signed before then counts: it would be something older, played again. */
  readonly notBefore: Date;
}

/** Judges the signature beside a body; null where there is none. Never throws for what came. */
export type SignatureJudge = (carried: Carried) => Promise<FoundSignature | null>;

/** What an answer is worth at one destination. */
export interface ReceiptRules {
  readonly judge: SignatureJudge;
  /** What the destination says counts only with a signature that holds. */
  readonly require: boolean;
}

/** An answer that was signed: its exact bytes, and the signature over them. */
export interface Receipt {
  readonly body: Uint8Array;
  readonly signature: FoundSignature;
}

/** The causes of outcomes whose answer came but is not believed, because of its signature. */
export type UntrustedCause = "receipt-unsigned" | "receipt-refused" | "receipt-untrusted" | "receipt-unchecked";

/** Whether an answer came and was not believed; it may be true all the same. */
export function isUntrusted({ cause }: { readonly cause: string }): boolean {
  const causes: ReadonlySet<string> = new Set<UntrustedCause>([
    "receipt-unsigned",
    "receipt-refused",
    "receipt-untrusted",
    "receipt-unchecked",
  ]);
  return causes.has(cause);
}
